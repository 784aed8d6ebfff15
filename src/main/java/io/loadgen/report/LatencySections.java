package io.loadgen.report;

import io.loadgen.latency.FigureText;
import io.loadgen.latency.LatencySummary;
import io.loadgen.report.ReportDocument.Block;
import io.loadgen.report.ReportDocument.Column;
import io.loadgen.report.ReportDocument.Notes;
import io.loadgen.report.ReportDocument.Section;
import io.loadgen.report.ReportDocument.Table;
import io.loadgen.result.Attempt;
import io.loadgen.result.Backfill;
import io.loadgen.result.LatencyRow;
import io.loadgen.result.PreflightReport;
import io.loadgen.result.RehearsalFigures;
import io.loadgen.result.RunReport;
import io.loadgen.result.RunReport.Figures;
import io.loadgen.result.Stages;
import io.loadgen.spec.Percentile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How long requests took, and where they spent that time. Stateless; any thread. */
final class LatencySections {
    private static final List<String> FIRST_ORG_SIGNALS = List.of("E1", "ack", "E2");

    private static final Map<String, String> PLACES = Map.of(
            "refused", "refused",
            "unanswered", "neither reply nor handoff",
            "accepted", "accepted, no handoff seen",
            "handedOff", "handed off, no event",
            "workerError", "worker error",
            "eventMismatch", "event with other accounts");

    private LatencySections() {}

    static List<Section> of(RunReport report, Figures figures) {
        List<Section> sections = new ArrayList<>();
        sections.add(latencies(figures, rehearsal(report)));
        Backfill backfill = figures.firstOrgAdds();
        if (backfill != null) {
            sections.add(backfill(backfill));
        }
        sections.addAll(PathSections.of(figures.paths()));
        List<Attempt> attempts = figures.irregularities().attempts();
        if (attempts.stream().anyMatch(attempt -> attempt.attempt() > 1 || attempt.unfinished() > 0)) {
            sections.add(attempts(report, attempts));
        }
        if (!figures.timeline().isEmpty()) {
            sections.add(new Section("Time line", TimelineCharts.of(figures.timeline())));
        }
        Stages stages = figures.stages();
        if (stages != null) {
            sections.add(stages(stages));
            sections.add(bands(stages));
        }
        return sections;
    }

    private static @Nullable RehearsalFigures rehearsal(RunReport report) {
        return report.preflight() == null ? null : report.preflight().rehearsal();
    }

    private static Section latencies(Figures figures, @Nullable RehearsalFigures rehearsal) {
        List<List<String>> rows = new ArrayList<>(rows(figures.latencies().stream()));
        rows.add(row("schedule lag", figures.scheduleLag()));
        if (rehearsal != null) {
            rows.add(row("floor, rehearsed", rehearsal.floor()));
        }
        List<Block> blocks = new ArrayList<>(ReportCharts.spectrum(figures.latencies()));
        blocks.add(new Table("", columns("signal"), rows));
        blocks.add(
                Notes.remark("response: from the intended send; service: from the actual send. A lost request took at"
                        + " least as long as it was waited for: a percentile among them has no upper bound (> 5 s) or two bounds"
                        + " (5.0–6.0 s). Lost are also those refused or never sent. -: too few samples. Max and mean are of"
                        + " those that came."));
        if (rehearsal != null) {
            blocks.add(
                    Notes.remark("floor: what a response time held when the same traffic was sent to ourselves, not to"
                            + " the platform."));
        }
        return new Section("Latencies, ms", blocks);
    }

    private static List<List<String>> rows(Stream<LatencyRow> latencies) {
        return latencies
                .map(row -> row(
                        row.signal() + (row.signal().equals(row.name()) ? "" : " " + row.name()) + ", " + row.basis(),
                        row.times()))
                .toList();
    }

    /** The columns of a row. */
    static List<Column> columns(String... names) {
        return Column.all(
                Column.words(names),
                Column.figures("count", "lost"),
                Arrays.stream(Percentile.values())
                        // For one of them a line of text has no room.
                        .map(percentile -> new Column(percentile.label(), true, percentile == Percentile.P75))
                        .toArray(Column[]::new),
                Column.figures("max", "mean"));
    }

    /** How times are spread, behind their name. */
    static List<String> row(String name, LatencySummary times) {
        List<String> cells = new ArrayList<>(List.of(name, Long.toString(times.count()), Long.toString(times.lost())));
        for (Percentile percentile : Percentile.values()) {
            cells.add(percentile(times, percentile));
        }
        cells.add(millis(times.maxObservedMillis()));
        cells.add(millis(times.meanObservedMillis()));
        return cells;
    }

    static String percentile(LatencySummary times, Percentile wanted) {
        return times.percentile(wanted).map(found -> found.words(false)).orElse("-");
    }

    static String millis(@Nullable Double millis) {
        return millis == null ? "-" : FigureText.millis(millis);
    }

    private static Section backfill(Backfill backfill) {
        return Section.of(
                "First org add of each room (backfill), ms",
                new Table(
                        "",
                        columns("signal"),
                        rows(backfill.latencies().stream().filter(row -> FIRST_ORG_SIGNALS.contains(row.signal())))),
                Notes.remark(backfill.sent() + " sent, " + backfill.events() + " with their event, warm-up included."
                        + " room-worker writes a row for every member then. In the books and the time line these are"
                        + " adds like any other; they are in no latency above, and in none by room size."));
    }

    private static Section attempts(RunReport report, List<Attempt> attempts) {
        return Section.of(
                "Attempts at jobs that failed (whole run), ms",
                Table.of(
                        Column.all(Column.words("attempt"), Column.figures("failed", "ok", "not tried again in time")),
                        attempts,
                        attempt -> Stream.of(attempt.attempt(), attempt.failed(), attempt.ok(), attempt.unfinished())
                                .map(Object::toString)
                                .toList()),
                new Table(
                        "Latencies by attempt, ms",
                        columns("attempt, signal"),
                        attempts.stream()
                                .flatMap(attempt -> attempt.latencies().stream()
                                        .map(row -> row(
                                                attempt.attempt() + ": " + row.signal() + " " + row.name() + ", "
                                                        + row.basis(),
                                                row.times())))
                                .toList()),
                Notes.remark(
                        "Events of retried jobs are among the latencies above, too; an ok after a failure is not,"
                                + " since such a request has had an error.",
                        unfinished(report, attempts)));
    }

    /** The run's successor meets them. */
    private static String unfinished(RunReport report, List<Attempt> attempts) {
        long jobs = attempts.stream().mapToLong(Attempt::unfinished).sum();
        if (jobs == 0) {
            return "";
        }
        PreflightReport preflight = report.preflight();
        Long longest = preflight == null ? null : preflight.longestRetryNanos();
        Instant ended = report.endedAt();
        return "room-worker was to try " + jobs + " jobs again when they were waited for no more"
                + (longest == null || ended == null
                        ? "."
                        : ", and may do so until " + FigureText.moment(ended.plusNanos(longest)) + ".");
    }

    private static Section stages(Stages stages) {
        return Section.of(
                "Stages of requests, ms",
                Table.of(
                        columns("stage"),
                        stages.durations(),
                        stage -> row(stage.from() + " → " + stage.to(), stage.times())),
                Notes.remark("Of each request that reached the beginning of a stage; lost: it did not reach the end."));
    }

    private static Section bands(Stages stages) {
        String lost = stages.lostAt().entrySet().stream()
                .filter(place -> place.getValue() > 0)
                .map(place -> PLACES.getOrDefault(place.getKey(), place.getKey()) + " " + place.getValue())
                .collect(Collectors.joining("; "));
        long unseen = stages.bands().stream()
                .mapToLong(band -> band.requests() - band.lost() - band.known())
                .sum();
        return Section.of(
                "Where the time went, ms",
                ReportCharts.bands(stages),
                Table.of(
                        Column.all(
                                Column.words("band"),
                                Column.figures(
                                        "requests",
                                        "lost",
                                        "schedule lag",
                                        "send → handoff",
                                        "handoff → event",
                                        "total")),
                        stages.bands(),
                        LatencySections::band),
                Notes.remark(
                        "Means of the requests of each band of E2 response time; they add up to its total. Lost"
                                + " requests rank above all others, and are in no mean.",
                        lost.isEmpty() ? "" : "Where the " + stages.lost() + " lost ones stopped: " + lost + ".",
                        unseen == 0
                                ? ""
                                : "Of " + unseen + " requests the handoff was not seen; they are in no mean."));
    }

    private static List<String> band(Stages.Band band) {
        List<String> cells =
                new ArrayList<>(List.of(band.name(), Long.toString(band.requests()), Long.toString(band.lost())));
        Stream.of(band.lagMillis(), band.toHandoffMillis(), band.toEventMillis(), band.totalMillis())
                .map(mean -> band.known() == 0 ? "-" : FigureText.millis(mean))
                .forEach(cells::add);
        return cells;
    }
}
