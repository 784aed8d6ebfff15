package io.loadgen.engine.search.method;

import io.loadgen.result.search.SearchResult.Outcome;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * What a plan asks for at most, before anything is tried: the trials of a platform that holds every rate cost the most, since each is then
 * higher than the one before.
 *
 * @param trials how many trials, repeats included
 * @param requests how many requests, repeats included
 * @param greatest requests of the greatest trial
 */
public record TrialDemand(int trials, long requests, long greatest) {
    /** Of what the trials themselves need, half as much again is there for repeats. */
    private static final int PER_REPEAT = 2;

    /**
     * Plays plans.
     *
     * @param plan makes one of which nothing was tried
     * @param requests how many requests a step has
     * @return the most of what they ask for
     */
    public static TrialDemand of(Supplier<TrialPlan> plan, ToLongFunction<TrialPlan.Step> requests) {
        TrialDemand most = new TrialDemand(0, 0, 0);
        for (Outcome always : List.of(Outcome.GOOD, Outcome.BAD)) {
            most = most.or(played(plan.get(), requests, always));
        }
        return new TrialDemand(
                most.trials + (most.trials + 1) / PER_REPEAT,
                most.requests + (most.requests + 1) / PER_REPEAT,
                most.greatest);
    }

    private static TrialDemand played(TrialPlan plan, ToLongFunction<TrialPlan.Step> requests, Outcome always) {
        int trials = 0;
        long sum = 0;
        long greatest = 0;
        for (var step = plan.next(); step.isPresent(); step = plan.next()) {
            long needed = requests.applyAsLong(step.get());
            trials++;
            sum += needed;
            greatest = Math.max(greatest, needed);
            plan.ended(always);
        }
        return new TrialDemand(trials, sum, greatest);
    }

    private TrialDemand or(TrialDemand other) {
        return new TrialDemand(
                Math.max(trials, other.trials), Math.max(requests, other.requests), Math.max(greatest, other.greatest));
    }
}
