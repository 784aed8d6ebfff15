package io.loadgen.history;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where something of a run is put: into the archive, or, while that is away, into the spool. Knows in memory which runs are not
 * in the archive for good yet: the one that goes on, and those in the spool.
 *
 * <p>Putting is for the history's thread; the rest for any.
 */
final class RunStorage {
    private static final Logger LOG = LoggerFactory.getLogger(RunStorage.class);

    private final ArchiveCircuitBreaker archive;
    private final @Nullable Spool spool;
    private final Map<String, RunSummary> here = new ConcurrentHashMap<>();

    RunStorage(ArchiveCircuitBreaker archive, @Nullable Spool spool) {
        this.archive = archive;
        this.spool = spool;
    }

    boolean haveSpool() {
        return spool != null;
    }

    /** Notes what a run is like, for whoever asks before it is in the archive. */
    void note(RunSummary run) {
        here.put(run.runId(), run);
    }

    void forget(String runId) {
        here.remove(runId);
    }

    /** Runs that are not in the archive for good. */
    Collection<RunSummary> here() {
        return here.values();
    }

    Optional<RunSummary> here(String runId) {
        return Optional.ofNullable(here.get(runId));
    }

    /** Puts something where it can be put. */
    void put(Consumer<RunArchive> what) {
        if (!isStored(what)) {
            spooling(what);
        }
    }

    /** Puts the end of a run where it can be put. */
    void finish(RunSummary run, Consumer<RunArchive> what) {
        if (isStored(what)) {
            // What was spooled of it while the archive was away has served.
            if (spool != null) {
                spool.holding(run.runId()).forEach(held -> held.delete(run.runId()));
            }
            forget(run.runId());
        } else {
            spooling(what);
            note(run);
        }
    }

    private boolean isStored(Consumer<RunArchive> what) {
        try {
            return archive.tell(what);
        } catch (RuntimeException refused) {
            if (spool == null) {
                throw refused;
            }
            LOG.error("The archive does not take what is to be kept of a run; it is spooled", refused);
            return false;
        }
    }

    private void spooling(Consumer<RunArchive> what) {
        if (spool == null) {
            throw new ArchiveUnavailableException(archive.trouble().orElse("the archive is away"));
        }
        spool.keep(what);
    }

    /** A part of a run that is here. */
    Optional<byte[]> spooledPart(String runId, String name) {
        return spool == null ? Optional.empty() : spool.part(runId, name);
    }

    /** What waits in the spool, of a run. */
    List<RunArchive> spooled(String runId) {
        return spool == null ? List.of() : spool.holding(runId);
    }
}
