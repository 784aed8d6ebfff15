package io.loadgen.engine.search;

import io.loadgen.engine.LoadEnd;
import io.loadgen.engine.MeasuredWindow;
import io.loadgen.engine.RunRefusedException;
import io.loadgen.engine.RunSession;
import io.loadgen.engine.WindowFigures;
import io.loadgen.engine.search.method.TrialPlan.Step;
import io.loadgen.result.Evidence;
import io.loadgen.result.SessionHealth;
import io.loadgen.result.search.SearchResult.Trial;
import io.loadgen.spec.SearchSpec;
import io.loadgen.spec.SustainedSpec;
import io.loadgen.verdict.TrialFinding;
import io.loadgen.verdict.TrialRule;
import io.loadgen.verdict.TrialRule.EarlyEnd;
import java.util.Optional;

/**
 * One trial of a search, in its window. Owned by the run's thread.
 *
 * @param search what it is a trial of
 * @param step its rate, and what it is for
 * @param trial the run that it is
 * @param load what it sends
 * @param window where that is measured
 */
record TrialRun(SearchSpec search, Step step, SustainedSpec trial, TrialLoad load, MeasuredWindow window) {
    static TrialRun open(RunSession session, SearchSpec search, Step step, SustainedSpec trial, TrialLoad load)
            throws RunRefusedException {
        return new TrialRun(search, step, trial, load, session.window(load));
    }

    /** Sends and listens; false where somebody stopped it. */
    boolean run() throws InterruptedException {
        return window.run().cause() != LoadEnd.Cause.STOPPED;
    }

    /** What it came to, by what befell the client since the trial before. */
    Trial judged(RunSession session, WindowFigures figures, SessionHealth before, TrialReport.Cost cost) {
        Evidence whole = session.evidence(figures);
        Evidence own = new Evidence(
                whole.measurements(),
                whole.health().since(before),
                whole.generator(),
                whole.rooms(),
                whole.audit(),
                whole.preflight());
        Optional<EarlyEnd> endedEarly =
                load.watch().reason().map(why -> new EarlyEnd(why, load.watch().isSurelyBad()));
        TrialFinding found = TrialRule.decide(search, trial, own, endedEarly);
        return TrialReport.of(step, trial, figures, found, endedEarly.isPresent(), cost);
    }
}
