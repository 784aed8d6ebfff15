package io.loadgen.history;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where runs wait for their database: a folder, and where that cannot be written to, the memory of this process, for a few runs.
 *
 * <p>Any thread; one run is written by one thread at a time.
 */
final class Spool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
    private static final Retention IN_MEMORY = new Retention(10, Duration.ZERO);

    private final SpoolDirectory folder;
    private final MemoryArchive memory = new MemoryArchive();
    private final SpoolOwners owners;
    private boolean complained;

    Spool(Path folder, String self) {
        this.folder = new SpoolDirectory(folder);
        this.owners = new SpoolOwners(folder, self);
    }

    void enter() {
        owners.enter();
    }

    /** Keeps something, in memory at the worst. */
    void keep(Consumer<RunArchive> what) {
        try {
            what.accept(folder);
            complained = false;
        } catch (ArchiveUnavailableException e) {
            if (!complained) {
                LOG.error("The spool cannot be written to; what was measured is in memory only", e);
            }
            complained = true;
            what.accept(memory);
            IN_MEMORY.apply(memory, Set.of(), Instant.EPOCH);
        }
    }

    /** Where something of a run is. */
    List<RunArchive> holding(String runId) {
        return archives().stream()
                .filter(archive -> archive.find(runId).isPresent())
                .toList();
    }

    /** What is kept of a run under a name. */
    Optional<byte[]> part(String runId, String name) {
        return holding(runId).stream()
                .flatMap(archive -> archive.part(runId, name).stream())
                .findFirst();
    }

    /** All that is here of this process and of processes that are no more. */
    List<RunSummary> mine(String self) {
        return archives().stream()
                .flatMap(archive -> archive.list(Set.of(), 0, Integer.MAX_VALUE).stream())
                .filter(run -> run.owner().equals(self) || !owners.isAlive(run.owner()))
                .sorted(RunSummary.NEWEST_FIRST)
                .toList();
    }

    private List<RunArchive> archives() {
        return List.of(memory, folder);
    }

    SpoolOwners owners() {
        return owners;
    }

    @Override
    public void close() {
        owners.close();
    }
}
