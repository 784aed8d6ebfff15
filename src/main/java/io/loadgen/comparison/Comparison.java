package io.loadgen.comparison;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.loadgen.latency.Bounds;
import io.loadgen.result.RunState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run held against a baseline. Times are milliseconds, shares are percent.
 *
 * @param schemaVersion {@value #SCHEMA_VERSION}; grows when a field changes its meaning or goes, not when one is added
 * @param candidate the run; repeats of it follow
 * @param baseline what it is held against; repeats of it follow
 * @param outcome of the response time of E2, all percentiles together
 * @param sentence the same in words
 * @param repeats as many runs of each side, in turn, could tell what these did not; null when they did, or when more than a
 *     comparison takes would be needed
 * @param unlike what the runs differ in that makes a comparison doubtful; empty unless it was forced
 * @param remarks what else they differ in, and what limits the comparison, each in a sentence
 * @param method how intervals were found
 * @param signals E1 or ack, and E2: response time, then service time
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Comparison(
        int schemaVersion,
        List<Side> candidate,
        List<Side> baseline,
        Outcome outcome,
        String sentence,
        @Nullable Integer repeats,
        List<SpecDifference> unlike,
        List<String> remarks,
        Method method,
        List<SignalChange> signals) {
    /** The version of the model. */
    public static final int SCHEMA_VERSION = 2;

    /** Takes copies. */
    public Comparison {
        candidate = List.copyOf(candidate);
        baseline = List.copyOf(baseline);
        unlike = List.copyOf(unlike);
        remarks = List.copyOf(remarks);
        signals = List.copyOf(signals);
    }

    /** What a comparison finds. */
    public enum Outcome {
        /** Surely longer. */
        SLOWER,
        /** Surely shorter. */
        FASTER,
        /** Some percentiles are slower, others faster. */
        MIXED,
        /** Surely no further apart than two single runs without a change are. */
        SAME,
        /** None of these is shown. */
        UNCERTAIN,
        /** How far runs lie apart without a change is not known, so that no difference can be told from chance. */
        CANNOT_TELL,
        /** Too few samples, or a percentile among losses on both sides. */
        NOT_JUDGED
    }

    /**
     * One of the runs.
     *
     * @param runId its id
     * @param state how it ended
     * @param startedAt when its first slot was due, null when none was
     * @param verdict its own verdict
     * @param scheduleHash what it was to send when
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Side(
            String runId, RunState state, @Nullable Instant startedAt, String verdict, String scheduleHash) {}

    /**
     * How intervals were found.
     *
     * @param name the method
     * @param confidencePercent in how many of 100 cases all intervals of a signal and basis hold at once
     * @param resamples how many times the seconds of the baseline were drawn again
     * @param seed of the random numbers, so that the same runs give the same intervals
     * @param cellSeconds the length of what is drawn as one
     * @param blockCells how many neighbours are drawn together, by their autocorrelation
     * @param order how the runs lie in time: {@code oneEach}, {@code inTurn} or {@code blocks}
     * @param seriesRuns runs of the history that are like these, without these
     * @param degreesOfFreedom of the spread between runs, null when it is not known
     * @param spread where that spread comes from, in words
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Method(
            String name,
            double confidencePercent,
            int resamples,
            long seed,
            long cellSeconds,
            int blockCells,
            String order,
            int seriesRuns,
            @Nullable Integer degreesOfFreedom,
            String spread) {}

    /**
     * The latencies of one signal, counted from one moment.
     *
     * @param signal E1, ack or E2
     * @param basis {@code response} or {@code service}
     * @param baselineCount samples of the baseline
     * @param candidateCount samples of the candidate
     * @param cliffsDelta the share of pairs of one request of each run in which that of the candidate took longer, minus the share
     *     in which it took less, -1 to 1
     * @param effect the same in words: negligible, small, medium, large
     * @param percentiles upwards
     * @param losses how often the signal did not come, null when it always came in both
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SignalChange(
            String signal,
            String basis,
            long baselineCount,
            long candidateCount,
            double cliffsDelta,
            String effect,
            List<PercentileChange> percentiles,
            @Nullable LossChange losses) {
        /** Takes a copy. */
        public SignalChange {
            percentiles = List.copyOf(percentiles);
        }
    }

    /**
     * One percentile on both sides.
     *
     * @param name such as {@code p99}
     * @param baseline of the baseline, the geometric mean of its runs
     * @param candidate of the candidate, likewise
     * @param differencePercent candidate against baseline, with losses at the time that they were waited for
     * @param lowPercent the lower end of the interval, null when not judged, not known or without bound
     * @param highPercent its upper end, likewise
     * @param noisePercent how far two single runs lie apart without a change in 95 of 100 cases, null when not known
     * @param outcome the finding
     * @param sentence the same in words
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PercentileChange(
            String name,
            Bounds baseline,
            Bounds candidate,
            double differencePercent,
            @Nullable Double lowPercent,
            @Nullable Double highPercent,
            @Nullable Double noisePercent,
            Outcome outcome,
            String sentence) {}

    /**
     * How often a signal did not come.
     *
     * @param baselinePercent of the baseline's samples
     * @param candidatePercent of the candidate's samples
     * @param lowPoints the lower end of the interval of the difference, percentage points; null when not judged or not known
     * @param highPoints its upper end, likewise
     * @param outcome SLOWER stands for more losses, FASTER for fewer
     * @param sentence the same in words
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record LossChange(
            double baselinePercent,
            double candidatePercent,
            @Nullable Double lowPoints,
            @Nullable Double highPoints,
            Outcome outcome,
            String sentence) {}
}
