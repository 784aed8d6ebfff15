package io.loadgen.reporting;

import java.util.Arrays;

/**
 * 95 % intervals that hold for several figures at once, from the values that each figure had in the same resamples: all are as
 * wide, in standard errors, as it takes for the one that strays most to stay inside in 95 of 100 resamples (max-T; Westfall and
 * Young, 1993). Figures that move together, as percentiles do, cost little width. Few blocks know their own spread badly; the
 * intervals are widened for it as Student's t is against the normal distribution.
 */
final class JointIntervals {
    static final double CONFIDENCE = 0.95;

    private static final double NORMAL = 1.959964;

    private final double[] standardErrors;
    private final double factor;

    /**
     * Finds the width.
     *
     * @param resamples {@code [figure][resample]}
     * @param estimates the figures as measured
     * @param leastErrors no standard error is taken to be less: what the histograms cannot resolve
     * @param blocks how many independent blocks a run has
     */
    JointIntervals(double[][] resamples, double[] estimates, double[] leastErrors, int blocks) {
        standardErrors = new double[estimates.length];
        for (int figure = 0; figure < estimates.length; figure++) {
            standardErrors[figure] = Math.max(leastErrors[figure], deviation(resamples[figure]));
        }
        factor = estimates.length == 0 ? 0 : strayMost(resamples, estimates) * studentOverNormal(blocks - 1);
    }

    private double strayMost(double[][] resamples, double[] estimates) {
        double[] most = new double[resamples[0].length];
        for (int figure = 0; figure < estimates.length; figure++) {
            for (int resample = 0; resample < most.length; resample++) {
                double stray = Math.abs(resamples[figure][resample] - estimates[figure]) / standardErrors[figure];
                most[resample] = Math.max(most[resample], stray);
            }
        }
        Arrays.sort(most);
        return Math.max(NORMAL, most[(int) Math.ceil(CONFIDENCE * most.length) - 1]);
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return Math.sqrt(squares / Math.max(1, values.length - 1));
    }

    /** Cornish and Fisher's expansion of Student's 97.5 % point, good to 2 % from 4 degrees of freedom on. */
    static double studentOverNormal(int degrees) {
        double d = Math.max(4, degrees);
        double z = NORMAL;
        double first = (Math.pow(z, 3) + z) / (4 * d);
        double second = (5 * Math.pow(z, 5) + 16 * Math.pow(z, 3) + 3 * z) / (96 * d * d);
        return (z + first + second) / z;
    }

    /** Half the width of a figure's interval. */
    double halfWidth(int figure) {
        return factor * standardErrors[figure];
    }
}
