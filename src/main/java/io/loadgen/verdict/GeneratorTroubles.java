package io.loadgen.verdict;

import static java.util.Locale.ROOT;

import io.loadgen.result.FigureText;
import io.loadgen.result.GeneratorHealth;
import io.loadgen.result.GeneratorHealth.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What may explain that a generator did not keep up. Asked only when it did not: each of these alone is no fault, and none of them
 * decides a verdict.
 */
final class GeneratorTroubles {
    /** A host that takes less than this hardly delays anybody. */
    private static final double NOTABLE_STEAL = 0.01;

    private static final double NOTABLE_STEAL_OF_A_SECOND = 0.05;

    /** Share of its time that a process may spend on garbage unnoticed. */
    private static final double NOTABLE_PAUSES = 0.01;

    /** Beyond it one pause alone is more than the schedule lag that a verdict accepts. */
    private static final long NOTABLE_PAUSE_MILLIS = GeneratorRules.LATE_NANOS / 1_000_000;

    /** A thread that is woken some thousand times a second waits some microseconds each time. */
    private static final double NOTABLE_PACING_WAIT = 0.02;

    private static final double NOTABLE_PACING_WAIT_OF_A_SECOND = 0.1;

    private static final double NOTABLE_OWN_CPU = 0.9;

    /** At a usual rate a collector that keeps up has a few signals waiting, not thousands. */
    private static final long NOTABLE_QUEUE_DEPTH = 10_000;

    private GeneratorTroubles() {}

    /** What stood out, in words; none when nothing did. */
    static List<String> of(GeneratorHealth health) {
        List<String> troubles = new ArrayList<>();
        addShare(
                health.steal(),
                NOTABLE_STEAL,
                NOTABLE_STEAL_OF_A_SECOND,
                "CPU steal was %s, %s in the worst second: the machine's host gave that time to others; move the generator, or"
                        + " reserve its processors",
                troubles);
        health.throttling()
                .filter(limit -> limit.throttledPeriods() > 0)
                .ifPresent(limit -> troubles.add(String.format(
                        ROOT,
                        "the CPU limit held the generator back in %d of %d periods, %d ms in all: raise the limit",
                        limit.throttledPeriods(),
                        limit.periods(),
                        limit.throttledMillis())));
        addShare(
                health.pacingWait(),
                NOTABLE_PACING_WAIT,
                NOTABLE_PACING_WAIT_OF_A_SECOND,
                "the thread that sends waited for a processor for %s of the time, %s in the worst second: others were busy on"
                        + " it; give the generator processors of its own",
                troubles);
        addPauses(health, troubles);
        health.ownCpu()
                .filter(cpu -> cpu.mean() > NOTABLE_OWN_CPU * health.processors())
                .ifPresent(cpu -> troubles.add(String.format(
                        ROOT,
                        "the generator kept %.1f of %d processors busy: give it more",
                        cpu.mean(),
                        health.processors())));
        long depth = health.peakQueueDepth().orElse(0);
        if (depth > NOTABLE_QUEUE_DEPTH) {
            troubles.add(
                    String.format(ROOT, "%d signals waited for the collector at one moment: it fell behind", depth));
        }
        return troubles;
    }

    /** {@code words} take the mean and the worst second. */
    private static void addShare(
            Optional<Share> share, double notable, double notableOfASecond, String words, List<String> troubles) {
        share.filter(found -> found.mean() >= notable || found.peak() >= notableOfASecond)
                .ifPresent(found -> troubles.add(String.format(
                        ROOT, words, FigureText.exactPercent(found.mean()), FigureText.exactPercent(found.peak()))));
    }

    private static void addPauses(GeneratorHealth health, List<String> troubles) {
        GeneratorHealth.Pauses pauses = health.pauses();
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
