package io.loadgen.engine;

import io.loadgen.result.RehearsalFigures;
import io.loadgen.result.search.SearchResult;

/**
 * Is told what a run measures while it goes on, so that whoever watches a service need not be asked per message, and nothing is
 * lost with the process.
 *
 * <p>Called by the one thread that ends the seconds of a run, in order and never two at a time. Must not block and must not throw.
 */
public interface RunObserver {
    /** Hears nothing. */
    RunObserver NONE = new RunObserver() {};

    /**
     * A second is over.
     *
     * @param second what happened in it; its latencies must not be kept or changed after the call
     */
    default void secondEnded(RunSecond second) {}

    /**
     * A run was rehearsed, or is one of a process that is warm. Called before its first second, by the run's thread.
     *
     * @param runId the run
     * @param found what the rehearsal found
     */
    default void rehearsed(String runId, RehearsalFigures found) {}

    /**
     * A trial of a search is over. Called between two of its seconds, by the run's thread.
     *
     * @param runId the run
     * @param found what the search has found so far
     */
    default void searched(String runId, SearchResult found) {}

    /**
     * As many seconds are over as lie between two checkpoints.
     *
     * @param checkpoint what was measured so far; the observer's to keep
     */
    default void checkpointTaken(RunCheckpoint checkpoint) {}
}
