package io.loadgen.report;

import io.loadgen.result.AuditResult;
import io.loadgen.result.Books;
import io.loadgen.result.Books.ShapeCount;
import io.loadgen.result.Bounds;
import io.loadgen.result.ConnectionGaps;
import io.loadgen.result.Counts;
import io.loadgen.result.Disposition;
import io.loadgen.result.Environment;
import io.loadgen.result.FigureText;
import io.loadgen.result.Irregularities;
import io.loadgen.result.Irregularity;
import io.loadgen.result.LatencySummary;
import io.loadgen.result.PreflightReport;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.RoomGrowth;
import io.loadgen.result.RunReport;
import io.loadgen.result.RunReport.Figures;
import io.loadgen.result.Verdict;
import io.loadgen.spec.AbortLimits;
import io.loadgen.spec.DurationText;
import io.loadgen.spec.Percentile;
import io.loadgen.spec.RunSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a report for a terminal: plain ASCII, at most {@value TextLayout#COLUMNS} columns. Any thread. */
public final class TextReport extends ReportFormat.Text {
    TextReport() {
        super("text", "text/plain;charset=UTF-8", "report.txt", "Text");
    }

    @Override
    String text(RunReport report) {
        return render(report);
    }

    /**
     * Writes a report.
     *
     * @param report the report
     * @return lines, each ended by a line feed
     */
    public static String render(RunReport report) {
        TextLayout page = new TextLayout();
        header(page, report);
        verdict(page, report);
        Figures figures = report.figures();
        if (figures == null) {
            page.blank();
            page.line("Nothing was measured.");
        } else {
            publishing(page, figures);
            RoomGrowth growth = report.capacity();
            if (growth != null) {
                GrowthText.write(page, growth);
            }
            OutcomesText.write(page, figures);
            AuditResult audit = report.audit();
            if (audit != null) {
                AuditText.write(page, audit);
            } else if (report.interruption() != null) {
                page.heading("Audit of MongoDB: none, since the process ended before it");
            }
            TimesText.write(page, figures);
            backlog(page, figures);
            GeneratorText.write(page, figures.generator(), figures.listener());
            irregularities(page, figures.irregularities());
        }
        page.rule();
        return page.text();
    }

    private static void header(TextLayout page, RunReport report) {
        page.rule();
        page.ends("Loadgen run " + report.runId(), report.state().name());
        page.rule();
        Environment environment = report.environment();
        String place = ", site " + environment.site();
        String contract = ", contract " + environment.contractVersion();
        RunSpec spec = report.spec();
        page.field("Fixture", spec.fixture() + place);
        page.field("Load", spec.type() + " " + spec.load());
        page.field("Inject", spec.inject().label() + contract);
        page.field("Shape", spec.shapes().words());
        page.field("Limits", limits(spec));
        if (!spec.abortOn().equals(AbortLimits.none())) {
            page.field("Abort on", spec.abortOn().words());
        }
        page.field("Time", FigureText.moment(report.startedAt()) + " to " + FigureText.moment(report.endedAt()));
        String nats = environment.natsServerVersion();
        page.field(
                "Where", environment.host() + ", " + environment.cores() + " cores, " + environment.operatingSystem());
        page.field(
                "Versions",
                "loadgen " + environment.buildVersion() + ", Java " + environment.javaVersion()
                        + (nats == null ? "" : ", nats-server " + nats));
        PreflightReport preflight = report.preflight();
        if (preflight != null) {
            PreflightText.write(page, preflight);
        }
        String failure = report.failure();
        if (failure != null) {
            page.field("Failure", failure);
        }
    }

    private static String limits(RunSpec spec) {
        Duration lag = spec.maxScheduleLag();
        return "reply " + DurationText.format(spec.replyTimeout()) + ", event "
                + DurationText.format(spec.eventTimeout())
                + ", outstanding " + spec.maxOutstanding()
                + (lag == null ? "" : ", schedule lag " + DurationText.format(lag));
    }

    private static void verdict(TextLayout page, RunReport report) {
        Verdict verdict = report.verdict();
        if (verdict == null) {
            return;
        }
        page.blank();
        page.line("Verdict: " + verdict.decision() + (verdict.decision() == Verdict.Decision.NONE ? " (no slo)" : ""));
        verdict.reasons().forEach(reason -> page.wrapped("  - ", reason));
    }

    private static void publishing(TextLayout page, Figures figures) {
        page.heading(
                "Publishing (measured window of " + FigureText.seconds(Math.round(figures.measuredMillis())) + ")");
        Books books = figures.measured();
        page.line("  planned  " + TextLayout.right(books.planned(), 12));
        Double target = figures.targetRatePerSecond();
        String ofTarget = target == null
                ? ""
                : " of " + FigureText.rate(target) + "/s asked for ("
                        + FigureText.percent(figures.achievedRatePerSecond() / target) + ")";
        // What the client refused was not offered: it is told with what was not sent, and counts for no rate.
        long refused = books.count(ReplyOutcome.PUBLISH_ERROR);
        long sent = books.handedOver();
        page.line("  sent     " + TextLayout.right(sent, 12) + "   " + FigureText.rate(figures.achievedRatePerSecond())
                + "/s" + ofTarget);
        page.line("  not sent " + TextLayout.right(books.planned() - sent, 12) + "   publish-error " + refused + ", "
                + FigureText.list(Counts.named(Disposition.class, books.dispositions()), kind -> !kind.equals("sent")));
        ConnectionGaps lost = figures.irregularities().lostConnection();
        if (lost != null) {
            lost.sentences().forEach(sentence -> page.wrapped("           ", sentence));
        }
        List<ShapeCount> shapes = figures.shapes();
        if (shapes != null) {
            page.wrapped("  shapes   ", shapes.stream().map(TextReport::shape).collect(Collectors.joining("; ")));
        }
    }

    private static String shape(ShapeCount row) {
        return row.shape().label() + " " + row.sent() + " sent, " + row.events() + " with their event";
    }

    private static void backlog(TextLayout page, Figures figures) {
        page.heading("Backlog of room-worker, messages (measured window)");
        var backlog = figures.backlog();
        if (backlog == null) {
            page.line("  never seen");
            return;
        }
        if (backlog.samples() == 0) {
            page.line("  never seen; " + backlog.failedSamples() + " samples failed");
            return;
        }
        page.line("  pending  min " + backlog.minPending() + ", peak " + backlog.peakPending() + ", final "
                + backlog.finalPending() + "; growth "
                + (backlog.growth() == null ? "unknown, not seen at both ends" : backlog.growth()));
        page.line("  ack-pending peak " + backlog.peakAckPending() + ", redelivered final "
                + backlog.finalRedelivered() + "; " + backlog.samples() + " samples, " + backlog.failedSamples()
                + " failed");
    }

    private static void irregularities(TextLayout page, Irregularities oddities) {
        page.heading("Irregularities (whole run)");
        List<Map.Entry<Irregularity, Long>> seen = oddities.counts().entrySet().stream()
                .filter(entry -> entry.getValue() != 0)
                .toList();
        if (oddities.areNone()) {
            page.line("  none");
        }
        seen.forEach(entry -> page.count(
                FigureText.words(entry.getKey())
                        + (entry.getKey() == Irregularity.LATE_REPLIES ? lateBy(oddities) : ""),
                entry.getValue()));
        oddities.rejections().forEach((reason, count) -> page.count("rejected: " + reason, count));
        oddities.workerErrors().forEach((reason, count) -> page.count("worker error: " + reason, count));
        oddities.firstMessages().forEach(message -> page.wrapped("  first errors: ", message));
        oddities.connectionTroubles()
                .forEach(trouble -> page.count(
                        trouble.kind().words() + ", " + trouble.about() + ": " + trouble.firstWords(),
                        trouble.count()));
        ConnectionGaps lost = oddities.lostConnection();
        if (lost != null) {
            lost.sentences().forEach(sentence -> page.wrapped("  ", sentence));
            page.count("signals missing after disconnect", lost.unheardSignals());
        }
    }

    /** How late the late replies were, in a few words. */
    static String lateBy(Irregularities oddities) {
        LatencySummary times = oddities.lateReplyTimes();
        if (times == null) {
            return "";
        }
        Double longest = times.maxObservedMillis();
        return ", after the send: p50 "
                + times.percentile(Percentile.P50).map(Bounds::ascii).orElse("-") + " ms, max "
                + (longest == null ? "-" : FigureText.millis(longest)) + " ms";
    }
}
