package io.loadgen.report;

import io.loadgen.result.Backfill;
import io.loadgen.result.Bounds;
import io.loadgen.result.FigureText;
import io.loadgen.result.LatencyRow;
import io.loadgen.result.LatencySummary;
import io.loadgen.result.RunReport.Figures;
import io.loadgen.result.Stages;
import io.loadgen.spec.Percentile;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tables of times: latencies, schedule lag. */
final class TimesText {
    /** All but one, which has no room on a line. */
    private static final List<Percentile> SHOWN = Arrays.stream(Percentile.values())
            .filter(percentile -> percentile != Percentile.P75)
            .toList();

    private static final List<String> FIRST_ORG_SIGNALS = List.of("E1", "ack", "E2");

    static final int LABEL_COLUMNS = 18;
    static final int COUNT_COLUMNS = 8;
    static final int LOST_COLUMNS = 6;

    /** For {@code 5.0-6.0s} and a space. */
    private static final int TIME_COLUMNS = 9;

    private TimesText() {}

    static void write(TextLayout page, Figures figures) {
        page.heading(TextLayout.left("Latency, ms", LABEL_COLUMNS)
                + TextLayout.right("count", COUNT_COLUMNS)
                + TextLayout.right("lost", LOST_COLUMNS)
                + header());
        figures.latencies().forEach(row -> row(page, label(row), row.times()));
        row(page, "schedule lag", figures.scheduleLag());
        page.line(
                "  response: from the intended send; service: from the actual send. A lost request took at least as long");
        page.line(
                "  as it was waited for: a percentile among them has no upper bound (> 5 s) or two bounds (5.0-6.0s).");
        page.line(
                "  Lost are also those refused or never sent. -: too few samples. Max and mean are of those that came.");
        Backfill backfill = figures.firstOrgAdds();
        if (backfill != null) {
            backfill(page, backfill);
        }
        Stages stages = figures.stages();
        if (stages != null) {
            StagesText.write(page, stages);
        }
    }

    private static void backfill(TextLayout page, Backfill backfill) {
        page.heading("First org add of each room (backfill), ms: " + backfill.sent() + " sent, " + backfill.events()
                + " with their event, warm-up included");
        backfill.latencies().stream()
                .filter(row -> FIRST_ORG_SIGNALS.contains(row.signal()))
                .forEach(row -> row(page, label(row), row.times()));
        page.line(
                "  columns as above; room-worker writes a row for every member then. In the books and the time line these");
        page.line("  are adds like any other; they are in no latency above, and in none by room size.");
    }

    private static String label(LatencyRow row) {
        String signal = row.signal().equals(row.name()) ? row.name() : row.signal() + " " + row.name();
        return TextLayout.left(signal, 10) + row.basis();
    }

    static String header() {
        return Stream.concat(SHOWN.stream().map(Percentile::label), Stream.of("max", "mean"))
                .map(name -> TextLayout.right(name, TIME_COLUMNS))
                .collect(Collectors.joining());
    }

    static void row(TextLayout page, String label, LatencySummary times) {
        String percentiles = SHOWN.stream()
                .map(percentile ->
                        times.percentile(percentile).map(Bounds::ascii).orElse("-"))
                .map(shown -> TextLayout.right(shown, TIME_COLUMNS))
                .collect(Collectors.joining());
        page.line(TextLayout.left(label, LABEL_COLUMNS)
                + TextLayout.right(times.count(), COUNT_COLUMNS)
                + TextLayout.right(times.lost(), LOST_COLUMNS)
                + percentiles
                + TextLayout.right(shown(times.maxObservedMillis()), TIME_COLUMNS)
                + TextLayout.right(shown(times.meanObservedMillis()), TIME_COLUMNS));
    }

    private static String shown(@Nullable Double millis) {
        return millis == null ? "-" : FigureText.millis(millis);
    }
}
