package io.loadgen.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.loadgen.comparison.SeriesFigures;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.lifecycle.RunTimes;
import io.loadgen.result.RunReport;
import io.loadgen.result.RunResult.RunOutcome;
import io.loadgen.result.RunState;
import io.loadgen.result.SessionHealth;
import io.loadgen.result.Verdict;
import io.loadgen.spec.RunSpec;
import io.loadgen.spec.StoredSpec;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * What lists show of a run, who answers for it, and what comparisons of later runs need of it: two or three kilobytes, so that neither a
 * page of the history nor the spread of a series is read from reports.
 *
 * <p>Immutable; any thread.
 *
 * @param runId the run's id
 * @param state where it is, or was when this was written
 * @param createdAt when it was taken on
 * @param startedAt when its first slot was due, null before
 * @param endedAt when it reached its terminal state, null before
 * @param failure why it failed, was aborted or interrupted, null otherwise
 * @param spec what was asked for
 * @param verdict the decision, null before its end and for a run that measured nothing
 * @param client what befell the client's own side, null before its end, for a run that measured nothing and for an interrupted one
 * @param figures what tells how far runs like it lie apart, null before its end and for a run that tells nothing of that
 * @param owner the process that carries it out
 * @param heartbeat when the owner wrote this, by the owner's clock; compared with itself only, never with another clock
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunSummary(
        String runId,
        RunState state,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String failure,
        @JsonDeserialize(using = StoredSpec.class) RunSpec spec,
        @Nullable Verdict verdict,
        @Nullable SessionHealth client,
        @Nullable SeriesFigures figures,
        String owner,
        Instant heartbeat) {
    /** The newest first; runs of the same moment by their ids. */
    public static final Comparator<RunSummary> NEWEST_FIRST = Comparator.comparing(RunSummary::createdAt)
            .thenComparing(RunSummary::runId)
            .reversed();

    /** Refuses one that is not whole: what is read from a file may be anything. */
    public RunSummary {
        for (Object needed : new Object[] {runId, state, createdAt, spec, owner, heartbeat}) {
            Objects.requireNonNull(needed, "a summary needs runId, state, createdAt, spec, owner and heartbeat");
        }
    }

    /**
     * Sums a run up.
     *
     * @param run the run
     * @param owner the process that carries it out
     * @param heartbeat the moment
     * @return the summary
     */
    public static RunSummary of(RunRecord run, String owner, Instant heartbeat) {
        RunOutcome outcome = run.outcome();
        return new RunSummary(
                run.id(),
                run.state(),
                run.createdAt(),
                run.startedAt(),
                run.endedAt(),
                run.failure(),
                run.spec(),
                outcome == null ? null : outcome.verdict(),
                outcome == null ? null : outcome.client(),
                null,
                owner,
                heartbeat);
    }

    /** The summary as it is kept: one JSON object. */
    public String toJson() {
        return CompressedJson.MAPPER.writeValueAsString(this);
    }

    /**
     * Reads a summary back. Fields that this version does not know are passed over.
     *
     * @param json what {@link #toJson} gave
     * @return the summary
     * @throws IllegalArgumentException when it is none
     */
    public static RunSummary fromJson(String json) {
        try {
            return CompressedJson.MAPPER.readValue(json, RunSummary.class);
        } catch (JacksonException broken) {
            throw new IllegalArgumentException("no summary: " + broken.getOriginalMessage(), broken);
        }
    }

    /** The run as its report tells of it. */
    RunSummary endedAs(RunReport report) {
        return new RunSummary(
                runId,
                report.state(),
                createdAt,
                report.startedAt(),
                report.endedAt(),
                report.failure(),
                spec,
                report.verdict(),
                client,
                SeriesFigures.of(report).orElse(null),
                owner,
                heartbeat);
    }

    /** The run when not even its first checkpoint was kept. */
    RunSummary interruptedWithoutReport() {
        return new RunSummary(
                runId,
                RunState.INTERRUPTED,
                createdAt,
                startedAt,
                heartbeat,
                "the process ended while the run was " + state,
                spec,
                null,
                null,
                null,
                owner,
                heartbeat);
    }

    boolean isOfSeries(String series) {
        return figures != null && figures.series().equals(series);
    }

    boolean hasEnded() {
        return state.isTerminal();
    }

    /**
     * The run as its manager knows it, without figures.
     *
     * @return a record
     * @throws IllegalArgumentException when this version knows no such run
     */
    public RunRecord toRecord() {
        return new RunRecord(
                runId,
                spec,
                state,
                new RunTimes(createdAt, startedAt, endedAt),
                failure,
                null,
                null,
                verdict == null ? null : new RunOutcome(verdict, client));
    }
}
