package io.loadgen.comparison;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The difference of a figure between both sides, and the interval that it lies in, by Student's t with the runs as what was drawn: the
 * figures of the runs of each side are averaged, and their spread is that within the groups of runs that the {@link RunDesign} trusts,
 * pooled.
 *
 * <p>Losses leave a figure between two bounds. Each end of the interval is found with the bounds that push it outwards.
 *
 * <p>A run of the candidate that lies far off widens the spread, and could so hide that the candidate is slower. That it cannot:
 * the lower end is the greatest that it would be were some of the candidate's runs faster than they were, the upper end the least were
 * some slower. So no request that takes longer ever moves an end downwards.
 *
 * <p>Immutable; any thread.
 */
final class RunDifference {
    private static final int HALVINGS = 60;

    /** With so many, one in 20 runs that differ by chance is beyond. */
    private static final double NOISE_LEVEL = 0.05;

    private final List<FigureBounds> baseline;
    private final List<FigureBounds> candidate;
    private final RunDesign design;
    private final double knownSquares;
    private final double leastVariance;

    /**
     * Takes a figure of each run.
     *
     * @param baseline of each run of the baseline
     * @param candidate of each run of the candidate
     * @param series of each further run of the series
     * @param design how the runs lie in time
     * @param leastVariance what the variance of a run is at least
     */
    RunDifference(
            List<FigureBounds> baseline,
            List<FigureBounds> candidate,
            double[] series,
            RunDesign design,
            double leastVariance) {
        this.baseline = baseline;
        this.candidate = candidate;
        this.design = design;
        this.leastVariance = leastVariance;
        double[] before = baseline.stream().mapToDouble(FigureBounds::lower).toArray();
        knownSquares =
                (design.trusts(before.length) ? squares(before) : 0) + (design.trustsSeries() ? squares(series) : 0);
    }

    private static double squares(double[] values) {
        double mean = mean(values);
        DoubleSummaryStatistics squares = new DoubleSummaryStatistics();
        for (double value : values) {
            squares.accept((value - mean) * (value - mean));
        }
        return squares.getSum();
    }

    /** As a stream has it, without one: an end is searched in hundreds of steps. */
    private static double mean(double[] values) {
        DoubleSummaryStatistics mean = new DoubleSummaryStatistics();
        for (double value : values) {
            mean.accept(value);
        }
        return mean.getAverage();
    }

    FigureBounds baseline() {
        return FigureBounds.mean(baseline);
    }

    FigureBounds candidate() {
        return FigureBounds.mean(candidate);
    }

    /** As measured, with losses at the time that they were waited for. */
    double measured() {
        return candidate().lower() - baseline().lower();
    }

    /** The lower end of the interval; negative infinity when nothing is known. */
    double low(double level) {
        double[] runs = candidate.stream().mapToDouble(FigureBounds::lower).toArray();
        return lowerEnd(runs, baseline().upper(), quantile(level));
    }

    /** The upper end of the interval; infinite when nothing is known. */
    double high(double level) {
        double[] runs = candidate.stream().mapToDouble(run -> -run.upper()).toArray();
        return -lowerEnd(runs, -baseline().lower(), quantile(level));
    }

    private double quantile(double level) {
        return TDistribution.of(design.degrees()).inverseSurvivalProbability(level / 2);
    }

    private double lowerEnd(double[] runs, double before, double quantile) {
        if (Double.isInfinite(before) || Arrays.stream(runs).anyMatch(Double::isInfinite)) {
            return Double.NEGATIVE_INFINITY;
        }
        Arrays.sort(runs);
        double greatest = lowerEndAsItIs(runs, before, quantile);
        for (int run = 1; run < runs.length; run++) {
            greatest = Math.max(greatest, greatestBetween(runs, runs[run - 1], runs[run], before, quantile));
        }
        return greatest;
    }

    /** The end is concave in what the runs above are lowered to, so that its greatest value is found by thirds. */
    private double greatestBetween(double[] runs, double from, double to, double before, double quantile) {
        double low = from;
        double high = to;
        for (int halving = 0; halving < HALVINGS; halving++) {
            double third = (high - low) / 3;
            if (lowered(runs, low + third, before, quantile) < lowered(runs, high - third, before, quantile)) {
                low += third;
            } else {
                high -= third;
            }
        }
        return Math.max(lowered(runs, from, before, quantile), lowered(runs, low, before, quantile));
    }

    private double lowered(double[] runs, double most, double before, double quantile) {
        double[] lowered = new double[runs.length];
        for (int run = 0; run < runs.length; run++) {
            lowered[run] = Math.min(runs[run], most);
        }
        return lowerEndAsItIs(lowered, before, quantile);
    }

    private double lowerEndAsItIs(double[] runs, double before, double quantile) {
        return mean(runs) - before - quantile * Math.sqrt(variance(runs) * design.variances());
    }

    private double variance(double[] runs) {
        double squares = knownSquares + (design.trusts(runs.length) ? squares(runs) : 0);
        double known = knownSquares / design.knownDegrees();
        return Math.max(leastVariance, Math.max(known, squares / design.degrees()));
    }

    /** The variance of a run as the runs have it. */
    private double variance() {
        return variance(candidate.stream().mapToDouble(FigureBounds::lower).toArray());
    }

    /** How far two single runs lie apart without a change in 95 of 100 cases. */
    double noise() {
        return quantile(NOISE_LEVEL) * Math.sqrt(2 * variance());
    }

    /** Whether so many runs of each side, in turn, would tell the difference that was measured, were the runs spread as they are. */
    boolean isToldBy(int runs, double level) {
        double quantile = TDistribution.of(2 * runs - 2).inverseSurvivalProbability(level / 2);
        return Math.abs(measured()) > quantile * Math.sqrt(variance() * 2 / runs);
    }
}
