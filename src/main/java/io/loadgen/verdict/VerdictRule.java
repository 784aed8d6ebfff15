package io.loadgen.verdict;

import io.loadgen.result.AuditFigure;
import io.loadgen.result.AuditResult;
import io.loadgen.result.Books;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Evidence;
import io.loadgen.result.Verdict;
import io.loadgen.result.Verdict.Decision;
import io.loadgen.result.search.SearchResult;
import io.loadgen.spec.RunSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides what the figures of a run prove. The first of these that holds: measuring itself failed (INCONCLUSIVE); a limit is broken, or
 * the audit found what must not be, and the generator cannot have caused it (FAIL); the generator did not offer the load, a limit is
 * undecided, the audit did not finish, or nothing was measured or succeeded (INCONCLUSIVE); every limit was kept (PASS); there was none
 * (NONE). All reasons of the deciding step are given, each with the limit, the figure and what to change; a FAIL also says what was wrong
 * with the measurement.
 *
 * <p>Two laws hold, and are tested: what is worse for the platform never improves the verdict, and what only the generator did never
 * gives PASS or FAIL. A pure function; any thread.
 */
public final class VerdictRule {
    private VerdictRule() {}

    /**
     * Decides.
     *
     * @param spec what was asked for
     * @param evidence what was found
     * @return the verdict
     */
    public static Verdict decide(RunSpec spec, Evidence evidence) {
        return evidence.search()
                .map(search -> ofSearch(spec, search, evidence.audit()))
                .orElseGet(() -> ofWindow(spec, evidence));
    }

    /** Each trial was judged by itself, and with it the measuring: what is left is what they come to, and the audit of them all. */
    private static Verdict ofSearch(RunSpec spec, SearchResult search, AuditResult audit) {
        SloJudgement limits = SearchJudgement.of(spec.slo(), search, audit);
        AuditJudgement audited = AuditJudgement.of(audit);
        List<String> broken = joined(limits.broken(), audited.broken());
        if (!broken.isEmpty()) {
            return new Verdict(Decision.FAIL, broken);
        }
        List<String> doubts = joined(limits.undecidable(), audited.undecidable());
        return new Verdict(doubts.isEmpty() ? Decision.PASS : Decision.INCONCLUSIVE, doubts);
    }

    private static Verdict ofWindow(RunSpec spec, Evidence evidence) {
        List<String> faults = MeasuringFaults.of(spec.slo(), evidence);
        if (!faults.isEmpty()) {
            return new Verdict(Decision.INCONCLUSIVE, faults);
        }
        List<String> ownFaults = GeneratorRules.broken(spec, evidence);
        SloJudgement limits = SloJudgement.of(spec.slo(), evidence, !ownFaults.isEmpty());
        AuditJudgement audited = AuditJudgement.of(evidence.audit());
        RoomsJudgement rooms = RoomsJudgement.of(spec.slo(), evidence);
        List<String> broken = joined(limits.broken(), audited.broken(), rooms.broken());
        if (!broken.isEmpty()) {
            stall(spec, evidence).ifPresent(broken::add);
            ownFaults.forEach(fault -> broken.add("besides, " + fault));
            boolean kept = audited.broken().isEmpty() && evidence.audit().count(AuditFigure.LOST) == 0;
            return MeasuringFaults.shutdown(evidence)
                    .filter(cause -> kept)
                    .map(cause -> new Verdict(Decision.INCONCLUSIVE, joined(List.of(cause), broken)))
                    .orElseGet(() -> new Verdict(Decision.FAIL, broken));
        }
        List<String> doubts = joined(ownFaults, limits.undecidable(), audited.undecidable(), rooms.undecidable());
        nothingToJudge(evidence.books()).ifPresent(doubts::add);
        if (!doubts.isEmpty()) {
            stall(spec, evidence).ifPresent(doubts::add);
            return new Verdict(Decision.INCONCLUSIVE, doubts);
        }
        return new Verdict(spec.slo().isEmpty() ? Decision.NONE : Decision.PASS, List.of());
    }

    /** Why requests were waited for in vain, where room-worker took no jobs. It explains what was judged, and decides nothing. */
    private static Optional<String> stall(RunSpec spec, Evidence evidence) {
        return Optional.ofNullable(evidence.measurements().backlog().stall())
                .flatMap(stall -> stall.explanation(evidence.books(), spec.eventTimeout()));
    }

    /** A run in which nothing went well measured nothing that a platform can be praised for, whatever was asked of it. */
    private static Optional<String> nothingToJudge(Books books) {
        if (books.planned() == 0) {
            return Optional.of("nothing was measured: the run ended before its first measured slot");
        }
        if (books.handedOver() == 0) {
            return Optional.of("nothing was measured: none of " + books.planned() + " requests was handed over");
        }
        return books.count(EventOutcome.EVENT) + books.count(EventOutcome.NO_OP) > 0
                ? Optional.empty()
                : Optional.of("none of " + books.handedOver() + " measured requests got its event: see outcomes");
    }

    @SafeVarargs
    private static List<String> joined(List<String>... parts) {
        List<String> all = new ArrayList<>();
        for (List<String> part : parts) {
            all.addAll(part);
        }
        return all;
    }
}
