package io.loadgen.report;

import io.loadgen.latency.LatencySummary;
import io.loadgen.report.ReportDocument.Column;
import io.loadgen.report.ReportDocument.Detail;
import io.loadgen.report.ReportDocument.Field;
import io.loadgen.report.ReportDocument.Fields;
import io.loadgen.report.ReportDocument.Notes;
import io.loadgen.report.ReportDocument.Section;
import io.loadgen.report.ReportDocument.Table;
import io.loadgen.result.Books;
import io.loadgen.result.GeneratorFigures;
import io.loadgen.result.GeneratorFigures.Pauses;
import io.loadgen.result.GeneratorFigures.Safepoints;
import io.loadgen.result.GeneratorFigures.Share;
import io.loadgen.result.GeneratorFigures.Throttling;
import io.loadgen.result.ListenerFigures;
import io.loadgen.result.Measurements.BacklogSummary;
import io.loadgen.result.PreflightCheck;
import io.loadgen.result.PreflightCheck.CheckStatus;
import io.loadgen.result.PreflightReport;
import io.loadgen.result.PreflightReport.ProbeTimes;
import io.loadgen.result.RehearsalFigures;
import io.loadgen.result.RunReport;
import io.loadgen.result.RunReport.Figures;
import io.loadgen.spec.Percentile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How the platform's queue, the generator and what a run needs were: what speaks for or against its figures. Stateless; any thread. */
final class HealthSections {
    private HealthSections() {}

    static List<Section> of(RunReport report, Figures figures) {
        List<Section> sections = new ArrayList<>();
        sections.add(
                backlog(figures.backlog(), figures.measured(), report.spec().eventTimeout()));
        List<Field> generator = new ArrayList<>();
        if (figures.generator() != null) {
            generator.addAll(process(figures.generator()).fields());
        }
        if (figures.listener() != null) {
            generator.addAll(listener(figures.listener()).fields());
        }
        if (figures.arrivals() != null) {
            generator.addAll(Fields.of("arrivals", figures.arrivals().words()).fields());
        }
        PreflightReport preflight = report.preflight();
        if (preflight != null && preflight.rehearsal() != null) {
            generator.addAll(rehearsal(report.runId(), preflight.rehearsal()).fields());
        }
        if (!generator.isEmpty()) {
            sections.add(Section.of("Generator health (its own process, measured window)", new Fields(generator)));
        }
        return sections;
    }

    private static Section backlog(@Nullable BacklogSummary backlog, Books measured, Duration eventTimeout) {
        String heading = "Backlog of room-worker, messages (measured window)";
        if (backlog == null || backlog.samples() == 0) {
            String failed = backlog == null ? "" : "; " + backlog.failedSamples() + " samples failed";
            return Section.of(heading, Notes.remark("Never seen" + failed + "."));
        }
        Long growth = backlog.growth();
        return Section.of(
                heading,
                Fields.of(
                        "pending",
                        "min " + backlog.minPending() + ", peak " + backlog.peakPending() + ", final "
                                + backlog.finalPending() + "; growth "
                                + (growth == null ? "unknown, not seen at both ends" : growth),
                        "ack-pending",
                        "peak " + backlog.peakAckPending() + ", redelivered final " + backlog.finalRedelivered(),
                        "samples",
                        backlog.samples() + ", " + backlog.failedSamples() + " failed"),
                Notes.warnings(Optional.ofNullable(backlog.stall()).stream()
                        .map(stall -> stall.explanation(measured, eventTimeout).orElseGet(stall::words))
                        .toList()));
    }

    private static Fields process(GeneratorFigures generator) {
        Long depth = generator.peakQueueDepth();
        return Fields.of(
                "CPU",
                cpu(generator),
                "pauses",
                pauses(generator.gcPauses(), generator.safepoints()),
                "pacing",
                pacing(generator),
                "queue",
                depth == null ? "" : "peak " + depth + " signals waiting for the collector");
    }

    private static String cpu(GeneratorFigures generator) {
        List<String> parts = new ArrayList<>();
        Share own = generator.ownCpuProcessors();
        if (own != null) {
            parts.add(format("%.2f of %d processors, peak %.2f", own.mean(), generator.processors(), own.peak()));
        }
        Share steal = generator.stealPercent();
        if (steal != null) {
            parts.add(format("CPU steal %.2f %%, peak %.2f %%", steal.mean(), steal.peak()));
        }
        Throttling limit = generator.throttling();
        if (limit != null) {
            parts.add(format(
                    "throttled in %d of %d periods, %d ms",
                    limit.throttledPeriods(), limit.periods(), limit.throttledMillis()));
        }
        return String.join("; ", parts);
    }

    private static String pauses(Pauses gc, @Nullable Safepoints safepoints) {
        return format("GC %d, %d ms in all, longest %d ms", gc.count(), gc.totalMillis(), gc.longestMillis())
                + (safepoints == null
                        ? ""
                        : format("; safepoints %d, %d ms in all", safepoints.count(), safepoints.totalMillis()));
    }

    private static String pacing(GeneratorFigures generator) {
        List<String> parts = new ArrayList<>();
        if (generator.pacingThread() != null) {
            parts.add("thread with " + generator.pacingThread());
        }
        Share wait = generator.pacingWaitPercent();
        if (wait != null) {
            parts.add(format("waited for a processor %.2f %%, peak %.2f %%", wait.mean(), wait.peak()));
        }
        return String.join("; ", parts);
    }

    private static Fields listener(ListenerFigures listener) {
        return Fields.of(
                "listener",
                listener.probes() + " probes, " + listener.unanswered() + " unanswered",
                "floor",
                spread(listener.floor()) + ": from a probe's sending to its handling",
                "delay",
                spread(listener.delay()) + ": of that, the wait for its handling at most");
    }

    private static Fields rehearsal(String runId, RehearsalFigures rehearsal) {
        String whose = rehearsal.ofRun().equals(runId)
                ? ""
                : "; of run " + rehearsal.ofRun() + ", from which the process was warm";
        return Fields.of("rehearsal", rehearsal.words() + whose);
    }

    private static String spread(LatencySummary times) {
        return "p50 " + LatencySections.percentile(times, Percentile.P50) + ", p99 "
                + LatencySections.percentile(times, Percentile.P99) + ", max "
                + LatencySections.millis(times.maxObservedMillis()) + " ms";
    }

    static List<Section> preflight(@Nullable PreflightReport preflight) {
        if (preflight == null) {
            return List.of();
        }
        return List.of(Section.of(
                "Preflight: " + statuses(preflight),
                Notes.warnings(lines(preflight, CheckStatus.WARN, CheckStatus.FAIL)),
                Notes.findings(lines(preflight, CheckStatus.SKIPPED)),
                probe(preflight.probe()),
                new Detail(Table.of(
                                Column.all(Column.words("check", "status", "finding", "remedy")),
                                preflight.checks(),
                                HealthSections::check)
                        .captioned("Checks before the run"))));
    }

    private static List<String> check(PreflightCheck check) {
        return List.of(check.name(), word(check), check.finding(), Objects.requireNonNullElse(check.remedy(), ""));
    }

    private static String statuses(PreflightReport preflight) {
        return Arrays.stream(CheckStatus.values())
                .filter(status ->
                        status == CheckStatus.PASS || !preflight.with(status).isEmpty())
                .map(status -> preflight.with(status).size() + " "
                        + switch (status) {
                            case PASS -> "checks passed";
                            case WARN -> "warned";
                            case FAIL -> "failed";
                            case SKIPPED -> "skipped";
                        })
                .collect(Collectors.joining(", "));
    }

    private static List<String> lines(PreflightReport preflight, CheckStatus... statuses) {
        return Stream.of(statuses)
                .flatMap(status -> preflight.with(status).stream())
                .map(check -> word(check) + " " + check.line())
                .toList();
    }

    private static String word(PreflightCheck check) {
        return check.status().name().toLowerCase(Locale.ROOT);
    }

    private static Fields probe(@Nullable ProbeTimes probe) {
        return probe == null
                ? Fields.of()
                : Fields.of(
                        "probe add, ms",
                        "reply " + millis(probe.replyNanos()) + ", handoff " + millis(probe.handoffNanos()) + ", event "
                                + millis(probe.eventNanos()) + ", result " + millis(probe.resultNanos()));
    }

    private static String millis(@Nullable Long nanos) {
        return nanos == null ? "-" : LatencySections.millis(LatencySummary.millis(nanos));
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency for this one line
    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
