package io.loadgen.history;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where everything of a run is put first, to wait for the archive: a folder, and where there is none or it cannot be written to, the
 * memory of this process, for a few runs. Knows which runs are not in the archive for good yet: the one that goes on, and those that
 * wait here.
 *
 * <p>Any thread; one run is written by one thread at a time.
 */
final class Spool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
    private static final Retention IN_MEMORY = new Retention(10, Duration.ZERO);

    private final MemoryArchive memory = new MemoryArchive();
    private final Optional<SpoolDirectory> folder;
    private final Optional<SpoolOwners> owners;
    private final Map<String, RunSummary> pending = new ConcurrentHashMap<>();
    private boolean complained;
    private boolean unreadable;

    Spool(Optional<Path> place, String self) {
        this.folder = place.map(SpoolDirectory::new);
        this.owners = place.map(path -> new SpoolOwners(path, self));
    }

    void enter() {
        owners.ifPresent(SpoolOwners::enter);
    }

    /** Keeps something, in memory at the worst. */
    void keep(Consumer<RunArchive> what) {
        if (folder.isPresent()) {
            try {
                what.accept(folder.get());
                complained = false;
                return;
            } catch (ArchiveUnavailableException e) {
                if (!complained) {
                    LOG.error("The spool cannot be written to; what was measured is in memory only", e);
                }
                complained = true;
            }
        }
        what.accept(memory);
        IN_MEMORY.apply(memory, Set.of(), Instant.EPOCH);
    }

    /** Notes what a run is like, for whoever asks before it is in the archive. */
    void note(RunSummary run) {
        pending.put(run.runId(), run);
    }

    /** The run is in the archive, or nowhere. */
    void forget(String runId) {
        pending.remove(runId);
    }

    /** Runs that are not in the archive for good. */
    Collection<RunSummary> pending() {
        return pending.values();
    }

    Optional<RunSummary> pending(String runId) {
        return Optional.ofNullable(pending.get(runId));
    }

    /** Where something of a run is. */
    List<RunArchive> holding(String runId) {
        return archives().filter(archive -> archive.find(runId).isPresent()).toList();
    }

    /** What is kept of a run under a name. */
    Optional<byte[]> part(String runId, String name) {
        return holding(runId).stream()
                .flatMap(archive -> archive.part(runId, name).stream())
                .findFirst();
    }

    /** All that is here of this process and of processes that are no more. */
    List<RunSummary> mine(String self) {
        return archives()
                .flatMap(archive -> all(archive).stream())
                .filter(run ->
                        run.owner().equals(self) || owners.stream().noneMatch(known -> known.isAlive(run.owner())))
                .sorted(RunSummary.NEWEST_FIRST)
                .toList();
    }

    /** A folder that cannot be read hides nothing of what is in memory. */
    private List<RunSummary> all(RunArchive archive) {
        try {
            List<RunSummary> runs = archive.list(Set.of(), 0, Integer.MAX_VALUE);
            unreadable &= archive == memory;
            return runs;
        } catch (ArchiveUnavailableException e) {
            if (!unreadable) {
                LOG.error("The spool cannot be read; what is in it waits", e);
            }
            unreadable = true;
            return List.of();
        }
    }

    private Stream<RunArchive> archives() {
        return Stream.concat(Stream.of(memory), folder.stream());
    }

    /** Processes that used the folder and died. They are told of until {@link #forgetOwner} is called. */
    Set<String> dead() {
        return owners.map(SpoolOwners::dead).orElse(Set.of());
    }

    void forgetOwner(String dead) {
        owners.ifPresent(known -> known.forget(dead));
    }

    @Override
    public void close() {
        owners.ifPresent(SpoolOwners::close);
    }
}
