package io.loadgen.comparison;

import java.util.Arrays;

/**
 * Percentiles of mixtures of cells, each counted as often as its weight says, without adding cells up: the counts below each
 * latency are kept, and a percentile is searched by halves. No weight may be greater than the number of cells.
 *
 * <p>Immutable; any thread.
 */
final class MixedQuantiles {
    private final long[] scale;
    private final int[][] cumulated;
    private final int[] lost;
    private final boolean losesNothing;

    /** Whether no sum of samples by weights is beyond an int: of ints the processor adds several at once. */
    private final boolean inInts;

    MixedQuantiles(LatencyCells cells) {
        scale = cells.scale();
        cumulated = cells.cumulated(scale);
        lost = cells.lostByCell();
        losesNothing = Arrays.stream(lost).allMatch(cell -> cell == 0);
        inInts = cells.samples() * cells.count() <= Integer.MAX_VALUE;
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

    /** The share of the mixture that was lost. */
    double lostShare(int[] weights) {
        return losesNothing ? 0 : (double) sum(lost, weights) / Math.max(1, below(scale.length - 1, weights));
    }

    private long below(int latency, int[] weights) {
        int[] counts = cumulated[latency];
        return inInts ? sumInInts(counts, weights) : sum(counts, weights);
    }

    private static int sumInInts(int[] counts, int[] weights) {
        int sum = 0;
        for (int cell = 0; cell < weights.length; cell++) {
            sum += counts[cell] * weights[cell];
        }
        return sum;
    }

    private static long sum(int[] counts, int[] weights) {
        long sum = 0;
        for (int cell = 0; cell < weights.length; cell++) {
            sum += (long) counts[cell] * weights[cell];
        }
        return sum;
    }
}
