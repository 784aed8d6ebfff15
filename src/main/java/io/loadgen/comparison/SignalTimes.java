package io.loadgen.comparison;

import io.loadgen.latency.LatencyDistribution;
import io.loadgen.latency.LatencyDistribution.Quantile;
import io.loadgen.spec.Percentile;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The latencies of one signal in one run, as far as they are compared.
 *
 * @param key which
 * @param samples all, losses among them
 * @param lost the losses
 * @param nanos the bounds of each percentile, nanoseconds, also of those that the samples do not support
 */
record SignalTimes(SignalBasis key, long samples, long lost, Map<Percentile, FigureBounds> nanos) {
    /** Fewer samples beyond a percentile do not tell where it is. */
    static final int LEAST_BEYOND = 20;

    static SignalTimes of(SignalBasis key, LatencyDistribution times) {
        Map<Percentile, FigureBounds> nanos = new LinkedHashMap<>();
        for (Percentile rank : Percentile.USUAL) {
            Quantile quantile = times.quantile(rank.share());
            nanos.put(
                    rank,
                    new FigureBounds(
                            Math.max(1.0, (double) quantile.lowerNanos()),
                            quantile.isUnbounded()
                                    ? Double.POSITIVE_INFINITY
                                    : Math.max(1.0, (double) quantile.upperNanos())));
        }
        return new SignalTimes(key, times.count(), times.censoredCount(), nanos);
    }

    FigureBounds of(Percentile rank) {
        return nanos.getOrDefault(rank, new FigureBounds(1, Double.POSITIVE_INFINITY));
    }

    double lostShare() {
        return (double) lost / samples;
    }

    /** Whether so many samples tell where a percentile is. */
    static boolean tells(Percentile percentile, long samples) {
        return samples * (1 - percentile.share()) >= LEAST_BEYOND - 1e-6;
    }
}
