package io.loadgen.engine;

import io.loadgen.preflight.PreflightRequest;
import io.loadgen.preflight.RunPreflight;
import io.loadgen.result.PreflightReport;
import java.util.function.BooleanSupplier;

/**
 * What a run has to pass before it sends anything.
 *
 * @param preflight looks
 * @param request at what
 */
record RunGate(RunPreflight preflight, PreflightRequest request) {
    /** Looks, and lets nobody pass when a check failed; a run that is given up passes, to end as what it is. */
    PreflightReport pass(BooleanSupplier givenUp) throws RunRefusedException, InterruptedException {
        PreflightReport report = preflight.check(request, givenUp);
        if (!report.ok() && !givenUp.getAsBoolean()) {
            throw new RunRefusedException(
                    RunRefusedException.Reason.PREFLIGHT, "preflight failed: " + report.refusal());
        }
        return report;
    }
}
