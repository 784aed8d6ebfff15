package io.loadgen.runs;

import io.loadgen.audit.AuditCounts;
import io.loadgen.audit.AuditFigure;
import io.loadgen.audit.AuditResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What an audit says of the guarantees of the platform. What was found counts however far the audit came; that nothing was found
 * counts only when it looked at every room.
 *
 * @param broken guarantees that were broken, each in a sentence
 * @param undecidable why the audit proves less than it should, each in a sentence
 */
record AuditJudgement(List<String> broken, List<String> undecidable) {
    static AuditJudgement of(Slo slo, AuditResult audit) {
        List<String> broken = new ArrayList<>();
        List<String> undecidable = new ArrayList<>();
        AuditCounts counts = audit.counts();
        long lost = counts.count(AuditFigure.LOST);
        if (lost > slo.mostLost()) {
            broken.add(String.format(
                    Locale.ROOT,
                    "%d of %d promised memberships are not in MongoDB, above the limit of %d (slo.lost): see the audit",
                    lost,
                    counts.promised(),
                    slo.mostLost()));
        }
        addIfAny(broken, counts, AuditFigure.DUPLICATE, " memberships have more than one subscription (limit 0)");
        addIfAny(
                broken,
                counts,
                AuditFigure.REFUSED_BUT_FOUND,
                " memberships were refused and are in MongoDB all the same (limit 0)");
        addIfAny(broken, counts, AuditFigure.ORG_ROWS_LOST, " promised org rows are not in MongoDB (limit 0)");
        addIfAny(broken, counts, AuditFigure.ORG_ROWS_DUPLICATE, " orgs have more than one row in a room (limit 0)");
        addIfAny(
                undecidable,
                counts,
                AuditFigure.UNEXPECTED,
                " memberships of the fixture's rooms were added that no slot asked for (limit 0): somebody else changed"
                        + " the rooms meanwhile; repeat the run on a fixture set of its own");
        if (audit.status() != AuditResult.Status.COMPLETE) {
            undecidable.add(String.format(
                    Locale.ROOT,
                    "the audit %s: %d of %d rooms were looked at, so whether anything was lost is not decided",
                    audit.status() == AuditResult.Status.FAILED ? "failed" : "is incomplete",
                    counts.count(AuditFigure.ROOMS),
                    audit.rooms()));
        }
        return new AuditJudgement(broken, undecidable);
    }

    private static void addIfAny(List<String> reasons, AuditCounts counts, AuditFigure figure, String rest) {
        if (counts.count(figure) > 0) {
            reasons.add(counts.count(figure) + rest);
        }
    }
}
