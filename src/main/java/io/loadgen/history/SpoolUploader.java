package io.loadgen.history;

import io.loadgen.result.RunState;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what was spooled into the archive, and ends the runs of processes that are no more.
 *
 * <p>Everything by the history's thread.
 */
final class SpoolUploader {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolUploader.class);

    private final ArchiveCircuitBreaker archive;
    private final Spool spool;
    private final RunStorage shelves;
    private final HistoryWriter writer;
    private final StaleRunDetector silent;
    private final String self;
    private final LongAdder interrupted = new LongAdder();

    SpoolUploader(
            ArchiveCircuitBreaker archive,
            Spool spool,
            RunStorage shelves,
            HistoryWriter writer,
            StaleRunDetector silent,
            String self) {
        this.archive = archive;
        this.spool = spool;
        this.shelves = shelves;
        this.writer = writer;
        this.silent = silent;
        this.self = self;
    }

    /** At a start: runs in the spool that a process left behind are over. Asks nobody but the spool. */
    void findLeftBehind() {
        for (RunSummary run : spool.mine(self)) {
            if (run.hasEnded()) {
                shelves.note(run);
            } else {
                shelves.note(InterruptedRuns.finish(spool.holding(run.runId()).getFirst(), run));
                interrupted.increment();
            }
        }
    }

    /**
     * Stores what is in the spool.
     *
     * @return whether anything was
     */
    boolean empty() {
        List<RunSummary> waiting = spool.mine(self);
        for (RunSummary run : waiting) {
            for (RunArchive from : spool.holding(run.runId())) {
                archive.ask(to -> {
                    move(run, from, to);
                    return run;
                });
            }
            if (!writer.isActive(run.runId())) {
                shelves.forget(run.runId());
                LOG.info("Run {} was spooled and is stored now", run.runId());
            }
        }
        return !waiting.isEmpty();
    }

    private void move(RunSummary run, RunArchive from, RunArchive to) {
        List<String> names = from.partNames(run.runId());
        for (String name : names) {
            from.part(run.runId(), name).ifPresent(content -> to.putPart(run.runId(), name, content));
        }
        to.save(run);
        if (!writer.isActive(run.runId())) {
            boolean complete = run.hasEnded() && run.state() != RunState.INTERRUPTED;
            if (!complete) {
                // Earlier checkpoints may be in the archive: together they make a better report than those of the spool
                // alone.
                InterruptedRuns.finish(to, run);
            }
            dropCheckpoints(run, to);
        }
        from.delete(run.runId());
    }

    /** Ends runs in the archive that are nobody's any more. */
    void endSilentRuns(long nowNanos) {
        Set<String> dead = spool.owners().dead();
        List<RunSummary> unfinished = archive.ask(RunArchive::unfinished).stream()
                .filter(run -> shelves.here(run.runId()).isEmpty())
                .toList();
        for (RunSummary run : silent.among(unfinished, dead::contains, nowNanos)) {
            archive.ask(to -> {
                RunSummary ended = InterruptedRuns.finish(to, run);
                dropCheckpoints(run, to);
                return ended;
            });
            interrupted.increment();
        }
        Set<String> spooling = spool.mine(self).stream().map(RunSummary::owner).collect(Collectors.toSet());
        dead.stream().filter(owner -> !spooling.contains(owner)).forEach(spool.owners()::forget);
    }

    /** Runs of processes that are no more, found so far. Any thread. */
    long interrupted() {
        return interrupted.sum();
    }

    private static void dropCheckpoints(RunSummary run, RunArchive of) {
        of.deleteParts(run.runId(), RunParts.checkpoints(of.partNames(run.runId())));
    }
}
