package io.loadgen.verdict;

import io.loadgen.result.AuditFigure;
import io.loadgen.result.AuditResult;
import java.util.ArrayList;
import java.util.List;

/**
 * What an audit says of the guarantees of the platform for which there is no limit to set. What it says of lost memberships is a
 * finding of {@link SloJudgement}.
 *
 * @param broken guarantees that were broken, each in a sentence
 * @param undecidable why the audit proves less than it should, each in a sentence
 */
record AuditJudgement(List<String> broken, List<String> undecidable) {
    static AuditJudgement of(AuditResult audit) {
        List<String> broken = new ArrayList<>();
        List<String> undecidable = new ArrayList<>();
        addIfAny(broken, audit, AuditFigure.DUPLICATE, " memberships have more than one subscription (limit 0)");
        addIfAny(
                broken,
                audit,
                AuditFigure.REFUSED_BUT_FOUND,
                " memberships were refused and are in MongoDB all the same (limit 0)");
        addIfAny(broken, audit, AuditFigure.ORG_ROWS_LOST, " promised org rows are not in MongoDB (limit 0)");
        addIfAny(broken, audit, AuditFigure.ORG_ROWS_DUPLICATE, " orgs have more than one row in a room (limit 0)");
        addIfAny(
                undecidable,
                audit,
                AuditFigure.UNEXPECTED,
                " memberships of the fixture's rooms were added that no slot asked for (limit 0): somebody else changed"
                        + " the rooms meanwhile; repeat the run on a fixture set of its own");
        return new AuditJudgement(broken, undecidable);
    }

    private static void addIfAny(List<String> reasons, AuditResult audit, AuditFigure figure, String rest) {
        if (audit.count(figure) > 0) {
            reasons.add(audit.count(figure) + rest);
        }
    }
}
