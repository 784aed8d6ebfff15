package io.loadgen.system;

import io.loadgen.result.Verdict.Decision;
import io.loadgen.sandbox.Fault;
import io.loadgen.sandbox.Faults;
import io.loadgen.spec.RunSpec;
import io.loadgen.spec.SpecBuilder;
import java.util.List;
import java.util.function.Consumer;

/**
 * A run with a cause, and the one verdict that is right for it.
 *
 * @param cause in words
 * @param spec what is asked for
 * @param platform what goes wrong with the platform
 * @param own what goes wrong on the generator's side, from the beginning
 * @param meanwhile what is done once the run is under way
 * @param decision the right one
 * @param reasons a part of each reason that must be among those given
 */
record Trial(
        String cause,
        RunSpec spec,
        Consumer<Faults> platform,
        Consumer<OwnFaults> own,
        Meanwhile meanwhile,
        Decision decision,
        List<String> reasons) {
    /** What is done while a run goes on. */
    interface Meanwhile {
        void happens(TrialBench bench, String run) throws Exception;
    }

    static Trial of(String cause, RunSpec spec) {
        return new Trial(cause, spec, faults -> {}, own -> {}, (bench, run) -> {}, Decision.NONE, List.of());
    }

    static Trial of(String cause, SpecBuilder spec) {
        return of(cause, spec.build());
    }

    /** On every n-th occasion. */
    Trial with(Fault fault, int every) {
        return with(faults -> faults.onEvery(fault, every));
    }

    Trial with(Consumer<Faults> planned) {
        return new Trial(cause, spec, planned, own, meanwhile, decision, reasons);
    }

    Trial own(Consumer<OwnFaults> planned) {
        return new Trial(cause, spec, platform, planned, meanwhile, decision, reasons);
    }

    Trial meanwhile(Meanwhile done) {
        return new Trial(cause, spec, platform, own, done, decision, reasons);
    }

    Trial is(Decision right, String... becauseOf) {
        return new Trial(cause, spec, platform, own, meanwhile, right, List.of(becauseOf));
    }

    @Override
    public String toString() {
        return cause + ": " + decision;
    }
}
