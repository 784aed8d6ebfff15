package io.loadgen.report;

import io.loadgen.report.HtmlPage.Tile;
import io.loadgen.result.Books;
import io.loadgen.result.Environment;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.FigureText;
import io.loadgen.result.LatencyRow;
import io.loadgen.result.LatencySummary;
import io.loadgen.result.RoomGrowth;
import io.loadgen.result.RunReport;
import io.loadgen.result.RunReport.Figures;
import io.loadgen.result.Stages;
import io.loadgen.result.Verdict;
import io.loadgen.result.Verdict.LimitFinding;
import io.loadgen.spec.Basis;
import io.loadgen.spec.Percentile;
import io.loadgen.spec.RunSpec;
import io.loadgen.spec.Signal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Writes a report as one HTML page that needs nothing else: charts are SVG drawn here, there is no script and nothing is loaded.
 * Light and dark, on a telephone and on paper. Any thread.
 */
public final class HtmlReport extends ReportFormat.Text {
    HtmlReport() {
        super("html", "text/html;charset=UTF-8", "report.html", "HTML page");
    }

    @Override
    String text(RunReport report) {
        return render(report);
    }

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
        RunSpec spec = report.spec();
        return spec.type() + " run on " + spec.fixture() + ": " + spec.load() + ", "
                + spec.inject().label() + ", contract "
                + report.environment().contractVersion() + " · " + FigureText.moment(report.startedAt()) + " to "
                + FigureText.moment(report.endedAt());
    }

    private static void summary(HtmlPage page, RunReport report, Figures figures) {
        page.section("Summary", () -> {
            Verdict verdict = Objects.requireNonNull(report.verdict());
            page.tiles(List.of(
                    new Tile("Run", report.state().name(), "verdict " + verdict.decision()),
                    rate(figures),
                    percentile(figures, Percentile.P50),
                    percentile(figures, Percentile.P99),
                    lost(figures),
                    new Tile(
                            "Schedule lag p99",
                            figures.scheduleLag()
                                    .percentile(Percentile.P99)
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
                FigureText.rate(figures.achievedRatePerSecond()) + "/s",
                target == null ? "the platform set the pace" : "of " + FigureText.rate(target) + "/s asked for");
    }

    private static Tile percentile(Figures figures, Percentile wanted) {
        Optional<LatencySummary> times =
                figures.latency(Signal.EVENT, Basis.RESPONSE).map(LatencyRow::times);
        String shown = times.flatMap(spread -> spread.percentile(wanted))
                .map(found -> found.typeset(true))
                .orElse("-");
        return new Tile("E2 " + wanted.label(), shown, "request to member event, response time");
    }

    private static Tile lost(Figures figures) {
        Books books = figures.measured();
        long sent = books.handedOver();
        long failed = sent - books.count(EventOutcome.EVENT) - books.count(EventOutcome.NO_OP);
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
        page.section("Environment", () -> {
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
