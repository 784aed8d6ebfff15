package io.loadgen.reporting;

import io.loadgen.measurement.LatencyDistribution;
import io.loadgen.measurement.Quantile;
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
record SignalTimes(SignalBasis key, long samples, long lost, Map<Rank, FigureBounds> nanos) {
    static SignalTimes of(SignalBasis key, LatencyDistribution times) {
        Map<Rank, FigureBounds> nanos = new LinkedHashMap<>();
        for (Rank rank : Rank.ALL) {
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

    FigureBounds of(Rank rank) {
        return nanos.getOrDefault(rank, new FigureBounds(1, Double.POSITIVE_INFINITY));
    }

    double lostShare() {
        return (double) lost / samples;
    }
}
