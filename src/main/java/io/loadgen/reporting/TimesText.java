package io.loadgen.reporting;

import io.loadgen.reporting.RunReport.Figures;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tables of times: latencies, schedule lag. */
final class TimesText {
    private static final List<String> SHOWN = List.of("p50", "p90", "p95", "p99", "p99.9", "p99.99");

    private static final List<String> FIRST_ORG_SIGNALS = List.of("E1", "ack", "E2");

    static final int LABEL_COLUMNS = 18;
    static final int COUNT_COLUMNS = 8;
    static final int LOST_COLUMNS = 6;

    /** For {@code 5.0-6.0s} and a space. */
    private static final int TIME_COLUMNS = 9;

    private TimesText() {}

    static void write(Page page, Figures figures) {
        page.heading(Page.left("Latency, ms", LABEL_COLUMNS)
                + Page.right("count", COUNT_COLUMNS)
                + Page.right("lost", LOST_COLUMNS)
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

    private static void backfill(Page page, Backfill backfill) {
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
        return Page.left(signal, 10) + row.basis();
    }

    static String header() {
        return Stream.concat(SHOWN.stream(), Stream.of("max", "mean"))
                .map(name -> Page.right(name, TIME_COLUMNS))
                .collect(Collectors.joining());
    }

    static void row(Page page, String label, Spread times) {
        String percentiles = SHOWN.stream()
                .map(name -> times.percentile(name).map(Bounds::ascii).orElse("-"))
                .map(shown -> Page.right(shown, TIME_COLUMNS))
                .collect(Collectors.joining());
        page.line(Page.left(label, LABEL_COLUMNS)
                + Page.right(times.count(), COUNT_COLUMNS)
                + Page.right(times.lost(), LOST_COLUMNS)
                + percentiles
                + Page.right(shown(times.maxObservedMillis()), TIME_COLUMNS)
                + Page.right(shown(times.meanObservedMillis()), TIME_COLUMNS));
    }

    private static String shown(@Nullable Double millis) {
        return millis == null ? "-" : Page.millis(millis);
    }
}
