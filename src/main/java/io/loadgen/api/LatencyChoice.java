package io.loadgen.api;

import io.loadgen.result.LatencyRow;
import io.loadgen.result.RunReport;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which latencies of a report are wanted.
 *
 * @param signal the short name of the signal, such as E2
 * @param basis {@code response} or {@code service}
 */
record LatencyChoice(String signal, String basis) {
    /** Refuses a basis that there is not. */
    LatencyChoice {
        if (!basis.equals("response") && !basis.equals("service")) {
            throw new ProblemException(ProblemType.INVALID_FIELD.at("basis", basis, "response or service"));
        }
    }

    /** The latencies in a report; refuses a signal that was not observed. */
    LatencyRow of(RunReport report) {
        var figures = report.figures();
        List<LatencyRow> rows = figures == null ? List.of() : figures.latencies();
        return rows.stream()
                .filter(row -> row.signal().equals(signal) && row.basis().equals(basis))
                .findFirst()
                .orElseThrow(
                        () -> new ProblemException(ProblemType.INVALID_FIELD.at("signal", signal, observed(rows))));
    }

    private static String observed(List<LatencyRow> rows) {
        return rows.isEmpty()
                ? "none: the run measured nothing"
                : "one that was observed: "
                        + rows.stream().map(LatencyRow::signal).distinct().collect(Collectors.joining(", "));
    }
}
