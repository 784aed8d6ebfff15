package io.loadgen.reporting;

import io.loadgen.reporting.RunReport.Figures;
import io.loadgen.reporting.Spread.Percentile;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tables of times: latencies, schedule lag, stages. */
final class TimesText {
    private static final List<String> SHOWN = List.of("p50", "p75", "p90", "p95", "p99", "p99.9", "p99.99");

    private static final List<String> FIRST_ORG_SIGNALS = List.of("E1", "ack", "E2");

    private static final int LABEL_COLUMNS = 18;
    private static final int COUNT_COLUMNS = 8;
    private static final int LOST_COLUMNS = 6;
    private static final int TIME_COLUMNS = 8;

    private TimesText() {}

    static void write(Page page, Figures figures) {
        page.heading(Page.left("Latency, ms", LABEL_COLUMNS)
                + Page.right("count", COUNT_COLUMNS)
                + Page.right("lost", LOST_COLUMNS)
                + header("max")
                + Page.right("mean", TIME_COLUMNS));
        figures.latencies().forEach(row -> row(page, label(row), row.times()));
        row(page, "schedule lag", figures.scheduleLag());
        page.line("  response: from the intended send; service: from the actual send. Lost ones count as longer than");
        page.line("  they were waited for, and so move the percentiles; max and mean are of those that ended.");
        Backfill backfill = figures.firstOrgAdds();
        if (backfill != null) {
            backfill(page, backfill);
        }
        Waterfall waterfall = figures.waterfall();
        if (waterfall != null) {
            stages(page, waterfall);
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

    private static String header(String... more) {
        return SHOWN.stream().map(name -> Page.right(name, TIME_COLUMNS)).collect(Collectors.joining())
                + List.of(more).stream()
                        .map(name -> Page.right(name, TIME_COLUMNS))
                        .collect(Collectors.joining());
    }

    private static void row(Page page, String label, Spread times) {
        String percentiles = SHOWN.stream()
                .map(name ->
                        times.percentile(name).map(TimesText::shown).findFirst().orElse("-"))
                .map(shown -> Page.right(shown, TIME_COLUMNS))
                .collect(Collectors.joining());
        page.line(Page.left(label, LABEL_COLUMNS)
                + Page.right(times.count(), COUNT_COLUMNS)
                + Page.right(times.censored(), LOST_COLUMNS)
                + percentiles
                + Page.right(shown(times.maxObservedMillis()), TIME_COLUMNS)
                + Page.right(shown(times.meanObservedMillis()), TIME_COLUMNS));
    }

    static String shown(Percentile percentile) {
        return percentile.beyond() ? Page.beyond(percentile.millis()) : Page.millis(percentile.millis());
    }

    private static String shown(@Nullable Double millis) {
        return millis == null ? "-" : Page.millis(millis);
    }

    private static void stages(Page page, Waterfall waterfall) {
        page.heading(Page.left("Stages, ms", LABEL_COLUMNS + COUNT_COLUMNS + LOST_COLUMNS) + header());
        for (Waterfall.Step step : waterfall.steps()) {
            String lengths = SHOWN.stream()
                    .map(name -> length(step, name))
                    .map(shown -> Page.right(shown, TIME_COLUMNS))
                    .collect(Collectors.joining());
            page.line(Page.left("  " + step.from() + " -> " + step.to(), LABEL_COLUMNS + COUNT_COLUMNS + LOST_COLUMNS)
                    + lengths);
        }
        page.line("  differences between the service-time percentiles of both ends; - where an end was lost");
    }

    private static String length(Waterfall.Step step, String percentile) {
        return step.percentiles().stream()
                .filter(length -> length.name().equals(percentile))
                .map(length -> shown(length.millis()))
                .findFirst()
                .orElse("-");
    }
}
