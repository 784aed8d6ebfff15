package io.loadgen.engine.arrivals;

import io.loadgen.result.arrivals.ArrivalFigures.LawTest;
import java.util.Arrays;

/**
 * The Anderson–Darling test of exponential values whose mean is estimated from them.
 *
 * <p>The mean is not taken as known though the plan has it: given how many arrivals there are, the sum of all gaps is fixed, and the gaps over
 * their own mean have the same law whether all of them or a part is looked at, and whether their number was drawn or not. That the mean is
 * the planned one is the rule on the rate that was achieved.
 *
 * <p>Statistic and p-value by D'Agostino and Stephens, "Goodness-of-Fit Techniques" (1986), section 4.9: A² (1 + 0.6 / n), and the
 * approximations of its distribution for an exponential law with unknown scale. Pure; any thread.
 */
final class ExponentialFit {
    /** Fewer values show nothing. */
    static final int LEAST = 30;

    private ExponentialFit() {}

    /**
     * Tests.
     *
     * @param gaps nanoseconds, {@value #LEAST} or more of them; they may be of any order
     * @return how well they agree with the law
     */
    static LawTest of(long[] gaps) {
        // No two sends are at one moment: a clock cannot tell less than a nanosecond.
        double[] sorted = Arrays.stream(gaps)
                .mapToDouble(gap -> Math.max(1, gap))
                .sorted()
                .toArray();
        double mean = Arrays.stream(sorted).average().orElseThrow();
        int count = sorted.length;
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double logBelow = Math.log(-Math.expm1(-sorted[i] / mean));
            double logAbove = -sorted[count - 1 - i] / mean;
            sum += (2 * i + 1) * (logBelow + logAbove);
        }
        double statistic = (-count - sum / count) * (1 + 0.6 / count);
        return new LawTest(round(statistic), round(pValue(statistic)));
    }

    static double pValue(double a) {
        if (a < 0.26) {
            return 1 - Math.exp(-12.2204 + 67.459 * a - 110.3 * a * a);
        }
        if (a < 0.51) {
            return 1 - Math.exp(-6.1327 + 20.218 * a - 18.663 * a * a);
        }
        if (a < 0.95) {
            return Math.exp(0.9209 - 3.353 * a + 0.3 * a * a);
        }
        // The parabola turns at 10.03; there is nothing left before.
        return a < 10 ? Math.exp(0.731 - 3.009 * a + 0.15 * a * a) : 0;
    }

    private static double round(double value) {
        return Math.round(value * 1e6) / 1e6;
    }
}
