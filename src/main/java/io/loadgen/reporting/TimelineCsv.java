package io.loadgen.reporting;

import io.loadgen.measurement.Disposition;
import io.loadgen.measurement.EventOutcome;
import io.loadgen.measurement.ReplyOutcome;
import io.loadgen.measurement.Signal;
import io.loadgen.reporting.RunReport.Figures;
import io.loadgen.reporting.SecondRow.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the time line as CSV (RFC 4180): a header, then one row a second. Every row has every column; a cell is empty where
 * there is nothing to say. Any thread.
 */
public final class TimelineCsv {
    private static final String LINE_END = "\r\n";

    private TimelineCsv() {}

    /**
     * Writes the time line of a report.
     *
     * @param report the report
     * @return header and rows; only the header for a run that measured nothing
     */
    public static String render(RunReport report) {
        StringBuilder csv = new StringBuilder(String.join(",", header())).append(LINE_END);
        Figures figures = report.figures();
        if (figures != null) {
            figures.timeline()
                    .forEach(second -> csv.append(String.join(",", row(second))).append(LINE_END));
        }
        return csv.toString();
    }

    private static List<String> header() {
        List<String> names = new ArrayList<>(List.of("second", "phase", "planned"));
        addNames(names, Disposition.class);
        addNames(names, ReplyOutcome.class);
        addNames(names, EventOutcome.class);
        for (Signal signal : Signal.values()) {
            for (String figure : List.of("Count", "P50Millis", "P90Millis", "P99Millis", "MaxMillis")) {
                names.add(signal.word() + figure);
            }
        }
        names.addAll(List.of(
                "lagP99Millis",
                "lagMaxMillis",
                "outstanding",
                "backlogPending",
                "backlogAckPending",
                "disconnectedMillis"));
        return names;
    }

    private static <E extends Enum<E>> void addNames(List<String> names, Class<E> outcomes) {
        names.addAll(Books.counts(outcomes, Map.of()).keySet());
    }

    private static List<String> row(SecondRow second) {
        List<String> cells = new ArrayList<>(
                List.of(Long.toString(second.second()), second.phase(), Long.toString(second.planned())));
        for (Map<String, Long> stage : List.of(second.dispositions(), second.replies(), second.events())) {
            stage.values().forEach(count -> cells.add(count.toString()));
        }
        for (Signal signal : Signal.values()) {
            cells.addAll(times(second.responseTimes().get(signal.word())));
        }
        cells.add(Double.toString(second.lagP99Millis()));
        cells.add(Double.toString(second.lagMaxMillis()));
        cells.add(Long.toString(second.outstanding()));
        cells.add(known(second.backlogPending()));
        cells.add(known(second.backlogAckPending()));
        cells.add(
                second.disconnectedMillis() == null
                        ? ""
                        : second.disconnectedMillis().toString());
        return cells;
    }

    private static List<String> times(@Nullable Times times) {
        return times == null
                ? List.of("0", "", "", "", "")
                : List.of(
                        Long.toString(times.count()),
                        Double.toString(times.p50Millis()),
                        Double.toString(times.p90Millis()),
                        Double.toString(times.p99Millis()),
                        Double.toString(times.maxMillis()));
    }

    private static String known(@Nullable Long messages) {
        return messages == null ? "" : messages.toString();
    }
}
