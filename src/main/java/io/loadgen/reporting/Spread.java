package io.loadgen.reporting;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.loadgen.measurement.LatencyDistribution;
import io.loadgen.measurement.Quantile;
import io.loadgen.measurement.Signal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the samples of one quantity are spread. Times are milliseconds with up to 3 decimals.
 *
 * @param count samples, censored ones included
 * @param censored samples that were never seen to end: they count as at least as long as they were waited for
 * @param percentiles upwards; empty without samples
 * @param maxObservedMillis the longest sample that was seen to end, null without one
 * @param meanObservedMillis the mean of the samples that were seen to end, null without one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Spread(
        long count,
        long censored,
        List<Percentile> percentiles,
        @Nullable Double maxObservedMillis,
        @Nullable Double meanObservedMillis) {
    private static final List<Map.Entry<String, Double>> SHARES = List.of(
            Map.entry("p50", 0.5),
            Map.entry("p75", 0.75),
            Map.entry("p90", 0.9),
            Map.entry("p95", 0.95),
            Map.entry("p99", 0.99),
            Map.entry("p99.9", 0.999),
            Map.entry("p99.99", 0.9999));

    /** Takes a copy. */
    public Spread {
        percentiles = List.copyOf(percentiles);
    }

    static Spread of(LatencyDistribution times) {
        List<Percentile> percentiles = times.count() == 0
                ? List.of()
                : SHARES.stream()
                        .map(share -> Percentile.of(share.getKey(), times.quantile(share.getValue())))
                        .toList();
        boolean observed = times.count() > times.censoredCount();
        return new Spread(
                times.count(),
                times.censoredCount(),
                percentiles,
                observed ? (Double) millis(times.maxNanos()) : null,
                observed ? (Double) millis(Math.round(times.meanNanos())) : null);
    }

    static Map<Signal, Spread> bySignal(Map<Signal, LatencyDistribution> times) {
        Map<Signal, Spread> spreads = new EnumMap<>(Signal.class);
        times.forEach((signal, distribution) -> spreads.put(signal, of(distribution)));
        return spreads;
    }

    static double millis(long nanos) {
        return Math.round(nanos / 1e3) / 1e3;
    }

    Stream<Percentile> percentile(String name) {
        return percentiles.stream().filter(percentile -> percentile.name().equals(name));
    }

    /**
     * The latency below which a share of the samples lies.
     *
     * @param name such as {@code p99.9}
     * @param millis the latency
     * @param beyond true when the latency is longer than {@code millis} by an unknown amount, as the rank falls among samples
     *     that were never seen to end
     */
    public record Percentile(String name, double millis, boolean beyond) {
        static Percentile of(String name, Quantile quantile) {
            return new Percentile(name, Spread.millis(quantile.nanos()), quantile.beyond());
        }
    }
}
