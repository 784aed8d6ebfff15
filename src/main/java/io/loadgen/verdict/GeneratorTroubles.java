package io.loadgen.verdict;

import static java.util.Locale.ROOT;

import io.loadgen.latency.FigureText;
import io.loadgen.result.GeneratorFigures;
import io.loadgen.result.GeneratorFigures.Share;
import io.loadgen.result.GeneratorFigures.Throttling;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What may explain that a generator did not keep up. Asked only when it did not: each of these alone is no fault, and none of them
 * decides a verdict.
 */
final class GeneratorTroubles {
    /** Percent; a host that takes less than this hardly delays anybody. */
    private static final double NOTABLE_STEAL = 1;

    private static final double NOTABLE_STEAL_OF_A_SECOND = 5;

    /** Share of its time that a process may spend on garbage unnoticed. */
    private static final double NOTABLE_PAUSES = 0.01;

    /** Beyond it one pause alone is more than the schedule lag that a verdict accepts. */
    private static final long NOTABLE_PAUSE_MILLIS = GeneratorRules.LATE_NANOS / 1_000_000;

    /** Percent; a thread that is woken some thousand times a second waits some microseconds each time. */
    private static final double NOTABLE_PACING_WAIT = 2;

    private static final double NOTABLE_PACING_WAIT_OF_A_SECOND = 10;

    private static final double NOTABLE_OWN_CPU = 0.9;

    /** At a usual rate a collector that keeps up has a few signals waiting, not thousands. */
    private static final long NOTABLE_QUEUE_DEPTH = 10_000;

    private GeneratorTroubles() {}

    /** What stood out, in words; none when nothing did. */
    static List<String> of(GeneratorFigures health) {
        List<String> troubles = new ArrayList<>();
        addShare(
                health.stealPercent(),
                NOTABLE_STEAL,
                NOTABLE_STEAL_OF_A_SECOND,
                "CPU steal was %s, %s in the worst second: the machine's host gave that time to others; move the generator, or"
                        + " reserve its processors",
                troubles);
        Throttling limit = health.throttling();
        if (limit != null && limit.throttledPeriods() > 0) {
            troubles.add(String.format(
                    ROOT,
                    "the CPU limit held the generator back in %d of %d periods, %d ms in all: raise the limit",
                    limit.throttledPeriods(),
                    limit.periods(),
                    limit.throttledMillis()));
        }
        addShare(
                health.pacingWaitPercent(),
                NOTABLE_PACING_WAIT,
                NOTABLE_PACING_WAIT_OF_A_SECOND,
                "the thread that sends waited for a processor for %s of the time, %s in the worst second: others were busy on"
                        + " it; give the generator processors of its own",
                troubles);
        addPauses(health, troubles);
        Share own = health.ownCpuProcessors();
        if (own != null && own.mean() > NOTABLE_OWN_CPU * health.processors()) {
            troubles.add(String.format(
                    ROOT,
                    "the generator kept %.1f of %d processors busy: give it more",
                    own.mean(),
                    health.processors()));
        }
        Long depth = health.peakQueueDepth();
        if (depth != null && depth > NOTABLE_QUEUE_DEPTH) {
            troubles.add(
                    String.format(ROOT, "%d signals waited for the collector at one moment: it fell behind", depth));
        }
        return troubles;
    }

    /** {@code words} take the mean and the worst second. */
    private static void addShare(
            @Nullable Share percent, double notable, double notableOfASecond, String words, List<String> troubles) {
        if (percent != null && (percent.mean() >= notable || percent.peak() >= notableOfASecond)) {
            troubles.add(String.format(
                    ROOT,
                    words,
                    FigureText.exactPercent(percent.mean() / 100),
                    FigureText.exactPercent(percent.peak() / 100)));
        }
    }

    private static void addPauses(GeneratorFigures health, List<String> troubles) {
        GeneratorFigures.Pauses pauses = health.gcPauses();
        if (pauses.totalMillis() > NOTABLE_PAUSES * health.seconds() * 1000
                || pauses.longestMillis() > NOTABLE_PAUSE_MILLIS) {
            troubles.add(String.format(
                    ROOT,
                    "garbage collection paused the generator %d times for %d ms in all, the longest %d ms: give it more heap",
                    pauses.count(),
                    pauses.totalMillis(),
                    pauses.longestMillis()));
        }
    }
}
