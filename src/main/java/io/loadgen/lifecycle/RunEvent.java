package io.loadgen.lifecycle;

import io.loadgen.engine.RunCheckpoint;
import io.loadgen.engine.RunSecond;
import io.loadgen.result.RehearsalFigures;
import io.loadgen.result.search.SearchResult;

/**
 * What happens to a run: it is {@link Started}, enters some states, has seconds and checkpoints while it sends and drains, and has
 * {@link Ended} exactly once; whatever is told of the next run is told after that.
 */
public sealed interface RunEvent {
    /**
     * Of which run.
     *
     * @return its id
     */
    String runId();

    /** A run is in another state than before. */
    sealed interface OfState extends RunEvent {
        /**
         * The run.
         *
         * @return its record in that state
         */
        RunRecord run();

        @Override
        default String runId() {
            return run().id();
        }
    }

    /**
     * A run was taken on.
     *
     * @param run the run, {@link io.loadgen.result.RunState#PENDING}
     */
    record Started(RunRecord run) implements OfState {}

    /**
     * A run entered another state that is not its last.
     *
     * @param run the run in its new state
     */
    record StateEntered(RunRecord run) implements OfState {}

    /**
     * A run was rehearsed, or is one of a process that is warm.
     *
     * @param runId the run
     * @param figures what the rehearsal found
     */
    record Rehearsed(String runId, RehearsalFigures figures) implements RunEvent {}

    /**
     * A trial of a search is over.
     *
     * @param runId the run
     * @param found what the search has found so far
     */
    record Searched(String runId, SearchResult found) implements RunEvent {}

    /**
     * A second of a run is over.
     *
     * @param second what happened in it; its latencies must not be kept
     */
    record SecondEnded(RunSecond second) implements RunEvent {
        @Override
        public String runId() {
            return second.runId();
        }
    }

    /**
     * What a run has measured is to be kept, in case its process dies.
     *
     * @param checkpoint what it has measured so far
     */
    record CheckpointTaken(RunCheckpoint checkpoint) implements RunEvent {
        @Override
        public String runId() {
            return checkpoint.runId();
        }
    }

    /**
     * A run is over, and its record was stored.
     *
     * @param run the run in its terminal state
     */
    record Ended(RunRecord run) implements OfState {}
}
