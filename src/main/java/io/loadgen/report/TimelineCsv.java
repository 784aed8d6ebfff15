package io.loadgen.report;

import io.loadgen.latency.Bounds;
import io.loadgen.result.Counts;
import io.loadgen.result.Disposition;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.RunReport.Figures;
import io.loadgen.result.SecondSample;
import io.loadgen.result.SecondSample.Times;
import io.loadgen.spec.Signal;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the time line as CSV (RFC 4180): a header, then one row a second. Every row has every column; a cell is empty where
 * there is nothing to say, and rows are written as they are made.
 */
final class TimelineCsv extends ReportFormat {
    private static final String LINE_END = "\r\n";

    /** Of a percentile the lower bound, and the upper one, which is empty where there is none. */
    private static final List<String> FIGURES = List.of(
            "Count",
            "Lost",
            "P50Millis",
            "P50UpperMillis",
            "P90Millis",
            "P90UpperMillis",
            "P99Millis",
            "P99UpperMillis",
            "MaxMillis");

    TimelineCsv() {
        super("csv", "text/csv;charset=UTF-8", "timeline.csv", "CSV, a row a second");
    }

    /** Only the header for a run that measured nothing. */
    @Override
    public void write(Source source, OutputStream out) throws IOException {
        Figures figures = source.report().figures();
        Writer csv = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        writeRow(header(), csv);
        if (figures != null) {
            for (SecondSample second : figures.timeline()) {
                writeRow(row(second), csv);
            }
        }
        csv.flush();
    }

    private static void writeRow(List<String> cells, Writer csv) throws IOException {
        csv.write(String.join(",", cells));
        csv.write(LINE_END);
    }

    private static List<String> header() {
        List<String> names = new ArrayList<>(List.of("second", "phase", "planned"));
        addNames(names, Disposition.class);
        addNames(names, ReplyOutcome.class);
        addNames(names, EventOutcome.class);
        for (Signal signal : Signal.values()) {
            for (String figure : FIGURES) {
                names.add(signal.label() + figure);
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
        names.addAll(Counts.named(outcomes, Map.of()).keySet());
    }

    private static List<String> row(SecondSample second) {
        List<String> cells = new ArrayList<>(List.of(
                Long.toString(second.second()), Counts.camelCase(second.phase()), Long.toString(second.planned())));
        for (Map<?, Long> stage : List.<Map<?, Long>>of(second.dispositions(), second.replies(), second.events())) {
            stage.values().forEach(count -> cells.add(count.toString()));
        }
        for (Signal signal : Signal.values()) {
            cells.addAll(times(second.responseTimes().get(signal)));
        }
        cells.add(known(second.lagP99Millis()));
        cells.add(Double.toString(second.lagMaxMillis()));
        cells.add(Long.toString(second.outstanding()));
        cells.add(known(second.backlogPending()));
        cells.add(known(second.backlogAckPending()));
        cells.add(known(second.disconnectedMillis()));
        return cells;
    }

    private static List<String> times(@Nullable Times times) {
        if (times == null) {
            return List.of("0", "0", "", "", "", "", "", "", "");
        }
        List<String> cells = new ArrayList<>(List.of(Long.toString(times.count()), Long.toString(times.lost())));
        for (Bounds bounds : Arrays.asList(times.p50(), times.p90(), times.p99())) {
            cells.add(bounds == null ? "" : Double.toString(bounds.lowerMillis()));
            cells.add(bounds == null ? "" : known(bounds.upperMillis()));
        }
        cells.add(times.count() > times.lost() ? Double.toString(times.maxMillis()) : "");
        return cells;
    }

    private static String known(@Nullable Number figure) {
        return figure == null ? "" : figure.toString();
    }
}
