package io.loadgen.reporting;

/**
 * Percentiles of mixtures of cells, each counted as often as its weight says, without adding cells up: the counts below each
 * latency are kept, and a percentile is searched by halves.
 *
 * <p>Immutable; any thread.
 */
final class MixedQuantiles {
    private final long[] scale;
    private final int[][] cumulated;

    MixedQuantiles(LatencyCells cells, long[] scale) {
        this.scale = scale;
        this.cumulated = cells.cumulated(scale);
    }

    /** The least latency of the scale with at least a share of the mixture at or below it, nanoseconds. */
    long at(double share, int[] weights) {
        double wanted = share * below(scale.length - 1, weights);
        int low = 0;
        int high = scale.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (below(middle, weights) >= wanted) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return scale[low];
    }

    /** The share of the mixture that is counted in {@code some}, by cell. */
    double share(int[] some, int[] weights) {
        long sum = 0;
        for (int cell = 0; cell < weights.length; cell++) {
            sum += (long) some[cell] * weights[cell];
        }
        return (double) sum / Math.max(1, below(scale.length - 1, weights));
    }

    private long below(int latency, int[] weights) {
        int[] counts = cumulated[latency];
        long sum = 0;
        for (int cell = 0; cell < weights.length; cell++) {
            sum += (long) counts[cell] * weights[cell];
        }
        return sum;
    }

    /** The share of pairs of a request of each run in which that of {@code later} took longer, minus that in which it took less. */
    double cliffsDelta(MixedQuantiles later, int[] weights, int[] laterWeights) {
        double all = below(scale.length - 1, weights);
        double allLater = later.below(scale.length - 1, laterWeights);
        double longer = 0;
        double before = 0;
        double laterBefore = 0;
        for (int at = 0; at < scale.length; at++) {
            double upTo = below(at, weights);
            double laterUpTo = later.below(at, laterWeights);
            longer += (laterUpTo - laterBefore) * (before + upTo - all);
            before = upTo;
            laterBefore = laterUpTo;
        }
        return longer / (all * allLater);
    }
}
