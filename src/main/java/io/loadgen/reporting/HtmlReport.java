package io.loadgen.reporting;

import io.loadgen.measurement.Basis;
import io.loadgen.measurement.Signal;
import io.loadgen.reporting.HtmlPage.Tile;
import io.loadgen.reporting.RunReport.Figures;
import io.loadgen.runs.LimitFinding;
import io.loadgen.runs.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Writes a report as one HTML page that needs nothing else: charts are SVG drawn here, there is no script and nothing is loaded.
 * Light and dark, on a telephone and on paper. Any thread.
 */
public final class HtmlReport {
    private HtmlReport() {}

    /**
     * Writes a report.
     *
     * @param report the report
     * @return an HTML document
     */
    public static String render(RunReport report) {
        HtmlPage page = new HtmlPage("Loadgen run " + report.runId());
        Verdict verdict = report.verdict();
        page.header(
                "Loadgen run",
                report.runId(),
                verdict == null || verdict.decision() == Verdict.Decision.NONE
                        ? report.state().name()
                        : verdict.decision().name(),
                load(report));
        page.markup().open("main");
        Figures figures = report.figures();
        if (figures == null) {
            page.section(
                    "Nothing was measured",
                    () -> page.note(
                            "The run is " + report.state() + ". " + Objects.requireNonNullElse(report.failure(), "")));
        } else {
            summary(page, report, figures);
            charts(page, report, figures);
            new HtmlTables(page).of(report, figures);
            new HtmlEvidence(page).of(report, figures);
        }
        place(page, report);
        page.markup().closeLine();
        return page.document();
    }

    private static String load(RunReport report) {
        String spec = switch (report.spec()) {
            case SpecEcho.Sustained run ->
                Page.rate(run.ratePerSecond()) + "/s of " + run.usersPerAdd() + " users for "
                        + Page.seconds(run.durationMillis()) + ", the first " + Page.seconds(run.warmupMillis())
                        + " warm-up, " + run.inject();
            case SpecEcho.Capacity run ->
                "rooms filled to " + run.targetSize() + " members, " + run.usersPerAdd() + " users a request, "
                        + run.inject();
        };
        return report.spec().type() + " run on " + report.spec().fixture() + ": " + spec + ", contract "
                + report.environment().contractVersion() + " · " + TextReport.moment(report.startedAt()) + " to "
                + TextReport.moment(report.endedAt());
    }

    private static void summary(HtmlPage page, RunReport report, Figures figures) {
        page.section("Summary", () -> {
            Verdict verdict = Objects.requireNonNull(report.verdict());
            page.tiles(List.of(
                    new Tile("Run", report.state().name(), "verdict " + verdict.decision()),
                    rate(figures),
                    percentile(figures, "p50"),
                    percentile(figures, "p99"),
                    lost(figures),
                    new Tile(
                            "Schedule lag p99",
                            figures.scheduleLag()
                                    .percentile("p99")
                                    .map(lag -> lag.typeset(true))
                                    .orElse("-"),
                            "the generator's own error")));
            page.list(verdict.reasons());
            List<LimitFinding> limits = report.limits();
            if (limits != null) {
                page.table(
                        "Limits",
                        List.of("limit", "outcome", "finding"),
                        limits.stream()
                                .map(limit -> List.of(
                                        limit.name(),
                                        limit.outcome().name().toLowerCase(Locale.ROOT),
                                        limit.sentence()))
                                .toList());
            }
        });
    }

    private static Tile rate(Figures figures) {
        Double target = figures.targetRatePerSecond();
        return new Tile(
                "Sent",
                Page.rate(figures.achievedRatePerSecond()) + "/s",
                target == null ? "the platform set the pace" : "of " + Page.rate(target) + "/s asked for");
    }

    private static Tile percentile(Figures figures, String name) {
        Optional<Spread> times = figures.latency(Signal.EVENT, Basis.RESPONSE).map(LatencyRow::times);
        String shown = times.flatMap(spread -> spread.percentile(name))
                .map(found -> found.typeset(true))
                .orElse("-");
        return new Tile("E2 " + name, shown, "request to member event, response time");
    }

    private static Tile lost(Figures figures) {
        Map<String, Long> events = figures.measured().events();
        long sent = figures.measured().dispositions().getOrDefault("sent", 0L)
                - figures.measured().replies().getOrDefault("publishError", 0L);
        long failed = sent - events.getOrDefault("event", 0L) - events.getOrDefault("noOp", 0L);
        return new Tile("Without their event", Long.toString(failed), "of " + sent + " sent");
    }

    private static void charts(HtmlPage page, RunReport report, Figures figures) {
        ReportPlots plots = new ReportPlots(page.markup());
        List<LatencyRow> seen = figures.latencies().stream()
                .filter(row -> row.times().count() > 0)
                .toList();
        if (!seen.isEmpty()) {
            page.section("Percentile spectrum", () -> {
                plots.spectrum(seen);
                page.note("Solid: response time, from the intended send. Dashed: service time, from the actual send. A"
                        + " line ends where its samples do, or where its losses begin.");
            });
        }
        if (!figures.timeline().isEmpty()) {
            page.section("Time line", () -> plots.timeline(figures.timeline()));
        }
        Stages stages = figures.stages();
        if (stages != null) {
            page.section("Where the time went", () -> {
                plots.bands(stages);
                page.note(
                        "Means of the requests of each band of E2 response time. Lost requests rank above all others, and"
                                + " have no bar.");
            });
        }
        RoomGrowth growth = report.capacity();
        if (growth != null) {
            page.section("Growth with the room", () -> {
                plots.growth(growth);
                page.note("A closed loop shows a stall of the platform as one slow sample per room, not as the wait of"
                        + " all requests that would have come.");
            });
        }
    }

    private static void place(HtmlPage page, RunReport report) {
        page.section("Where and how", () -> {
            Environment environment = report.environment();
            page.table(
                    "Environment",
                    List.of("what", "value"),
                    List.of(
                            List.of("host", environment.host()),
                            List.of("cores", Integer.toString(environment.cores())),
                            List.of("operating system", environment.operatingSystem()),
                            List.of("Loadgen", environment.buildVersion()),
                            List.of("Java", environment.javaVersion()),
                            List.of(
                                    "nats-server",
                                    Objects.requireNonNullElse(environment.natsServerVersion(), "unknown")),
                            List.of("site", environment.site()),
                            List.of("schedule", report.scheduleHash())));
            page.table(
                    "Settings in force",
                    List.of("setting", "value"),
                    environment.settings().entrySet().stream()
                            .map(setting -> List.of(setting.getKey(), setting.getValue()))
                            .toList());
            page.details("The whole report as text", TextReport.render(report));
        });
    }
}
