package io.loadgen.history;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many runs are kept, and for how long. Runs of a baseline are kept beside, and so is one that goes on.
 *
 * @param mostRuns runs kept, the newest, those of baselines not counted; 1 or more
 * @param longest how long a run is kept after it was taken on, zero for ever
 */
public record Retention(int mostRuns, Duration longest) {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final int AT_ONCE = 100;

    /** Everything, for ever. */
    static final Retention ALL = new Retention(Integer.MAX_VALUE, Duration.ZERO);

    /** Checks the numbers. */
    public Retention {
        if (mostRuns < 1) {
            throw new IllegalArgumentException("mostRuns must be 1 or more, was " + mostRuns);
        }
        if (longest.isNegative()) {
            throw new IllegalArgumentException("longest must be zero or more, was " + longest);
        }
    }

    /** Removes from an archive what need not be kept, the runs in {@code spared} excepted. */
    void apply(RunArchive archive, Set<String> spared, Instant now) {
        remove(archive, () -> archive.list(spared, mostRuns, AT_ONCE));
        if (longest.isPositive()) {
            remove(archive, () -> archive.createdBefore(now.minus(longest), spared, AT_ONCE));
        }
    }

    String inWords() {
        return "the newest " + mostRuns + " runs" + (longest.isPositive() ? ", each for " + longest : "");
    }

    private static void remove(RunArchive archive, Supplier<List<RunSummary>> surplus) {
        List<RunSummary> old = ended(surplus.get());
        while (!old.isEmpty()) {
            for (RunSummary run : old) {
                archive.delete(run.runId());
                LOG.info("Run {} of {} is no longer kept", run.runId(), run.createdAt());
            }
            old = ended(surplus.get());
        }
    }

    private static List<RunSummary> ended(List<RunSummary> runs) {
        return runs.stream().filter(RunSummary::hasEnded).toList();
    }
}
