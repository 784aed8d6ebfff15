package io.loadgen.verdict;

import static io.loadgen.result.Disposition.SATURATED;
import static io.loadgen.result.Disposition.UNDERRUN;

import io.loadgen.latency.FigureText;
import io.loadgen.result.Books;
import io.loadgen.result.Evidence;
import io.loadgen.result.RehearsalFigures;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.arrivals.ArrivalFigures;
import io.loadgen.spec.DurationText;
import io.loadgen.spec.RunSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The generator's own rules: whether the load that was asked for was really offered, and in time. Offered means handed over to the client: a
 * request that the client refused, or that was dropped, is no load.
 *
 * <p>Pure; any thread.
 */
final class GeneratorRules {
    /** Below this share of the target the load was not the one asked for. */
    static final double LEAST_ACHIEVED_SHARE = RehearsalFigures.LEAST_SHARE;

    /** A greater share of the due slots that was not handed over is a load not offered. */
    static final double GREATEST_UNSENT_SHARE = 0.001;

    /** A slot sent later than this is late: the generator's own error is part of its response time. */
    static final long LATE_NANOS = 10_000_000;

    /** A greater share of late slots makes that error part of the headline figures. */
    static final double GREATEST_LATE_SHARE = 0.01;

    /** Fewer late slots decide nothing, whatever their share: one late wake-up of 50 is no late generator. */
    static final long LEAST_LATE = 10;

    private static final String REMEDY =
            ": lower rate, give the generator more CPU, or raise loadgen.pacing.max-wakeups where the rate is above it";

    private GeneratorRules() {}

    /** The rules that were broken, each in a sentence; then, if any was, what may explain it. */
    static List<String> broken(RunSpec spec, Evidence evidence) {
        List<String> broken = new ArrayList<>();
        if (evidence.books().due() > 0) {
            Double target = spec.targetRate();
            if (target != null) {
                // A closed loop has no rate to keep: it sends when the system under test lets it.
                checkRate(target, evidence, broken);
            }
            checkUnsent(spec, evidence, broken);
            checkLag(evidence, broken);
            evidence.measurements()
                    .arrivals()
                    .flatMap(ArrivalFigures::notAsPlanned)
                    .map(fault -> fault + REMEDY)
                    .ifPresent(broken::add);
        }
        if (!broken.isEmpty()) {
            evidence.generator().map(GeneratorTroubles::of).ifPresent(broken::addAll);
        }
        return broken;
    }

    private static void checkRate(double targetPerSecond, Evidence evidence, List<String> broken) {
        double achieved = evidence.measurements().achievedRatePerSecond();
        if (achieved >= LEAST_ACHIEVED_SHARE * targetPerSecond) {
            return;
        }
        long disconnected = evidence.measurements().disconnectedNanos();
        broken.add(String.format(
                Locale.ROOT,
                "achieved %.1f/s is %s of the target of %.1f/s, below the limit of 99 %%: %s",
                achieved,
                FigureText.exactPercent(achieved / targetPerSecond),
                targetPerSecond,
                disconnected > 0
                        ? FigureText.exactSeconds(disconnected) + " of the measured window were without a connection"
                        : "lower rate, or give the generator more CPU"));
    }

    private static void checkUnsent(RunSpec spec, Evidence evidence, List<String> broken) {
        Books books = evidence.books();
        double share = (double) books.neverSent() / books.due();
        if (share <= GREATEST_UNSENT_SHARE) {
            return;
        }
        List<String> parts = new ArrayList<>();
        long refused = books.count(ReplyOutcome.PUBLISH_ERROR);
        if (refused > 0) {
            long inGaps = Math.min(refused, evidence.connection().notSent());
            parts.add(refused + " refused by the client"
                    + (inGaps > 0
                            ? ", " + inGaps + " of them in "
                                    + FigureText.exactSeconds(
                                            evidence.measurements().disconnectedNanos())
                                    + " without a connection"
                            : " (see irregularities)"));
        }
        if (books.count(SATURATED) > 0) {
            parts.add(books.count(SATURATED) + " saturated (raise maxOutstanding, now " + spec.maxOutstanding() + ")");
        }
        Duration lag = spec.maxScheduleLag();
        if (books.count(UNDERRUN) > 0 && lag != null) {
            parts.add(books.count(UNDERRUN) + " underrun (raise maxScheduleLag, now " + DurationText.format(lag)
                    + ", or give the generator more CPU)");
        }
        broken.add(books.neverSent() + " of " + books.due() + " requests that were due were not sent, which is "
                + FigureText.exactPercent(share) + ", above the limit of 0.1 %: " + String.join("; ", parts));
    }

    private static void checkLag(Evidence evidence, List<String> broken) {
        long sent = evidence.measurements().scheduleLag().count();
        long late = evidence.measurements().scheduleLag().countAbove(LATE_NANOS);
        if (late >= LEAST_LATE && late > GREATEST_LATE_SHARE * sent) {
            broken.add(late + " of " + sent + " requests were sent more than " + FigureText.exactMillis(LATE_NANOS)
                    + " late, which is " + FigureText.exactPercent((double) late / sent)
                    + ", above the limit of 1 %: lower rate, or give the generator more CPU");
        }
    }
}
