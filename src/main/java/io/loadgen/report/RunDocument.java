package io.loadgen.report;

import io.loadgen.latency.FigureText;
import io.loadgen.report.ReportDocument.Column;
import io.loadgen.report.ReportDocument.Detail;
import io.loadgen.report.ReportDocument.Field;
import io.loadgen.report.ReportDocument.Fields;
import io.loadgen.report.ReportDocument.Notes;
import io.loadgen.report.ReportDocument.Section;
import io.loadgen.report.ReportDocument.Table;
import io.loadgen.report.ReportDocument.Tile;
import io.loadgen.report.ReportDocument.Tiles;
import io.loadgen.result.Books;
import io.loadgen.result.Books.ShapeCount;
import io.loadgen.result.ConnectionGaps;
import io.loadgen.result.Counts;
import io.loadgen.result.Disposition;
import io.loadgen.result.Environment;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.LatencyRow;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.RunReport;
import io.loadgen.result.RunReport.Figures;
import io.loadgen.result.Verdict;
import io.loadgen.result.Verdict.LimitFinding;
import io.loadgen.spec.AbortLimits;
import io.loadgen.spec.Basis;
import io.loadgen.spec.CapacitySpec;
import io.loadgen.spec.DurationText;
import io.loadgen.spec.Percentile;
import io.loadgen.spec.RunSpec;
import io.loadgen.spec.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is to be said of a run: what it came to, what it was, and what was sent; then all else. Stateless; any thread. */
final class RunDocument {
    private RunDocument() {}

    static ReportDocument of(RunReport report) {
        List<Section> sections = new ArrayList<>();
        sections.add(verdict(report));
        sections.add(run(report));
        Figures figures = report.figures();
        sections.addAll(SearchSections.of(report.search()));
        if (figures != null) {
            sections.add(publishing(figures));
            sections.addAll(GrowthSections.of(report.capacity()));
            sections.addAll(OutcomeSections.of(report, figures));
            sections.addAll(LatencySections.of(report, figures));
            sections.addAll(HealthSections.of(report, figures));
        }
        sections.addAll(HealthSections.preflight(report.preflight()));
        sections.add(settings(report.environment()));
        RunSpec spec = report.spec();
        Verdict verdict = report.verdict();
        return new ReportDocument(
                "Loadgen run",
                report.runId(),
                verdict == null || verdict.decision() == Verdict.Decision.NONE
                        ? report.state().name()
                        : verdict.decision().name(),
                spec.type() + " " + spec.load() + "; fixture " + spec.fixture(),
                sections);
    }

    private static Section verdict(RunReport report) {
        String failure = report.failure();
        Notes failed = Notes.warnings(failure == null ? List.of() : List.of("Failure: " + failure));
        Verdict verdict = report.verdict();
        Figures figures = report.figures();
        if (verdict == null || figures == null) {
            return Section.of("Nothing was measured.", failed);
        }
        Verdict.Decision decision = verdict.decision();
        return Section.of(
                "Verdict: " + decision + (decision == Verdict.Decision.NONE ? " (no slo)" : ""),
                failed,
                tiles(report, figures, decision),
                Notes.findings(verdict.reasons()),
                Notes.remark(
                        switch (decision) {
                            case PASS -> report.search() == null ? "Every limit was kept." : "";
                            case NONE -> "There was no limit to keep.";
                            case FAIL, INCONCLUSIVE -> "";
                        }),
                new Detail(limits(Objects.requireNonNullElse(report.limits(), List.of()))));
    }

    private static Table limits(List<LimitFinding> limits) {
        return Table.of(
                        Column.all(Column.words("limit", "outcome", "finding")),
                        limits,
                        limit -> List.of(
                                limit.name(), limit.outcome().name().toLowerCase(Locale.ROOT), limit.sentence()))
                .captioned("Limits");
    }

    private static Tiles tiles(RunReport report, Figures figures, Verdict.Decision decision) {
        Double target = figures.targetRatePerSecond();
        Books measured = figures.measured();
        long failed = measured.handedOver() - measured.count(EventOutcome.EVENT) - measured.count(EventOutcome.NO_OP);
        String lag = figures.scheduleLag()
                .percentile(Percentile.P99)
                .map(found -> found.words(true))
                .orElse("-");
        return new Tiles(List.of(
                new Tile("Run", report.state().name(), "verdict " + decision),
                new Tile(
                        "Sent",
                        FigureText.rate(figures.achievedRatePerSecond()) + "/s",
                        target == null ? "the platform set the pace" : "target " + FigureText.rate(target) + "/s"),
                percentile(figures, Percentile.P50),
                percentile(figures, Percentile.P99),
                new Tile("Failed", Long.toString(failed), "of " + measured.handedOver() + " sent, without their event"),
                new Tile("Schedule lag p99", lag, "the generator's own error")));
    }

    private static Tile percentile(Figures figures, Percentile wanted) {
        String shown = figures.latency(Signal.EVENT, Basis.RESPONSE)
                .map(LatencyRow::times)
                .flatMap(times -> times.percentile(wanted))
                .map(found -> found.words(true))
                .orElse("-");
        return new Tile("E2 " + wanted.label(), shown, "request to member event, response time");
    }

    private static Section run(RunReport report) {
        Environment environment = report.environment();
        RunSpec spec = report.spec();
        String nats = environment.natsServerVersion();
        return Section.of(
                "Run",
                Fields.of(
                        "State",
                        report.state().name(),
                        "Time",
                        FigureText.moment(report.startedAt()) + " to " + FigureText.moment(report.endedAt()),
                        "Inject mode",
                        spec.inject().label() + ", contract " + environment.contractVersion() + ", site "
                                + environment.site(),
                        "Request shape",
                        spec.shapes().words(),
                        "Timeouts and limits",
                        limits(spec),
                        "Abort conditions",
                        spec.abortOn().equals(AbortLimits.none())
                                ? ""
                                : spec.abortOn().words(),
                        "Host",
                        environment.host() + ", " + environment.cores() + " cores, " + environment.operatingSystem(),
                        "Versions",
                        "Loadgen " + environment.buildVersion() + ", Java " + environment.javaVersion()
                                + ", nats-server " + Objects.requireNonNullElse(nats, "unknown"),
                        "Schedule",
                        report.scheduleHash()));
    }

    private static String limits(RunSpec spec) {
        Duration lag = spec.maxScheduleLag();
        return "reply timeout " + DurationText.format(spec.replyTimeout()) + ", event timeout "
                + DurationText.format(spec.eventTimeout())
                + ", max in flight " + spec.maxOutstanding()
                + (lag == null ? "" : ", max schedule lag " + DurationText.format(lag))
                + (spec instanceof CapacitySpec filling
                        ? ", on busy " + filling.onBusy().label()
                        : "");
    }

    private static Section publishing(Figures figures) {
        Books books = figures.measured();
        Double target = figures.targetRatePerSecond();
        // What the client refused was not offered: it is told with what was not sent, and counts for no rate.
        String ofTarget = target == null
                ? ""
                : ", " + FigureText.percent(figures.achievedRatePerSecond() / target) + " of the target of "
                        + FigureText.rate(target) + "/s";
        ConnectionGaps lost = figures.irregularities().lostConnection();
        return Section.of(
                "Publishing (measured window of " + FigureText.seconds(Math.round(figures.measuredMillis())) + ")",
                Fields.of(
                        "planned",
                        Long.toString(books.planned()),
                        "sent",
                        books.handedOver() + ": " + FigureText.rate(figures.achievedRatePerSecond()) + "/s" + ofTarget,
                        "not sent",
                        (books.planned() - books.handedOver()) + ": publish-error "
                                + books.count(ReplyOutcome.PUBLISH_ERROR) + ", "
                                + FigureText.list(
                                        Counts.named(Disposition.class, books.dispositions()),
                                        kind -> !kind.equals("sent")),
                        "shapes",
                        shapes(figures.shapes())),
                Notes.warnings(lost == null ? List.of() : lost.sentences()));
    }

    private static String shapes(@Nullable List<ShapeCount> shapes) {
        return shapes == null
                ? ""
                : shapes.stream()
                        .map(row ->
                                row.shape().label() + " " + row.sent() + " sent, " + row.events() + " with their event")
                        .collect(Collectors.joining("; "));
    }

    private static Section settings(Environment environment) {
        return Section.of(
                "Settings in force",
                new Detail(new Fields(environment.settings().entrySet().stream()
                        .map(setting -> new Field(setting.getKey(), setting.getValue()))
                        .toList())));
    }
}
