package io.loadgen.report;

import io.loadgen.result.AuditFigure;
import io.loadgen.result.AuditResult;
import io.loadgen.result.AuditResult.Anomaly;
import io.loadgen.result.FigureText;
import org.jspecify.annotations.Nullable;

/** The audit as lines: what was promised and found, and what is wrong. */
final class AuditText {
    private static final int LABEL_COLUMNS = 36;
    private static final int COUNT_COLUMNS = 12;

    private AuditText() {}

    static void write(TextLayout page, AuditResult audit) {
        page.heading("Audit of MongoDB, memberships (whole run): " + audit.status() + ", "
                + audit.count(AuditFigure.ROOMS) + " of " + audit.rooms() + " rooms");
        row(page, "acknowledged, by event or ok", audit.promised());
        row(page, "  kept", audit.count(AuditFigure.KEPT));
        row(page, "  lost", audit.count(AuditFigure.LOST));
        row(page, "duplicate", audit.count(AuditFigure.DUPLICATE));
        row(page, "rejected but present", audit.count(AuditFigure.REFUSED_BUT_FOUND));
        row(page, "unexpected", audit.count(AuditFigure.UNEXPECTED));
        row(page, "of indeterminate slots, present", audit.count(AuditFigure.UNDECIDED_FOUND));
        row(page, "of indeterminate slots, absent", audit.count(AuditFigure.UNDECIDED_MISSING));
        if (audit.count(AuditFigure.ORG_ROWS_KEPT) + audit.count(AuditFigure.ORG_ROWS_LOST) > 0) {
            row(page, "org rows kept", audit.count(AuditFigure.ORG_ROWS_KEPT));
            row(page, "org rows lost", audit.count(AuditFigure.ORG_ROWS_LOST));
            row(page, "orgs with more than one row", audit.count(AuditFigure.ORG_ROWS_DUPLICATE));
        }
        row(page, "rooms with another userCount", audit.count(AuditFigure.ROOMS_MISCOUNTED));
        audit.remarks().forEach(remark -> page.wrapped("  - ", remark));
        if (audit.anomaliesFound() > 0) {
            anomalies(page, audit);
        }
    }

    private static void row(TextLayout page, String label, long count) {
        page.line("  " + TextLayout.left(label, LABEL_COLUMNS) + TextLayout.right(count, COUNT_COLUMNS));
    }

    private static void anomalies(TextLayout page, AuditResult audit) {
        int told = audit.anomalies().size();
        page.line("  Anomalies: "
                + (told < audit.anomaliesFound()
                        ? "the first " + told + " of " + audit.anomaliesFound()
                        : Long.toString(told)));
        audit.anomalies().forEach(anomaly -> anomaly(page, anomaly));
    }

    private static void anomaly(TextLayout page, Anomaly anomaly) {
        page.wrapped("  * ", FigureText.words(anomaly.kind()) + " in " + anomaly.roomId() + ": " + anomaly.finding());
        Anomaly.Add add = anomaly.add();
        if (add != null) {
            page.wrapped(
                    "    ",
                    "slot " + add.slot() + ", request id " + add.requestId() + ", stream sequence "
                            + known(add.streamSequence()));
            page.wrapped(
                    "    ",
                    "reply " + outcome(add.reply()) + ", event " + outcome(add.event()) + ", result "
                            + outcome(add.result()));
        }
        if (!anomaly.accounts().isEmpty()) {
            page.wrapped("    accounts ", String.join(" ", anomaly.accounts()));
        }
    }

    private static String outcome(@Nullable Enum<?> outcome) {
        return outcome == null ? "-" : FigureText.words(outcome);
    }

    private static String known(@Nullable Long sequence) {
        return sequence == null ? "not found" : sequence.toString();
    }
}
