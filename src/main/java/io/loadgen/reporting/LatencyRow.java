package io.loadgen.reporting;

import io.loadgen.measurement.Basis;
import io.loadgen.measurement.Signal;
import java.util.ArrayList;
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
 */
public record LatencyRow(String signal, String name, String basis, Spread times) {
    /** For each signal its response time, then its service time; signals that were not observed are left out. */
    static List<LatencyRow> of(Map<Signal, Spread> response, Map<Signal, Spread> service) {
        List<LatencyRow> rows = new ArrayList<>();
        for (Signal signal : Signal.values()) {
            add(rows, signal, Basis.RESPONSE, response.get(signal));
            add(rows, signal, Basis.SERVICE, service.get(signal));
        }
        return rows;
    }

    private static void add(List<LatencyRow> rows, Signal signal, Basis basis, @Nullable Spread times) {
        if (times != null) {
            rows.add(new LatencyRow(signal.symbol(), signal.word(), Books.camelCase(basis), times));
        }
    }
}
