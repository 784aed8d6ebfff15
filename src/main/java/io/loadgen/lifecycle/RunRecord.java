package io.loadgen.lifecycle;

import io.loadgen.engine.LiveFigures;
import io.loadgen.result.RunOutcome;
import io.loadgen.result.RunResult;
import io.loadgen.result.RunState;
import io.loadgen.spec.RunSpec;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run as it is known at one moment.
 *
 * <p>Immutable; any thread.
 *
 * @param id the run's id
 * @param spec what was asked for
 * @param state where it is
 * @param createdAt when it was taken on
 * @param startedAt when its first slot was due, null before
 * @param endedAt when it reached its terminal state, null before
 * @param failure why it failed or was aborted, null otherwise
 * @param live its figures while it goes on, null before and after
 * @param result what it measured, null before its end, for a run that measured nothing, and once its report was stored
 * @param outcome what it came to, null before its end and for a run that measured nothing
 */
public record RunRecord(
        String id,
        RunSpec spec,
        RunState state,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String failure,
        @Nullable LiveFigures live,
        @Nullable RunResult result,
        @Nullable RunOutcome outcome) {
    /**
     * A run whose outcome is that of its result.
     *
     * @param id the run's id
     * @param spec what was asked for
     * @param state where it is
     * @param createdAt when it was taken on
     * @param startedAt when its first slot was due, null before
     * @param endedAt when it reached its terminal state, null before
     * @param failure why it failed or was aborted, null otherwise
     * @param live its figures while it goes on, null before and after
     * @param result what it measured, null when there is nothing
     */
    public RunRecord(
            String id,
            RunSpec spec,
            RunState state,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable String failure,
            @Nullable LiveFigures live,
            @Nullable RunResult result) {
        this(
                id,
                spec,
                state,
                createdAt,
                startedAt,
                endedAt,
                failure,
                live,
                result,
                result == null ? null : RunOutcome.of(result));
    }

    /**
     * The run without its figures, which can be many megabytes.
     *
     * @return a copy that keeps the outcome
     */
    public RunRecord withoutResult() {
        return new RunRecord(id, spec, state, createdAt, startedAt, endedAt, failure, live, null, outcome);
    }
}
