package io.loadgen.report;

import io.loadgen.latency.FigureText;
import io.loadgen.report.ReportDocument.Column;
import io.loadgen.report.ReportDocument.Notes;
import io.loadgen.report.ReportDocument.Section;
import io.loadgen.report.ReportDocument.Table;
import io.loadgen.result.AddPath;
import io.loadgen.result.Books;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Paths;
import io.loadgen.result.Paths.Copies;
import io.loadgen.result.Paths.Subjects;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.ResultOutcome;
import io.loadgen.result.SubjectMode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Outcomes and latencies of requests by the ways that they took. Stateless; any thread. */
final class PathSections {
    private PathSections() {}

    /** Nothing of a run whose adds all took the ordinary way. */
    static List<Section> of(@Nullable Paths paths) {
        return paths == null
                ? List.of()
                : List.of(Section.of(
                        "Requests by path",
                        Table.of(
                                Column.all(
                                        Column.words("path"),
                                        Column.figures("sent", "not accepted", "event", "no event", "result ok")),
                                paths.rows(),
                                PathSections::outcomes),
                        new Table(
                                "Latencies by path, ms",
                                LatencySections.columns("path, signal"),
                                paths.rows().stream()
                                        .flatMap(PathSections::latencies)
                                        .toList()),
                        Notes.remark(
                                "Each measured request is in one row; first org adds are in no latency here.",
                                copies("Outbox messages", "outbox", paths.outbox()),
                                copies("Arrivals at the other site", "arrival", paths.arrivals()),
                                subjects(paths.subjects()))));
    }

    private static List<String> outcomes(Paths.Row row) {
        Books books = row.measured();
        long sent = books.handedOver();
        long events = books.count(EventOutcome.EVENT);
        return List.of(
                name(row.paths()),
                Long.toString(sent),
                Long.toString(sent - books.count(ReplyOutcome.ACCEPTED)),
                Long.toString(events),
                Long.toString(sent - events),
                Long.toString(books.count(ResultOutcome.OK)));
    }

    private static Stream<List<String>> latencies(Paths.Row row) {
        return row.latencies().stream()
                .map(latency -> LatencySections.row(
                        name(row.paths()) + ": " + latency.signal() + ", " + latency.basis(), latency.times()));
    }

    private static String name(List<AddPath> paths) {
        return paths.isEmpty()
                ? "ordinary"
                : paths.stream().map(FigureText::words).collect(Collectors.joining(" + "));
    }

    private static String subjects(@Nullable Subjects subjects) {
        return subjects == null
                ? ""
                : "Member events: " + subjects.global() + " on subjects of every room, " + subjects.local()
                        + " on subjects of the site: ROOM_SUBJECT_MODE is "
                        + FigureText.words(subjects.mode())
                        + (subjects.mode() == SubjectMode.DUAL
                                ? "; the second of two copies is a duplicate event, and in no latency."
                                : ".");
    }

    private static String copies(String what, String stage, @Nullable Copies copies) {
        return copies == null
                ? ""
                : what + ": " + copies.seen() + " of " + copies.due() + " seen, " + copies.missing() + " missing; "
                        + copies.mismatched() + " with other members, " + copies.repeated()
                        + " repeated or late. How long they took is the stage send → " + stage + ".";
    }
}
