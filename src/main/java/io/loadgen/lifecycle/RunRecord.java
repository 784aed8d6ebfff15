package io.loadgen.lifecycle;

import io.loadgen.engine.LiveFigures;
import io.loadgen.result.RunResult;
import io.loadgen.result.RunResult.RunOutcome;
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
 * @param times when it reached what
 * @param failure why it failed or was aborted, null otherwise
 * @param live its figures while it goes on, null before and after
 * @param result what it measured, null before its end, for a run that measured nothing, and once its report was stored
 * @param outcome what it came to, null before its end and for a run that measured nothing
 */
public record RunRecord(
        String id,
        RunSpec spec,
        RunState state,
        RunTimes times,
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
     * @param times when it reached what
     * @param failure why it failed or was aborted, null otherwise
     * @param live its figures while it goes on, null before and after
     * @param result what it measured, null when there is nothing
     */
    public RunRecord(
            String id,
            RunSpec spec,
            RunState state,
            RunTimes times,
            @Nullable String failure,
            @Nullable LiveFigures live,
            @Nullable RunResult result) {
        this(id, spec, state, times, failure, live, result, result == null ? null : RunOutcome.of(result));
    }

    public Instant createdAt() {
        return times.createdAt();
    }

    public @Nullable Instant startedAt() {
        return times.startedAt();
    }

    public @Nullable Instant endedAt() {
        return times.endedAt();
    }

    /**
     * The run without its figures, which can be many megabytes.
     *
     * @return a copy that keeps the outcome
     */
    public RunRecord withoutResult() {
        return new RunRecord(id, spec, state, times, failure, live, null, outcome);
    }
}
