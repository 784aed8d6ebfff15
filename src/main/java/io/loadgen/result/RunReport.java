package io.loadgen.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.loadgen.latency.CompressedLatencies;
import io.loadgen.latency.FigureText;
import io.loadgen.latency.LatencyInterval;
import io.loadgen.latency.LatencySummary;
import io.loadgen.result.Books.ShapeCount;
import io.loadgen.result.Measurements.BacklogSummary;
import io.loadgen.result.Verdict.LimitFinding;
import io.loadgen.result.arrivals.ArrivalFigures;
import io.loadgen.result.search.SearchResult;
import io.loadgen.spec.Basis;
import io.loadgen.spec.RunSpec;
import io.loadgen.spec.Signal;
import io.loadgen.spec.StoredSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * All that is reported of one run, ready to be written in any format. Renderings add nothing to it, and it can be read back from
 * its JSON, so that a file is enough to render it again, to judge it again and to compare it. A field that is added here is
 * described in {@code report.schema.json} too.
 *
 * <p>Times are milliseconds with up to 3 decimals. What does not exist is absent, never a number that stands for nothing.
 *
 * @param schemaVersion {@value #SCHEMA_VERSION}; grows when a field changes its meaning or goes, not when one is added
 * @param runId the run's id
 * @param state the state of the run when the report was built
 * @param createdAt when it was taken on
 * @param startedAt when its first slot was due, null when none was
 * @param endedAt when it ended, null before
 * @param failure why it failed or was aborted, null otherwise
 * @param spec what was asked for
 * @param scheduleHash a fingerprint of what was to be sent when; equal for runs that were asked to send the same
 * @param environment where it took place
 * @param verdict the decision, null for a run that measured nothing
 * @param limits what the figures say of each limit, null for a run that measured nothing or had no limit
 * @param figures what was measured, null for a run that measured nothing
 * @param capacity how rooms grew, null for every other type of run
 * @param audit what the database held afterwards, null for a run that measured nothing or was interrupted
 * @param preflight what was found before anything was sent, null for a run that measured nothing
 * @param interruption what is missing since the process ended before the run did, null for a run that came to its end
 * @param search what a search found, null for every other type of run
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunReport(
        int schemaVersion,
        String runId,
        RunState state,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String failure,
        @JsonDeserialize(using = StoredSpec.class) RunSpec spec,
        String scheduleHash,
        Environment environment,
        @Nullable Verdict verdict,
        @Nullable List<LimitFinding> limits,
        @Nullable Figures figures,
        @Nullable RoomGrowth capacity,
        @Nullable AuditResult audit,
        @Nullable PreflightReport preflight,
        @Nullable Interruption interruption,
        @Nullable SearchResult search) {
    /** The version of the model. */
    public static final int SCHEMA_VERSION = 3;

    /** The oldest version that can be read back. */
    private static final int OLDEST_VERSION = 1;

    /** Takes a copy. A report of an older version is one of this version once it has been read. */
    public RunReport {
        if (schemaVersion < OLDEST_VERSION || schemaVersion > SCHEMA_VERSION) {
            throw new IllegalArgumentException(
                    "schemaVersion must be " + OLDEST_VERSION + " to " + SCHEMA_VERSION + ", was " + schemaVersion);
        }
        schemaVersion = SCHEMA_VERSION;
        limits = limits == null ? null : List.copyOf(limits);
    }

    /**
     * The report with other seconds.
     *
     * @param seconds those it shall have
     * @return a copy; of a run that measured nothing, the same
     */
    public RunReport withSeconds(SecondsKept seconds) {
        return figures == null
                ? this
                : new RunReport(
                        schemaVersion,
                        runId,
                        state,
                        createdAt,
                        startedAt,
                        endedAt,
                        failure,
                        spec,
                        scheduleHash,
                        environment,
                        verdict,
                        limits,
                        figures.withSeconds(seconds),
                        capacity,
                        audit,
                        preflight,
                        interruption,
                        search);
    }

    /** The same without that part that grows with the run. */
    public RunReport withoutSeconds() {
        return withSeconds(new SecondsKept(List.of(), List.of()));
    }

    /**
     * What was measured.
     *
     * @param measuredFromMillis when the first measured request was due, from the first one; null in reports of older builds
     * @param measuredMillis the length of the measured window
     * @param plannedSlots how many slots the load model itself says there were, warm-up included; null for an interrupted run
     * @param targetRatePerSecond the rate asked for, null for a run without one
     * @param achievedRatePerSecond measured slots sent, a second
     * @param measured the books of the measured slots
     * @param warmup the books of the warm-up slots
     * @param shapes the measured slots of a mixed run by what they name, null for a run of one shape
     * @param latencies measured slots without first org adds, for each observed signal its response time, then its service time
     * @param firstOrgAdds the first org adds of all rooms, null when there was none
     * @param scheduleLag actual minus intended send time, measured slots
     * @param scheduleLagHistogram every sample of it, compressed
     * @param stages where the requests spent their time, null when the handoff was not observed
     * @param paths the measured slots by the ways that their adds take, null where all take the ordinary one
     * @param backlog room-worker's backlog over the measured window, null when it was never seen
     * @param generator how the generator itself fared, null when the measured window was too short to tell
     * @param listener what the instrument itself adds to a latency; null when that was not measured
     * @param arrivals the distances of the sends of an open loop, held against the plan; null for a closed loop and where they were too few
     * @param irregularities what the books leave out
     * @param timeline one row a second
     * @param intervals latencies of measured slots second by second, compressed
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Figures(
            @Nullable Double measuredFromMillis,
            double measuredMillis,
            @Nullable Long plannedSlots,
            @Nullable Double targetRatePerSecond,
            double achievedRatePerSecond,
            Books measured,
            Books warmup,
            @Nullable List<ShapeCount> shapes,
            List<LatencyRow> latencies,
            @Nullable Backfill firstOrgAdds,
            LatencySummary scheduleLag,
            CompressedLatencies scheduleLagHistogram,
            @Nullable Stages stages,
            @Nullable Paths paths,
            @Nullable BacklogSummary backlog,
            @Nullable GeneratorFigures generator,
            @Nullable ListenerFigures listener,
            @Nullable ArrivalFigures arrivals,
            Irregularities irregularities,

            @JsonDeserialize(using = PackedSeconds.Json.class)
            List<SecondSample> timeline,

            // Absent where it was not read.
            @JsonSetter(nulls = Nulls.AS_EMPTY) List<LatencyInterval> intervals) {
        /** Takes copies. */
        public Figures {
            shapes = shapes == null ? null : List.copyOf(shapes);
            latencies = List.copyOf(latencies);
            timeline = PackedSeconds.of(timeline);
            intervals = List.copyOf(intervals);
        }

        Figures withSeconds(SecondsKept seconds) {
            return new Figures(
                    measuredFromMillis,
                    measuredMillis,
                    plannedSlots,
                    targetRatePerSecond,
                    achievedRatePerSecond,
                    measured,
                    warmup,
                    shapes,
                    latencies,
                    firstOrgAdds,
                    scheduleLag,
                    scheduleLagHistogram,
                    stages,
                    paths,
                    backlog,
                    generator,
                    listener,
                    arrivals,
                    irregularities,
                    seconds.timeline(),
                    seconds.intervals());
        }

        /**
         * Finds latencies.
         *
         * @param signal of which signal
         * @param basis counted from which moment
         * @return them, empty when the signal was not observed
         */
        public Optional<LatencyRow> latency(Signal signal, Basis basis) {
            return latencies.stream().filter(row -> row.isOf(signal, basis)).findFirst();
        }
    }

    /**
     * Some seconds of a run: that part of a report that grows with the run.
     *
     * @param timeline one row a second
     * @param intervals latencies of measured slots second by second
     */
    public record SecondsKept(
            @JsonDeserialize(using = PackedSeconds.Json.class)
            List<SecondSample> timeline,

            List<LatencyInterval> intervals) {
        /** Takes copies. */
        public SecondsKept {
            timeline = PackedSeconds.of(timeline);
            intervals = List.copyOf(intervals);
        }

        /**
         * Those of a report.
         *
         * @param report the report
         * @return none for a run that measured nothing
         */
        public static SecondsKept of(RunReport report) {
            RunReport.Figures figures = report.figures();
            return figures == null
                    ? new SecondsKept(List.of(), List.of())
                    : new SecondsKept(figures.timeline(), figures.intervals());
        }
    }

    /**
     * What is known of the end of a run whose process ended before it did: the report is what was kept of it until then.
     *
     * @param during the state in which it was seen last
     * @param lastKeptAt when what is reported was kept; what came later is missing
     * @param outstanding requests that were sent and neither answered nor given up then
     * @param missing what the report lacks, each in a sentence
     */
    public record Interruption(RunState during, Instant lastKeptAt, long outstanding, List<String> missing) {
        /** Takes a copy. */
        public Interruption {
            missing = List.copyOf(missing);
        }

        /** Of a run that had measured something. */
        public static Interruption of(RunState during, Instant lastKeptAt, long outstanding, boolean byRoomSize) {
            List<String> missing = new ArrayList<>();
            missing.add("what was measured after " + FigureText.moment(lastKeptAt) + " is missing");
            if (outstanding > 0) {
                missing.add(
                        outstanding
                                + " requests were outstanding: they have no outcome, and only the signals that had come have a latency");
            }
            missing.add("there was no audit: whether a membership was lost is not known");
            if (byRoomSize) {
                missing.add("latencies by room size, final sizes and single adds are kept only at the end of a run");
            }
            return new Interruption(during, lastKeptAt, outstanding, missing);
        }

        /** Of a run that had measured nothing. */
        public static Interruption before(RunState during, Instant lastKeptAt) {
            return new Interruption(during, lastKeptAt, 0, List.of("nothing had been measured"));
        }

        /** Why the run is over. */
        public String failure() {
            return "the process ended while the run was " + during;
        }

        /** Such a run decides nothing, by whatever rule. */
        public Verdict verdict() {
            List<String> reasons = new ArrayList<>();
            reasons.add(failure());
            reasons.addAll(missing);
            return new Verdict(Verdict.Decision.INCONCLUSIVE, reasons);
        }
    }
}
