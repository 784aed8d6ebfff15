package io.loadgen.report;

import io.loadgen.result.AuditFigure;
import io.loadgen.result.AuditResult;
import io.loadgen.result.AuditResult.Anomaly;
import io.loadgen.result.FigureText;
import io.loadgen.result.GeneratorFigures;
import io.loadgen.result.GeneratorFigures.Safepoints;
import io.loadgen.result.GeneratorFigures.Share;
import io.loadgen.result.GeneratorFigures.Throttling;
import io.loadgen.result.LatencySummary;
import io.loadgen.result.ListenerFigures;
import io.loadgen.result.PreflightReport;
import io.loadgen.result.PreflightReport.ProbeTimes;
import io.loadgen.result.RunReport;
import io.loadgen.spec.Percentile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What speaks for or against the figures of a report, as tables of a page: the audit, the generator and the preflight. */
final class HtmlEvidence {
    private static final List<String> FIGURE = List.of("what", "count");

    private final HtmlPage page;

    HtmlEvidence(HtmlPage page) {
        this.page = page;
    }

    void of(RunReport report, RunReport.Figures figures) {
        AuditResult audit = report.audit();
        if (audit != null) {
            page.section("Audit", () -> audit(audit));
        }
        GeneratorFigures generator = figures.generator();
        if (generator != null) {
            page.section("Generator", () -> generator(generator));
        }
        ListenerFigures listener = figures.listener();
        if (listener != null) {
            page.section("Instrument", () -> instrument(listener));
        }
        PreflightReport preflight = report.preflight();
        if (preflight != null) {
            page.section("Preflight", () -> preflight(preflight));
        }
    }

    private void audit(AuditResult audit) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(count("acknowledged, by event or ok", audit.promised()));
        rows.add(count("kept", audit.count(AuditFigure.KEPT)));
        rows.add(count("lost", audit.count(AuditFigure.LOST)));
        rows.add(count("duplicate", audit.count(AuditFigure.DUPLICATE)));
        rows.add(count("rejected but present", audit.count(AuditFigure.REFUSED_BUT_FOUND)));
        rows.add(count("unexpected", audit.count(AuditFigure.UNEXPECTED)));
        rows.add(count("of indeterminate slots, present", audit.count(AuditFigure.UNDECIDED_FOUND)));
        rows.add(count("of indeterminate slots, absent", audit.count(AuditFigure.UNDECIDED_MISSING)));
        rows.add(count("org rows kept", audit.count(AuditFigure.ORG_ROWS_KEPT)));
        rows.add(count("org rows lost", audit.count(AuditFigure.ORG_ROWS_LOST)));
        rows.add(count("orgs with more than one row", audit.count(AuditFigure.ORG_ROWS_DUPLICATE)));
        rows.add(count("rooms with another userCount", audit.count(AuditFigure.ROOMS_MISCOUNTED)));
        page.table(
                "Memberships in MongoDB, whole run: " + audit.status() + ", " + audit.count(AuditFigure.ROOMS) + " of "
                        + audit.rooms() + " rooms",
                FIGURE,
                rows);
        page.list(audit.remarks());
        if (audit.anomaliesFound() > 0) {
            anomalies(audit);
        }
    }

    private static List<String> count(String what, long count) {
        return List.of(what, Long.toString(count));
    }

    private void anomalies(AuditResult audit) {
        page.table(
                "Anomalies, " + audit.anomalies().size() + " of " + audit.anomaliesFound(),
                List.of("what", "room", "finding", "slot", "request id", "reply, event, result", "accounts"),
                audit.anomalies().stream().map(HtmlEvidence::anomaly).toList());
    }

    private static List<String> anomaly(Anomaly anomaly) {
        Anomaly.Add add = anomaly.add();
        return List.of(
                FigureText.words(anomaly.kind()),
                anomaly.roomId(),
                anomaly.finding(),
                add == null ? "" : Long.toString(add.slot()),
                add == null ? "" : add.requestId(),
                add == null ? "" : outcome(add.reply()) + ", " + outcome(add.event()) + ", " + outcome(add.result()),
                String.join(" ", anomaly.accounts()));
    }

    private static String outcome(@Nullable Enum<?> outcome) {
        return outcome == null ? "-" : FigureText.words(outcome);
    }

    private void generator(GeneratorFigures generator) {
        List<List<String>> rows = new ArrayList<>();
        Share own = generator.ownCpuProcessors();
        if (own != null) {
            rows.add(List.of(
                    "own CPU, of " + generator.processors() + " processors", number(own.mean()), number(own.peak())));
        }
        Share steal = generator.stealPercent();
        if (steal != null) {
            rows.add(List.of("CPU taken by the machine's host, %", number(steal.mean()), number(steal.peak())));
        }
        Throttling limit = generator.throttling();
        if (limit != null) {
            rows.add(List.of(
                    "held back by the CPU limit, periods of " + limit.periods(),
                    Long.toString(limit.throttledPeriods()),
                    ""));
            rows.add(List.of("held back by the CPU limit, ms", Long.toString(limit.throttledMillis()), ""));
        }
        rows.add(
                List.of("pauses for garbage", Long.toString(generator.gcPauses().count()), ""));
        rows.add(List.of(
                "pauses for garbage, ms",
                Long.toString(generator.gcPauses().totalMillis()),
                Long.toString(generator.gcPauses().longestMillis())));
        Safepoints safepoints = generator.safepoints();
        if (safepoints != null) {
            rows.add(List.of("stops of the JVM", Long.toString(safepoints.count()), ""));
            rows.add(List.of("stops of the JVM, ms", Long.toString(safepoints.totalMillis()), ""));
        }
        Long depth = generator.peakQueueDepth();
        if (depth != null) {
            rows.add(List.of("signals waiting for the collector", "", depth.toString()));
        }
        String pacing = generator.pacingThread();
        if (pacing != null) {
            rows.add(List.of("pacing thread", pacing, ""));
        }
        Share wait = generator.pacingWaitPercent();
        if (wait != null) {
            rows.add(List.of("pacing thread waited for a processor, %", number(wait.mean()), number(wait.peak())));
        }
        page.table(
                "The generator's own process, measured window",
                List.of("what", "mean or total", "peak or longest"),
                rows);
    }

    private void instrument(ListenerFigures listener) {
        page.table(
                "What the instrument itself adds to a latency, milliseconds, measured window",
                List.of("what", "p50", "p99", "max"),
                List.of(row("floor", listener.floor()), row("listener delay", listener.delay())));
        page.note(listener.probes() + " probes, " + listener.unanswered()
                + " unanswered. Floor: from a probe's sending to"
                + " its handling. Listener delay: the same less a ping of the connection.");
    }

    private static List<String> row(String what, LatencySummary spread) {
        return List.of(
                what,
                ListenerFigures.shown(spread, Percentile.P50),
                ListenerFigures.shown(spread, Percentile.P99),
                ListenerFigures.longest(spread));
    }

    private void preflight(PreflightReport preflight) {
        page.table(
                "Checks before the run",
                List.of("check", "status", "finding", "remedy"),
                preflight.checks().stream()
                        .map(check -> List.of(
                                check.name(),
                                check.status().name().toLowerCase(Locale.ROOT),
                                check.finding(),
                                Objects.requireNonNullElse(check.remedy(), "")))
                        .toList());
        ProbeTimes probe = preflight.probe();
        if (probe != null) {
            page.table(
                    "Probe add, milliseconds from its send",
                    List.of("reply", "handoff", "event", "result"),
                    List.of(List.of(
                            shown(probe.replyNanos()),
                            shown(probe.handoffNanos()),
                            shown(probe.eventNanos()),
                            shown(probe.resultNanos()))));
        }
    }

    private static String shown(@Nullable Long nanos) {
        return nanos == null ? "-" : number(LatencySummary.millis(nanos));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
