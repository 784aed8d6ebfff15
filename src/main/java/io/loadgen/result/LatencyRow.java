package io.loadgen.result;

import io.loadgen.latency.CompressedLatencies;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.latency.LatencySummary;
import io.loadgen.spec.Basis;
import io.loadgen.spec.Signal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The latencies of one signal, counted from one moment.
 *
 * @param signal E1, ack, handoff, E2 or E3
 * @param name the signal in words
 * @param basis {@code response}: from the intended send time; {@code service}: from the actual one
 * @param times how they are spread
 * @param histogram every sample, compressed
 */
public record LatencyRow(
        String signal, String name, String basis, LatencySummary times, CompressedLatencies histogram) {
    /** For each signal its response time, then its service time; signals that were not observed are left out. */
    public static List<LatencyRow> of(
            Map<Signal, LatencyDistribution> response, Map<Signal, LatencyDistribution> service) {
        List<LatencyRow> rows = new ArrayList<>();
        for (Signal signal : Signal.values()) {
            add(rows, signal, Basis.RESPONSE, response.get(signal));
            add(rows, signal, Basis.SERVICE, service.get(signal));
        }
        return rows;
    }

    private static void add(List<LatencyRow> rows, Signal signal, Basis basis, @Nullable LatencyDistribution times) {
        if (times != null) {
            rows.add(new LatencyRow(
                    signal.symbol(),
                    signal.label(),
                    Counts.camelCase(basis),
                    LatencySummary.of(times),
                    CompressedLatencies.of(times)));
        }
    }

    /** The distributions of rows that count from one moment; an entry for each signal that has a row. */
    public static Map<Signal, LatencyDistribution> distributions(List<LatencyRow> rows, Basis basis) {
        Map<Signal, LatencyDistribution> distributions = new EnumMap<>(Signal.class);
        for (Signal signal : Signal.values()) {
            rows.stream()
                    .filter(row -> row.isOf(signal, basis))
                    .forEach(row -> distributions.put(signal, row.histogram().expand()));
        }
        return distributions;
    }

    public boolean isOf(Signal wanted, Basis from) {
        return signal.equals(wanted.symbol()) && basis.equals(Counts.camelCase(from));
    }
}
