package io.loadgen.growth;

import java.util.Arrays;
import java.util.Optional;

/**
 * The middle times of groups of adds of neighbouring sizes: what a law is fitted to, since single slow adds must not pass for growth. The
 * middle is the geometric mean without the least and the greatest tenth (a trimmed mean of logarithms): as robust as it takes, and nearer to
 * the truth than a median of so few.
 *
 * @param sizes the mean size of each group as a part of the greatest, rising
 * @param millis its middle time
 * @param greatest the greatest size
 */
@SuppressWarnings("ArrayRecordComponent") // no one compares them, and no one but this package has them
record SizeGroups(double[] sizes, double[] millis, double greatest) {
    private static final int MOST_GROUPS = 24;
    private static final int FEWEST_GROUPS = 8;
    private static final int FEWEST_IN_GROUP = 5;

    /** One of so many is cut off at either end. */
    private static final int TRIMMED = 10;

    /** Of which there is a logarithm: a microsecond. */
    private static final double LEAST_MILLIS = 1e-3;

    /** Adds that it takes at least. */
    static final int FEWEST_ADDS = FEWEST_GROUPS * FEWEST_IN_GROUP;

    /** Empty where there are too few. */
    static Optional<SizeGroups> of(CostSamples samples) {
        int groups = Math.min(MOST_GROUPS, samples.count() / FEWEST_IN_GROUP);
        if (groups < FEWEST_GROUPS || samples.toSize() == samples.fromSize()) {
            return Optional.empty();
        }
        double greatest = samples.toSize();
        int[][] adds = samples.groups(groups);
        return Optional.of(new SizeGroups(
                Arrays.stream(adds)
                        .mapToDouble(group -> Arrays.stream(group)
                                        .map(samples::size)
                                        .average()
                                        .orElseThrow()
                                / greatest)
                        .toArray(),
                Arrays.stream(adds)
                        .mapToDouble(group -> middle(Arrays.stream(group)
                                .mapToDouble(samples::millis)
                                .toArray()))
                        .toArray(),
                greatest));
    }

    private static double middle(double[] values) {
        Arrays.sort(values);
        int cut = values.length / TRIMMED;
        return Math.exp(Arrays.stream(values, cut, values.length - cut)
                .map(value -> Math.log(Math.max(LEAST_MILLIS, value)))
                .average()
                .orElseThrow());
    }

    int count() {
        return sizes.length;
    }

    /** Noise grows with the level, so that each counts by the inverse square of what is expected there. */
    PolynomialFit fit(int... powers) {
        PolynomialFit rough = PolynomialFit.of(sizes, millis, weights(millis), 0, 1, 2);
        double[] expected = Arrays.stream(sizes).map(rough::at).toArray();
        return PolynomialFit.of(sizes, millis, weights(expected), powers);
    }

    private double[] weights(double[] levels) {
        double least = middle(millis.clone()) / 10;
        return Arrays.stream(levels)
                .map(level -> 1 / Math.pow(Math.max(least, level), 2))
                .toArray();
    }

    /** How much neighbours resemble each other beyond what the fit explains, 0 to 0.7: the autocorrelation of lag 1. */
    double autocorrelation(PolynomialFit fit) {
        double[] off = new double[count()];
        for (int group = 0; group < count(); group++) {
            off[group] = millis[group] / fit.at(sizes[group]) - 1;
        }
        double all = 0;
        double neighbours = 0;
        for (int group = 0; group < count(); group++) {
            all += off[group] * off[group];
            neighbours += group == 0 ? 0 : off[group] * off[group - 1];
        }
        return all == 0 ? 0 : Math.max(0, Math.min(0.7, neighbours / all));
    }
}
