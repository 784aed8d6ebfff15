package io.loadgen.report;

import io.loadgen.latency.FigureText;
import io.loadgen.latency.LatencySummary;
import io.loadgen.report.ReportDocument.Column;
import io.loadgen.report.ReportDocument.Notes;
import io.loadgen.report.ReportDocument.Section;
import io.loadgen.report.ReportDocument.Table;
import io.loadgen.result.AuditFigure;
import io.loadgen.result.AuditResult;
import io.loadgen.result.AuditResult.Anomaly;
import io.loadgen.result.AuditResult.UserCount;
import io.loadgen.result.Books;
import io.loadgen.result.ConnectionGaps;
import io.loadgen.result.Disposition;
import io.loadgen.result.Irregularities;
import io.loadgen.result.Irregularities.MessageBytes;
import io.loadgen.result.Irregularity;
import io.loadgen.result.RunReport;
import io.loadgen.result.RunReport.Figures;
import io.loadgen.spec.Percentile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What became of the requests of a run: the books, what they leave out, and what the database held. Stateless; any thread. */
final class OutcomeSections {
    /** How many rooms whose userCount is off are told. */
    private static final int MOST_ROOMS_TOLD = 3;

    private OutcomeSections() {}

    static List<Section> of(RunReport report, Figures figures) {
        List<Section> sections = new ArrayList<>();
        sections.add(outcomes(figures.measured(), figures.warmup(), report.interruption() != null));
        sections.add(irregularities(figures.irregularities()));
        AuditResult audit = report.audit();
        if (audit != null) {
            sections.add(audit(audit));
        } else if (report.interruption() != null) {
            sections.add(Section.of("Audit of MongoDB: none, since the process ended before it"));
        }
        return sections;
    }

    /** Each stage below the count that it must add up to. */
    private static Section outcomes(Books measured, Books warmup, boolean interrupted) {
        List<List<String>> rows = new ArrayList<>();
        row(rows, "planned", measured.planned(), warmup.planned());
        parts(rows, measured.dispositions(), warmup.dispositions());
        row(rows, "sent", measured.count(Disposition.SENT), warmup.count(Disposition.SENT));
        parts(rows, measured.replies(), warmup.replies());
        seldom(rows, Table.PART + "outstanding", measured.outstanding(), warmup.outstanding());
        row(rows, "not refused: event", measured.goneOn(), warmup.goneOn());
        parts(rows, measured.events(), warmup.events());
        row(rows, "not refused: result", measured.goneOn(), warmup.goneOn());
        parts(rows, measured.results(), warmup.results());
        seldom(rows, "refused, with event", measured.refusedEvents(), warmup.refusedEvents());
        seldom(rows, "refused, with ok", measured.refusedResults(), warmup.refusedResults());
        List<String> residues = Stream.concat(
                        residues("measured", measured, interrupted), residues("warm-up", warmup, interrupted))
                .toList();
        return Section.of(
                "Outcomes, slots",
                new Table("", Column.all(Column.words("outcome"), Column.figures("measured", "warm-up")), rows),
                residues.isEmpty() ? Notes.remark("The books balance.") : Notes.warnings(residues));
    }

    private static <E extends Enum<E>> void parts(List<List<String>> rows, Map<E, Long> measured, Map<E, Long> warmup) {
        measured.forEach((outcome, slots) ->
                row(rows, Table.PART + FigureText.words(outcome), slots, warmup.getOrDefault(outcome, 0L)));
    }

    /** Told only where it was. */
    private static void seldom(List<List<String>> rows, String name, @Nullable Long measured, @Nullable Long warmup) {
        long ofMeasured = Objects.requireNonNullElse(measured, 0L);
        long ofWarmup = Objects.requireNonNullElse(warmup, 0L);
        if (ofMeasured + ofWarmup > 0) {
            row(rows, name, ofMeasured, ofWarmup);
        }
    }

    private static void row(List<List<String>> rows, String name, long measured, long warmup) {
        rows.add(List.of(name, Long.toString(measured), Long.toString(warmup)));
    }

    /** A run that was interrupted had no drain: what was outstanding then is no fault of the books. */
    private static Stream<String> residues(String phase, Books books, boolean interrupted) {
        return books.residuesBut(interrupted ? Math.max(0, books.outstanding()) : 0).stream()
                .map(residue -> "The books of the " + phase + " slots do not balance: " + residue.rule() + " is "
                        + residue.left() + " = " + residue.right() + ", difference " + residue.difference());
    }

    private static Section irregularities(Irregularities oddities) {
        String heading = "Irregularities (whole run)";
        if (oddities.areNone()) {
            return Section.of(heading, Notes.remark("None."), largest(oddities));
        }
        List<List<String>> rows = new ArrayList<>();
        oddities.counts().forEach((kind, count) -> {
            String late = kind == Irregularity.LATE_REPLIES ? lateBy(oddities.lateReplyTimes()) : "";
            if (count != 0) {
                rows.add(counted(FigureText.words(kind) + late, count));
            }
        });
        oddities.rejections().forEach((reason, count) -> rows.add(counted("rejected: " + reason, count)));
        oddities.workerErrors().forEach((reason, count) -> rows.add(counted("worker error: " + reason, count)));
        oddities.connectionTroubles()
                .forEach(trouble -> rows.add(counted(
                        trouble.kind().words() + ", " + trouble.about() + ": " + trouble.firstWords(),
                        trouble.count())));
        ConnectionGaps lost = oddities.lostConnection();
        if (lost != null) {
            rows.add(counted("signals missing after disconnect", lost.unheardSignals()));
        }
        return Section.of(
                heading,
                new Table("", Column.all(Column.words("what"), Column.figures("count")), rows),
                Notes.findings(oddities.firstMessages().stream()
                        .map(message -> "first errors: " + message)
                        .toList()),
                largest(oddities));
    }

    private static Notes largest(Irregularities oddities) {
        MessageBytes largest = oddities.largestMessages();
        return Notes.remark(
                largest == null
                        ? ""
                        : "Largest bodies: request " + FigureText.grouped(largest.request()) + " bytes, member event "
                                + FigureText.grouped(largest.event()) + " bytes.");
    }

    private static List<String> counted(String what, long count) {
        return List.of(what, Long.toString(count));
    }

    /** How late the late replies were, in a few words. */
    private static String lateBy(@Nullable LatencySummary times) {
        return times == null
                ? ""
                : ", after the send: p50 " + LatencySections.percentile(times, Percentile.P50) + " ms, max "
                        + LatencySections.millis(times.maxObservedMillis()) + " ms";
    }

    private static Section audit(AuditResult audit) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(counted("acknowledged, by event or ok", audit.promised()));
        rows.add(counted(audit, Table.PART + "kept", AuditFigure.KEPT));
        rows.add(counted(audit, Table.PART + "lost", AuditFigure.LOST));
        if (audit.count(AuditFigure.CROSS_SITE_KEPT) + audit.count(AuditFigure.CROSS_SITE_LOST) > 0) {
            rows.add(counted(audit, "of another site, kept", AuditFigure.CROSS_SITE_KEPT));
            rows.add(counted(audit, "of another site, lost", AuditFigure.CROSS_SITE_LOST));
            rows.add(counted(audit, "rooms not marked crossSite", AuditFigure.ROOMS_NOT_CROSS_SITE));
        }
        if (audit.count(AuditFigure.BOTS_KEPT) + audit.count(AuditFigure.BOTS_LOST) > 0) {
            rows.add(counted(audit, "bots, kept", AuditFigure.BOTS_KEPT));
            rows.add(counted(audit, "bots, lost", AuditFigure.BOTS_LOST));
            rows.add(counted(audit, "bots not marked isBot", AuditFigure.BOTS_NOT_MARKED));
        }
        if (audit.count(AuditFigure.RESTRICTED_KEPT) + audit.count(AuditFigure.RESTRICTED_LOST) > 0) {
            rows.add(counted(audit, "in restricted rooms, kept", AuditFigure.RESTRICTED_KEPT));
            rows.add(counted(audit, "in restricted rooms, lost", AuditFigure.RESTRICTED_LOST));
        }
        rows.add(counted(audit, "duplicate", AuditFigure.DUPLICATE));
        rows.add(counted(audit, "rejected but present", AuditFigure.REFUSED_BUT_FOUND));
        rows.add(counted(audit, "unexpected", AuditFigure.UNEXPECTED));
        rows.add(counted(audit, "of indeterminate slots, present", AuditFigure.UNDECIDED_FOUND));
        rows.add(counted(audit, "of indeterminate slots, absent", AuditFigure.UNDECIDED_MISSING));
        if (audit.count(AuditFigure.ORG_ROWS_KEPT) + audit.count(AuditFigure.ORG_ROWS_LOST) > 0) {
            rows.add(counted(audit, "org rows kept", AuditFigure.ORG_ROWS_KEPT));
            rows.add(counted(audit, "org rows lost", AuditFigure.ORG_ROWS_LOST));
            rows.add(counted(audit, "orgs with more than one row", AuditFigure.ORG_ROWS_DUPLICATE));
        }
        return Section.of(
                "Audit of MongoDB, memberships (whole run): " + audit.status() + ", " + audit.count(AuditFigure.ROOMS)
                        + " of " + audit.rooms() + " rooms",
                new Table("", Column.all(Column.words("what"), Column.figures("count")), rows),
                Notes.findings(audit.remarks()),
                userCounts(audit),
                anomalies(audit));
    }

    /** Apart from the memberships: it is the platform's own figure, which it rights by itself. */
    private static Notes userCounts(AuditResult audit) {
        long rooms = audit.count(AuditFigure.ROOMS_MISCOUNTED);
        if (rooms == 0) {
            return Notes.remark(
                    audit.count(AuditFigure.ROOMS) == 0
                            ? ""
                            : "userCount is the number of members in every room that was looked at.");
        }
        String which = audit.userCounts().stream()
                .limit(MOST_ROOMS_TOLD)
                .map(OutcomeSections::userCount)
                .collect(Collectors.joining("; "));
        return Notes.findings(List.of("userCount is off in " + FigureText.grouped(rooms)
                + " rooms until the platform counts again: low in "
                + FigureText.grouped(audit.count(AuditFigure.ROOMS_COUNTED_LOW)) + ", high in "
                + FigureText.grouped(audit.count(AuditFigure.ROOMS_COUNTED_HIGH))
                + (which.isEmpty() ? "" : ": " + which)));
    }

    private static String userCount(UserCount room) {
        return room.roomId() + " has " + (room.userCount() == null ? "none" : room.userCount()) + " for "
                + room.members() + " members";
    }

    private static Table anomalies(AuditResult audit) {
        return Table.of(
                        Column.all(
                                Column.words("what", "room", "finding"),
                                Column.figures("slot"),
                                Column.words("request id", "stream sequence", "reply", "event", "result", "accounts")),
                        audit.anomalies(),
                        OutcomeSections::anomaly)
                .captioned("Anomalies, " + audit.anomalies().size() + " of " + audit.anomaliesFound());
    }

    private static List<String> counted(AuditResult audit, String what, AuditFigure figure) {
        return counted(what, audit.count(figure));
    }

    private static List<String> anomaly(Anomaly anomaly) {
        Anomaly.Add add = anomaly.add();
        Long sequence = add == null ? null : add.streamSequence();
        return List.of(
                FigureText.words(anomaly.kind()),
                anomaly.roomId(),
                anomaly.finding(),
                add == null ? "" : Long.toString(add.slot()),
                add == null ? "" : add.requestId(),
                add == null ? "" : sequence == null ? "not found" : sequence.toString(),
                add == null ? "" : outcome(add.reply()),
                add == null ? "" : outcome(add.event()),
                add == null ? "" : outcome(add.result()),
                String.join(" ", anomaly.accounts()));
    }

    private static String outcome(@Nullable Enum<?> outcome) {
        return outcome == null ? "-" : FigureText.words(outcome);
    }
}
