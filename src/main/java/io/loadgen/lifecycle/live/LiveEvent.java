package io.loadgen.lifecycle.live;

import io.loadgen.lifecycle.RunRecord;
import io.loadgen.result.RehearsalFigures;
import io.loadgen.result.RunState;
import io.loadgen.result.search.SearchResult;
import java.time.Instant;

/** What is told of a run that goes on. Immutable; any thread. */
public sealed interface LiveEvent {
    /**
     * Of which run.
     *
     * @return its id
     */
    String runId();

    /**
     * A second is over, or, in states that have no seconds, one has gone by.
     *
     * @param snapshot the run now
     */
    record Snapshot(RunSnapshot snapshot) implements LiveEvent {
        @Override
        public String runId() {
            return snapshot.runId();
        }
    }

    /**
     * The run entered another state that is not its last.
     *
     * @param runId the run
     * @param state where it is now
     * @param at since when
     */
    record Entered(String runId, RunState state, Instant at) implements LiveEvent {}

    /**
     * The run was rehearsed, or is one of a process that is warm.
     *
     * @param runId the run
     * @param figures what the rehearsal found
     */
    record Rehearsed(String runId, RehearsalFigures figures) implements LiveEvent {}

    /**
     * A trial of the run, which is a search, is over.
     *
     * @param runId the run
     * @param found what the search has found so far
     */
    record Searched(String runId, SearchResult found) implements LiveEvent {}

    /**
     * The run is over: nothing more is told of it.
     *
     * @param run its record
     */
    record Ended(RunRecord run) implements LiveEvent {
        @Override
        public String runId() {
            return run.id();
        }
    }
}
