package io.loadgen.verdict;

import io.loadgen.latency.FigureText;
import io.loadgen.result.AuditResult;
import io.loadgen.result.Verdict.LimitFinding;
import io.loadgen.result.Verdict.LimitFinding.Outcome;
import io.loadgen.result.search.SearchResult;
import io.loadgen.result.search.SearchResult.End;
import io.loadgen.spec.Slo;
import java.util.List;

/**
 * What a search says of its goal. With a rate to hold it is that: kept where a rate as high held, broken where one as low broke. Without one
 * a search keeps its goal by finding a rate that holds, and breaks it where even the least does not. A pure function; any thread.
 */
final class SearchJudgement {
    private static final String RATE = "held rate";

    private SearchJudgement() {}

    static SloJudgement of(Slo slo, SearchResult search, AuditResult audit) {
        Double goal = slo.rate();
        return new SloJudgement(
                List.of(goal == null ? found(search) : held(goal, search), SloJudgement.lost(slo.mostLost(), audit)));
    }

    private static LimitFinding found(SearchResult search) {
        return new LimitFinding(
                RATE,
                switch (search.end()) {
                    case HELD_BRACKET, GREATEST_HOLDS -> Outcome.KEPT;
                    case LEAST_TOO_MUCH -> Outcome.BROKEN;
                    case CANNOT_TELL -> Outcome.UNDECIDABLE;
                },
                told(search));
    }

    private static LimitFinding held(double goal, SearchResult search) {
        Double held = search.heldPerSecond();
        Double broke = search.brokePerSecond();
        String goalRate = "the goal of " + FigureText.rate(goal) + "/s (slo.rate)";
        if (broke != null && broke <= goal) {
            return new LimitFinding(RATE, Outcome.BROKEN, told(search) + ": a rate within " + goalRate + " broke");
        }
        if (held != null && held >= goal && search.end() != End.CANNOT_TELL) {
            return new LimitFinding(RATE, Outcome.KEPT, told(search) + ": " + goalRate + " is within what held");
        }
        return SloJudgement.undecidable(
                RATE,
                told(search) + ": " + goalRate + " is not decided"
                        + (search.end() == End.HELD_BRACKET ? "; it is in the bracket, lower width" : ""));
    }

    private static String told(SearchResult search) {
        Double held = search.heldPerSecond();
        Double broke = search.brokePerSecond();
        String limit = search.limit();
        String rates = (held == null ? "no rate held" : FigureText.rate(held) + "/s held")
                + (broke == null
                        ? ", none broke"
                        : ", " + FigureText.rate(broke) + "/s broke" + (limit == null ? "" : " (" + limit + ")"));
        return search.end().words() + ": " + rates
                + (search.reasons().isEmpty() ? "" : "; " + String.join("; ", search.reasons()));
    }
}
