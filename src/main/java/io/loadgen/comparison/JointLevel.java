package io.loadgen.comparison;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * At which level each of several figures is to be tested, for all of them to hold at once in 95 of 100 cases: the level of the figure
 * that strays most, in its own standard deviations, in the same resamples (max-T; Westfall and Young, 1993). Figures that move
 * together, as percentiles do, cost little.
 *
 * <p>Immutable; any thread.
 */
final class JointLevel {
    static final double CONFIDENCE = 0.95;

    private final double twoSided;

    /** Of {@code [figure][resample]}, the distances from what was measured. */
    JointLevel(double[][] strays) {
        NormalDistribution normal = NormalDistribution.of(0, 1);
        twoSided = Math.min(1 - CONFIDENCE, 2 * normal.survivalProbability(strayMost(strays)));
    }

    /** How far a figure strayed, a standard deviation. */
    static double deviation(double[] strays) {
        return Math.sqrt(
                Arrays.stream(strays).map(stray -> stray * stray).average().orElse(0));
    }

    private static double strayMost(double[][] strays) {
        if (strays.length == 0) {
            return 0;
        }
        double[] most = new double[strays[0].length];
        for (int figure = 0; figure < strays.length; figure++) {
            double deviation = deviation(strays[figure]);
            if (deviation > 0) {
                for (int resample = 0; resample < most.length; resample++) {
                    most[resample] = Math.max(most[resample], Math.abs(strays[figure][resample]) / deviation);
                }
            }
        }
        Arrays.sort(most);
        return most[(int) Math.ceil(CONFIDENCE * most.length) - 1];
    }

    /** The probability that a single figure is called different where it is not. */
    double ofOne() {
        return twoSided;
    }
}
