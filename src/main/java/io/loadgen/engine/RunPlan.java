package io.loadgen.engine;

import io.loadgen.result.search.SearchResult;
import org.jspecify.annotations.Nullable;

/**
 * What one run does: it asks its session for measured windows, one after another, and says with which it ends.
 *
 * <p>{@link #run} is called once, by the run's thread; the rest by any thread, also before.
 */
public interface RunPlan {
    /** How many slots all windows will have, at most. */
    long plannedSlots();

    /** The slots of all windows, numbered on from one to the next, are numbered below it. */
    long slotNumbers();

    /** The rate asked for at present, null where the system under test sets the pace. */
    @Nullable
    Double targetRatePerSecond();

    /** The rate at which its traffic is rehearsed; the one asked for, where there is one. */
    double rehearsalRatePerSecond();

    /** What its search has found so far; null where it is none. */
    default @Nullable SearchResult search() {
        return null;
    }

    /**
     * Carries the run out. Ends early when a window was {@link LoadEnd.Cause#STOPPED}.
     *
     * @param session opens windows, and ends the run with {@link RunSession#conclude}
     * @return how the run ended
     * @throws RunRefusedException when the platform cannot be reached; nothing was sent then
     * @throws InterruptedException when the calling thread is interrupted
     */
    RunExecution.RunCompletion run(RunSession session) throws RunRefusedException, InterruptedException;
}
