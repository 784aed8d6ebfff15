package io.loadgen.reporting;

import io.loadgen.measurement.LatencyDistribution;
import io.loadgen.measurement.Quantile;
import io.loadgen.reporting.Comparison.LossChange;
import io.loadgen.reporting.Comparison.Outcome;
import io.loadgen.reporting.Comparison.PercentileChange;
import io.loadgen.reporting.Comparison.SignalChange;
import io.loadgen.reporting.LatencyChange.Rank;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns changes and their intervals into findings. One thread at a time. */
final class ChangeFindings {
    /** A difference of the shares lost below this is called none. */
    private static final double LOSS_FLOOR = 0.001;

    private final RunReport candidate;
    private final List<RunReport> baseline;
    private final JointIntervals intervals;
    private int nextFigure;

    ChangeFindings(RunReport candidate, List<RunReport> baseline, JointIntervals intervals) {
        this.candidate = candidate;
        this.baseline = baseline;
        this.intervals = intervals;
    }

    /** Changes must be in the order in which their figures went into the intervals. */
    List<SignalChange> of(List<LatencyChange> changes) {
        nextFigure = 0;
        return changes.stream().map(this::of).toList();
    }

    private SignalChange of(LatencyChange change) {
        LatencyDistribution before = baseline.stream()
                .map(run -> latencies(run, change))
                .reduce(LatencyDistribution::plus)
                .orElseThrow();
        LatencyDistribution after = latencies(candidate, change);
        List<Rank> judged = change.judged();
        List<PercentileChange> percentiles = new ArrayList<>();
        for (Rank rank : LatencyChange.RANKS) {
            Double halfWidth = judged.contains(rank) ? (Double) intervals.halfWidth(nextFigure++) : null;
            percentiles.add(
                    percentile(change, rank, before.quantile(rank.share()), after.quantile(rank.share()), halfWidth));
        }
        double delta = Math.round(change.cliffsDelta() * 1e3) / 1e3;
        return new SignalChange(
                change.signal().symbol(),
                Books.camelCase(change.basis()),
                before.count(),
                after.count(),
                delta,
                effect(Math.abs(delta)),
                percentiles,
                change.hasLosses() ? losses(change, intervals.halfWidth(nextFigure++)) : null);
    }

    private static LatencyDistribution latencies(RunReport run, LatencyChange change) {
        return Objects.requireNonNull(run.figures())
                .latency(change.signal(), change.basis())
                .map(row -> row.histogram().expand())
                .orElseGet(LatencyDistribution::empty);
    }

    /** The borders of Romano and others (2006). */
    private static String effect(double delta) {
        return delta < 0.147 ? "negligible" : delta < 0.33 ? "small" : delta < 0.474 ? "medium" : "large";
    }

    private PercentileChange percentile(
            LatencyChange change, Rank rank, Quantile before, Quantile after, @Nullable Double halfWidth) {
        double difference = change.logRatio(rank.share());
        double floor = NoiseFloor.of(baseline.stream()
                .map(run -> Math.max(
                        1e-6, latencies(run, change).quantile(rank.share()).nanos() / 1e6))
                .toList());
        boolean bothBeyond = before.beyond() && after.beyond();
        Outcome outcome = halfWidth == null || bothBeyond
                ? Outcome.NOT_JUDGED
                : outcome(difference, halfWidth, Math.log1p(floor));
        Double low = halfWidth == null ? null : (Double) percent(Math.expm1(difference - halfWidth));
        Double high = halfWidth == null ? null : (Double) percent(Math.expm1(difference + halfWidth));
        double percent = percent(Math.expm1(difference));
        return new PercentileChange(
                rank.name(),
                Spread.millis(before.nanos()),
                before.beyond(),
                Spread.millis(after.nanos()),
                after.beyond(),
                percent,
                low,
                high,
                percent(floor),
                outcome,
                Conclusion.sentence(
                        change.signal().symbol() + " " + rank.name(),
                        outcome,
                        percent,
                        low,
                        high,
                        percent(floor),
                        bothBeyond
                                ? "it falls among losses on both sides"
                                : "there are too few seconds, or fewer than " + LatencyChange.LEAST_BEYOND
                                        + " samples beyond it"));
    }

    static Outcome outcome(double difference, double halfWidth, double floor) {
        if (difference - halfWidth > 0 && difference > floor) {
            return Outcome.SLOWER;
        }
        if (difference + halfWidth < 0 && difference < -floor) {
            return Outcome.FASTER;
        }
        return Math.abs(difference) + halfWidth <= floor ? Outcome.SAME : Outcome.UNCERTAIN;
    }

    private static double percent(double share) {
        return Math.round(share * 1e4) / 1e2;
    }

    private static LossChange losses(LatencyChange change, double halfWidth) {
        double before = (double) change.baseline().lost() / change.baseline().samples();
        double after = (double) change.candidate().lost() / change.candidate().samples();
        double difference = after - before;
        Outcome outcome = outcome(difference, halfWidth, LOSS_FLOOR);
        return new LossChange(
                percent(before),
                percent(after),
                percent(difference - halfWidth),
                percent(difference + halfWidth),
                outcome,
                Conclusion.lossSentence(change.signal().symbol(), outcome, percent(before), percent(after)));
    }
}
