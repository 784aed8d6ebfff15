package io.loadgen.comparison;

import io.loadgen.comparison.Comparison.LossChange;
import io.loadgen.comparison.Comparison.Outcome;
import io.loadgen.comparison.Comparison.PercentileChange;
import io.loadgen.comparison.Comparison.SignalChange;
import io.loadgen.latency.Bounds;
import io.loadgen.latency.CompressedLatencies;
import io.loadgen.latency.LatencySummary;
import io.loadgen.result.Counts;
import io.loadgen.result.RunReport;
import io.loadgen.spec.Percentile;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Turns changes into findings. Any thread. */
final class ChangeFindings {
    private final List<RunReport> candidate;
    private final List<RunReport> baseline;
    private final Changes changes;

    ChangeFindings(List<RunReport> candidate, List<RunReport> baseline, Changes changes) {
        this.candidate = candidate;
        this.baseline = baseline;
        this.changes = changes;
    }

    List<SignalChange> signals() {
        return changes.keys().stream().map(this::signal).toList();
    }

    private SignalChange signal(SignalBasis key) {
        Histogram before = together(baseline, key);
        Histogram after = together(candidate, key);
        double delta = Math.round(CliffsDelta.of(before, after) * 1e3) / 1e3;
        return new SignalChange(
                key.signal().symbol(),
                Counts.camelCase(key.basis()),
                before.getTotalCount(),
                after.getTotalCount(),
                delta,
                CliffsDelta.effect(delta),
                Percentile.USUAL.stream().map(rank -> percentile(key, rank)).toList(),
                losses(key));
    }

    private static Histogram together(List<RunReport> runs, SignalBasis key) {
        Histogram sum = null;
        for (RunReport run : runs) {
            Histogram waited = histogram(run, key).waited();
            if (sum == null) {
                sum = waited;
            } else {
                sum.add(waited);
            }
        }
        return Objects.requireNonNull(sum);
    }

    private static CompressedLatencies histogram(RunReport run, SignalBasis key) {
        return Objects.requireNonNull(run.figures())
                .latency(key.signal(), key.basis())
                .orElseThrow()
                .histogram();
    }

    /** The ends of an interval as a reader has them, and what they say. */
    private record Found(
            @Nullable Double low,
            @Nullable Double high,
            @Nullable Double noise,
            Outcome outcome) {}

    private PercentileChange percentile(SignalBasis key, Percentile rank) {
        Figure figure = new Figure(key, Optional.of(rank));
        RunDifference difference = changes.of(figure);
        Found found = found(figure);
        double percent = percent(figure.share(difference.measured()));
        return new PercentileChange(
                rank.label(),
                span(difference.baseline()),
                span(difference.candidate()),
                percent,
                found.low(),
                found.high(),
                found.noise(),
                found.outcome(),
                Conclusion.sentence(
                        key.signal().symbol() + " " + rank.label(),
                        percent,
                        found.low(),
                        found.high(),
                        found.noise(),
                        found.outcome(),
                        changes.isJudged(figure)
                                ? "it falls among losses on both sides"
                                : "there are too few seconds, or fewer than " + SignalTimes.LEAST_BEYOND
                                        + " samples beyond it in a run"));
    }

    private static Bounds span(FigureBounds logNanos) {
        return new Bounds(
                LatencySummary.millis(Math.round(Math.exp(logNanos.lower()))),
                Double.isInfinite(logNanos.upper())
                        ? null
                        : (Double) LatencySummary.millis(Math.round(Math.exp(logNanos.upper()))));
    }

    private @Nullable LossChange losses(SignalBasis key) {
        Figure figure = new Figure(key, Optional.empty());
        RunDifference difference = changes.of(figure);
        double before = difference.baseline().lower();
        double after = difference.candidate().lower();
        if (before + after == 0) {
            return null;
        }
        Found found = found(figure);
        return new LossChange(
                percent(before),
                percent(after),
                found.low(),
                found.high(),
                found.outcome(),
                Conclusion.lossSentence(key.signal().symbol(), found.outcome(), percent(before), percent(after)));
    }

    private Found found(Figure figure) {
        Outcome outcome = changes.outcome(figure);
        if (!changes.isJudged(figure) || outcome == Outcome.CANNOT_TELL) {
            return new Found(null, null, null, outcome);
        }
        RunDifference difference = changes.of(figure);
        return new Found(
                finite(figure.share(difference.low(changes.level(figure)))),
                finite(figure.share(difference.high(changes.level(figure)))),
                finite(figure.share(difference.noise())),
                outcome);
    }

    /** A share of less than nothing at all, or of infinity, is no bound. */
    private static @Nullable Double finite(double share) {
        return share <= -1 || Double.isInfinite(share) ? null : (Double) percent(share);
    }

    private static double percent(double share) {
        return Math.round(share * 1e4) / 1e2;
    }
}
