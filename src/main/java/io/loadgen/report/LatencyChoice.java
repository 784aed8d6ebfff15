package io.loadgen.report;

import io.loadgen.result.LatencyRow;
import io.loadgen.result.RunReport;
import io.loadgen.spec.InvalidSpecException;
import io.loadgen.spec.Signal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which latencies of a report are wanted.
 *
 * @param signal the short name of the signal, such as E2
 * @param basis {@code response} or {@code service}
 */
public record LatencyChoice(String signal, String basis) {
    private static final List<String> SIGNALS =
            Arrays.stream(Signal.values()).map(Signal::symbol).toList();

    /** Refuses a signal and a basis that there is not. */
    public LatencyChoice {
        if (!SIGNALS.contains(signal)) {
            throw new InvalidSpecException("signal", signal, "one of " + String.join(", ", SIGNALS));
        }
        if (!basis.equals("response") && !basis.equals("service")) {
            throw new InvalidSpecException("basis", basis, "response or service");
        }
    }

    /**
     * The latencies in a report.
     *
     * @param report the report
     * @return those chosen
     * @throws InvalidSpecException when the signal was not observed
     */
    public LatencyRow of(RunReport report) {
        var figures = report.figures();
        List<LatencyRow> rows = figures == null ? List.of() : figures.latencies();
        return rows.stream()
                .filter(row -> row.signal().equals(signal) && row.basis().equals(basis))
                .findFirst()
                .orElseThrow(() -> new InvalidSpecException("signal", signal, observed(rows)));
    }

    private static String observed(List<LatencyRow> rows) {
        return rows.isEmpty()
                ? "none: the run measured nothing"
                : "one that was observed: "
                        + rows.stream().map(LatencyRow::signal).distinct().collect(Collectors.joining(", "));
    }
}
