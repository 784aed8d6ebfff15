package io.loadgen.history;

import io.loadgen.result.RunState;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what waits in the spool into the archive, and ends the runs of processes that are no more.
 *
 * <p>Everything by the history's thread.
 */
final class SpoolUploader {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolUploader.class);

    private final ArchiveCircuitBreaker archive;
    private final Spool spool;
    private final HistoryWriter writer;
    private final StaleRunDetector silent;
    private final String self;
    private final LongAdder interrupted = new LongAdder();
    private final Set<String> broken = new HashSet<>();

    SpoolUploader(
            ArchiveCircuitBreaker archive, Spool spool, HistoryWriter writer, StaleRunDetector silent, String self) {
        this.archive = archive;
        this.spool = spool;
        this.writer = writer;
        this.silent = silent;
        this.self = self;
    }

    /** At a start: runs in the spool that a process left behind are over. Asks nobody but the spool. */
    void findLeftBehind() {
        for (RunSummary run : spool.mine(self)) {
            if (run.hasEnded()) {
                spool.note(run);
            } else {
                apart(run, () -> {
                    spool.note(ofSpool(() ->
                            InterruptedRuns.finish(spool.holding(run.runId()).getFirst(), run)));
                    interrupted.increment();
                });
            }
        }
    }

    /** Does something for one run. What is wrong with it is told once, and is in the way of no other. Says whether it was done. */
    private boolean apart(RunSummary run, Runnable task) {
        try {
            task.run();
            broken.remove(run.runId());
            return true;
        } catch (ArchiveUnavailableException away) {
            throw away;
        } catch (RuntimeException fault) {
            if (broken.add(run.runId())) {
                LOG.error("Run {} cannot be stored and stays where it is", run.runId(), fault);
            }
            return false;
        }
    }

    /** A spool that cannot be read, or written to, does not mean that the archive is away. */
    private static <T> T ofSpool(Supplier<T> task) {
        try {
            return task.get();
        } catch (ArchiveUnavailableException fault) {
            throw new IllegalStateException("the spool cannot be used: " + fault.getMessage(), fault);
        }
    }

    /**
     * Stores what is in the spool. A run that cannot be read, or that the archive does not take, stays there, and is
     * in the way of no other.
     *
     * @return whether a run that has ended was stored
     */
    boolean drain() {
        boolean stored = false;
        for (RunSummary run : spool.mine(self)) {
            stored |= apart(run, () -> drain(run)) && !writer.isActive(run.runId());
        }
        return stored;
    }

    private void drain(RunSummary run) {
        for (RunArchive from : spool.holding(run.runId())) {
            archive.ask(to -> {
                move(run, from, to);
                return run;
            });
        }
        if (!writer.isActive(run.runId())) {
            spool.forget(run.runId());
        }
    }

    private void move(RunSummary run, RunArchive from, RunArchive to) {
        List<String> names = ofSpool(() -> from.partNames(run.runId()));
        for (String name : names) {
            ofSpool(() -> from.part(run.runId(), name)).ifPresent(content -> to.putPart(run.runId(), name, content));
        }
        to.save(run);
        if (writer.isActive(run.runId())) {
            // Not before the new one is there: a crash in between must leave one that is whole.
            to.deleteParts(run.runId(), RunParts.headsBefore(names, to.partNames(run.runId())));
        } else {
            boolean complete = run.hasEnded() && run.state() != RunState.INTERRUPTED;
            if (!complete) {
                // Earlier checkpoints may be in the archive: together they make a better report than those of the spool
                // alone.
                InterruptedRuns.finish(to, run);
            }
            dropCheckpoints(run, to);
        }
        ofSpool(() -> {
            from.delete(run.runId());
            return run;
        });
    }

    /** Ends runs in the archive that are nobody's any more. */
    void endSilentRuns(long nowNanos) {
        Set<String> dead = spool.dead();
        List<RunSummary> unfinished = archive.ask(RunArchive::unfinished).stream()
                .filter(run -> spool.pending(run.runId()).isEmpty())
                .toList();
        for (RunSummary run : silent.among(unfinished, dead::contains, nowNanos)) {
            apart(run, () -> {
                archive.ask(to -> {
                    RunSummary ended = InterruptedRuns.finish(to, run);
                    dropCheckpoints(run, to);
                    return ended;
                });
                interrupted.increment();
            });
        }
        Set<String> spooling = spool.mine(self).stream().map(RunSummary::owner).collect(Collectors.toSet());
        dead.stream().filter(owner -> !spooling.contains(owner)).forEach(spool::forgetOwner);
    }

    /** Runs of processes that are no more, found so far. Any thread. */
    long interrupted() {
        return interrupted.sum();
    }

    private static void dropCheckpoints(RunSummary run, RunArchive of) {
        of.deleteParts(run.runId(), RunParts.checkpoints(of.partNames(run.runId())));
    }
}
