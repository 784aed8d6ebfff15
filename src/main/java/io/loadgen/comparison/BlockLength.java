package io.loadgen.comparison;

/**
 * How many neighbouring values belong together, from their autocorrelation: the length of block that makes the circular block bootstrap
 * of a mean err least (Politis and White, Econometric Reviews 23, 2004, with the correction of Patton, Politis and White, Econometric
 * Reviews 28, 2009). Pure; any thread.
 */
final class BlockLength {
    /** Correlations below this many standard errors of none are none. */
    private static final double NEGLIGIBLE = 2;

    private final double[] centred;

    private BlockLength(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        centred = new double[values.length];
        for (int at = 0; at < values.length; at++) {
            centred[at] = values[at] - mean;
        }
    }

    /** At least 1, and at most a third of the values. */
    static int of(double[] values) {
        return values.length < 3 ? 1 : new BlockLength(values).length();
    }

    private int length() {
        int count = centred.length;
        double variance = autocovariance(0);
        if (variance == 0) {
            return 1;
        }
        int window = Math.min(count - 1, 2 * lastCorrelated(variance));
        double weighted = 0;
        double spectrum = variance;
        for (int lag = 1; lag <= window; lag++) {
            double term = 2 * taper((double) lag / window) * autocovariance(lag);
            weighted += lag * term;
            spectrum += term;
        }
        double length = Math.cbrt(1.5 * weighted * weighted / (spectrum * spectrum) * count);
        double most = Math.min(3 * Math.sqrt(count), count / 3.0);
        // A spectrum of next to nothing leaves nothing to divide by.
        return (int) Math.max(1, Math.min(Math.ceil(most), Math.ceil(Double.isNaN(length) ? 1 : length)));
    }

    /** The last lag before a stretch in which nothing is correlated. */
    private int lastCorrelated(double variance) {
        int count = centred.length;
        int stretch = Math.max(5, (int) Math.ceil(Math.sqrt(Math.log10(count))));
        int most = Math.min(count - 1, (int) Math.ceil(Math.sqrt(count)) + stretch);
        double negligible = NEGLIGIBLE * Math.sqrt(Math.log10(count) / count) * variance;
        int last = 0;
        for (int lag = 1; lag <= most && lag <= last + stretch; lag++) {
            if (Math.abs(autocovariance(lag)) > negligible) {
                last = lag;
            }
        }
        return Math.max(1, last);
    }

    private double autocovariance(int lag) {
        double sum = 0;
        for (int at = lag; at < centred.length; at++) {
            sum += centred[at] * centred[at - lag];
        }
        return sum / centred.length;
    }

    /** Flat, then falling to nothing. */
    private static double taper(double part) {
        return part <= 0.5 ? 1 : 2 * (1 - part);
    }
}
