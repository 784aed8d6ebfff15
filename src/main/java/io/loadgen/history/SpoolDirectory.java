package io.loadgen.history;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps runs in a folder, each in one of its own, while their database is away. A crash leaves each file whole or not there.
 *
 * <p>Any thread. Several processes may share the folder: each run is its owner's alone.
 */
public final class SpoolDirectory implements RunArchive {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolDirectory.class);
    private static final String SUMMARY = "summary.json";
    private static final String PARTS_END = ".gz";

    /** Ids come from addresses, too: none may lead out of the folder. */
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private final Path folder;
    private final Set<String> passedOver = ConcurrentHashMap.newKeySet();

    /**
     * Uses a folder, which is made when the first run is kept.
     *
     * @param folder where
     */
    public SpoolDirectory(Path folder) {
        this.folder = folder;
    }

    @Override
    public void save(RunSummary run) {
        write(run.runId(), SUMMARY, run.toJson().getBytes(StandardCharsets.UTF_8));
    }

    /** One that cannot be read is left for a person to look at, told of once, and does not stand in the way of the others. */
    @Override
    public Optional<RunSummary> find(String runId) {
        try {
            return read(runId, SUMMARY).map(json -> RunSummary.fromJson(new String(json, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException | ArchiveUnavailableException broken) {
            if (passedOver.add(runId)) {
                LOG.error(
                        "The spooled summary of run {} cannot be read and is passed over: {}",
                        runId,
                        broken.toString());
            }
            return Optional.empty();
        }
    }

    @Override
    public List<RunSummary> list(Set<String> without, int offset, int limit) {
        return all().filter(run -> !without.contains(run.runId()))
                .sorted(RunSummary.NEWEST_FIRST)
                .skip(offset)
                .limit(limit)
                .toList();
    }

    @Override
    public List<RunSummary> ofSeries(String series, Set<String> without, int limit) {
        return all().filter(run -> run.isOfSeries(series) && !without.contains(run.runId()))
                .sorted(RunSummary.NEWEST_FIRST)
                .limit(limit)
                .toList();
    }

    @Override
    public long count(Set<String> without) {
        return all().filter(run -> !without.contains(run.runId())).count();
    }

    @Override
    public List<RunSummary> createdBefore(Instant moment, Set<String> without, int limit) {
        return all().filter(run -> run.createdAt().isBefore(moment) && !without.contains(run.runId()))
                .limit(limit)
                .toList();
    }

    @Override
    public List<RunSummary> unfinished() {
        return all().filter(run -> !run.hasEnded()).toList();
    }

    private Stream<RunSummary> all() {
        return names(folder).stream()
                .filter(name -> Files.isDirectory(folder.resolve(name)))
                .flatMap(name -> find(name).stream());
    }

    @Override
    public void delete(String runId) {
        Path ofRun = ofRun(runId);
        try {
            // The summary first: without it the rest is not a run.
            Files.deleteIfExists(ofRun.resolve(SUMMARY));
        } catch (IOException e) {
            throw unavailable("remove", ofRun, e);
        }
        try {
            for (String name : names(ofRun)) {
                Files.deleteIfExists(ofRun.resolve(name));
            }
            Files.deleteIfExists(ofRun);
        } catch (IOException e) {
            LOG.warn("What is left of run {} in the spool cannot be removed: {}", runId, e.toString());
        }
    }

    @Override
    public void putPart(String runId, String name, byte[] content) {
        write(runId, name, content);
    }

    @Override
    public Optional<byte[]> part(String runId, String name) {
        return read(runId, name);
    }

    @Override
    public List<String> partNames(String runId) {
        return names(ofRun(runId)).stream()
                .filter(name -> name.endsWith(PARTS_END))
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    @Override
    public void deleteParts(String runId, Collection<String> names) {
        for (String name : names) {
            Path file = ofRun(runId).resolve(safe(name));
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw unavailable("remove", file, e);
            }
        }
    }

    @Override
    public void check() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw unavailable("make", folder, e);
        }
    }

    private void write(String runId, String name, byte[] content) {
        Path file = ofRun(runId).resolve(safe(name));
        try {
            Files.createDirectories(ofRun(runId));
            AtomicFiles.write(file, content);
        } catch (IOException e) {
            throw unavailable("write", file, e);
        }
    }

    private Optional<byte[]> read(String runId, String name) {
        if (!SAFE.matcher(runId).matches()) {
            return Optional.empty();
        }
        Path file = ofRun(runId).resolve(safe(name));
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw unavailable("read", file, e);
        }
    }

    private static List<String> names(Path of) {
        try (Stream<Path> entries = Files.list(of)) {
            return entries.map(entry -> String.valueOf(entry.getFileName())).toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException e) {
            throw unavailable("read", of, e);
        }
    }

    private Path ofRun(String runId) {
        return folder.resolve(safe(runId));
    }

    private static String safe(String name) {
        if (!SAFE.matcher(name).matches()) {
            throw new IllegalArgumentException("a name in the spool must match " + SAFE + ", was " + name);
        }
        return name;
    }

    private static ArchiveUnavailableException unavailable(String what, Path path, IOException e) {
        return new ArchiveUnavailableException("cannot " + what + " " + path + ": " + e, e);
    }
}
