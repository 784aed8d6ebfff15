package io.loadgen.lifecycle;

import io.loadgen.engine.RunCheckpoint;
import io.loadgen.latency.CompressedLatencies;
import io.loadgen.latency.LatencySummary;
import io.loadgen.result.AuditResult;
import io.loadgen.result.Environment;
import io.loadgen.result.Evidence;
import io.loadgen.result.GeneratorFigures;
import io.loadgen.result.LatencyRow;
import io.loadgen.result.Measurements;
import io.loadgen.result.Measurements.BacklogSummary;
import io.loadgen.result.PackedSeconds;
import io.loadgen.result.Paths;
import io.loadgen.result.PreflightReport;
import io.loadgen.result.RunReport;
import io.loadgen.result.RunReport.Figures;
import io.loadgen.result.RunReport.Interruption;
import io.loadgen.result.RunReport.SecondsKept;
import io.loadgen.result.RunResult;
import io.loadgen.result.RunState;
import io.loadgen.result.SessionHealth;
import io.loadgen.result.Verdict.LimitFinding;
import io.loadgen.spec.RunSpec;
import io.loadgen.spec.ScheduleHash;
import io.loadgen.spec.ShapeMix;
import io.loadgen.verdict.SloJudgement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Makes the report of a run from its record. Pure; any thread. */
public final class ReportBuilder {
    /** The process ended before anybody could look. */
    private static final AuditResult NOT_AUDITED = AuditResult.none(AuditResult.Status.INCOMPLETE);

    private ReportBuilder() {}

    /**
     * Builds a report, of a run in any state.
     *
     * @param run the run
     * @param environment where it took place
     * @return the report
     */
    public static RunReport build(RunRecord run, Environment environment) {
        RunResult result = run.result();
        return new RunReport(
                RunReport.SCHEMA_VERSION,
                run.id(),
                run.state(),
                run.createdAt(),
                run.startedAt(),
                run.endedAt(),
                run.failure(),
                run.spec(),
                ScheduleHash.of(run.spec()),
                environment,
                result == null ? null : result.verdict(),
                result == null ? null : limits(run.spec(), result.evidence()),
                result == null
                        ? null
                        : figures(
                                run.spec(),
                                targetRate(run.spec(), result),
                                result.measurements(),
                                result.health(),
                                result.generator()),
                result == null ? null : result.capacity().orElse(null),
                result == null ? null : result.audit(),
                result == null ? null : shown(result.preflight()),
                null,
                result == null ? null : result.search().orElse(null));
    }

    /**
     * Builds the report that a run is to have if its process ends now.
     *
     * @param run the run, going on
     * @param checkpoint what it has measured, null when that is nothing; the report has the checkpoint's seconds only
     * @param environment where it takes place
     * @param now the moment
     * @return the report, {@link RunState#INTERRUPTED}
     */
    public static RunReport interrupted(
            RunRecord run, @Nullable RunCheckpoint checkpoint, Environment environment, Instant now) {
        Interruption interruption = checkpoint == null
                ? Interruption.before(run.state(), now)
                : Interruption.of(
                        run.state(),
                        now,
                        outstanding(checkpoint.measurements()),
                        run.spec().fillsRooms());
        return new RunReport(
                RunReport.SCHEMA_VERSION,
                run.id(),
                RunState.INTERRUPTED,
                run.createdAt(),
                run.startedAt(),
                now,
                interruption.failure(),
                run.spec(),
                ScheduleHash.of(run.spec()),
                environment,
                checkpoint == null ? null : interruption.verdict(),
                checkpoint == null ? null : limits(run.spec(), evidence(checkpoint)),
                checkpoint == null
                        ? null
                        : figures(
                                run.spec(),
                                run.spec().targetRate(),
                                checkpoint.measurements(),
                                checkpoint.health(),
                                checkpoint.generator()),
                null,
                null,
                checkpoint == null ? null : shown(checkpoint.preflight()),
                interruption,
                null);
    }

    private static long outstanding(Measurements measurements) {
        return measurements.measured().outstanding() + measurements.warmup().outstanding();
    }

    private static Evidence evidence(RunCheckpoint checkpoint) {
        return new Evidence(
                checkpoint.measurements(), checkpoint.health(), checkpoint.generator(), List.of(), NOT_AUDITED);
    }

    private static @Nullable List<LimitFinding> limits(RunSpec spec, Evidence evidence) {
        return spec.slo().isEmpty() ? null : SloJudgement.of(spec, evidence).findings();
    }

    private static @Nullable PreflightReport shown(PreflightReport found) {
        return found.equals(PreflightReport.NONE) ? null : found;
    }

    /** That of the window whose figures are reported: of a search, that of its last trial. */
    private static @Nullable Double targetRate(RunSpec spec, RunResult result) {
        return result.search()
                .filter(search -> !search.trials().isEmpty())
                .map(search -> search.trials().getLast().ratePerSecond())
                .orElse(spec.targetRate());
    }

    private static Figures figures(
            RunSpec spec,
            @Nullable Double targetRate,
            Measurements measurements,
            SessionHealth health,
            Optional<GeneratorFigures> generator) {
        SecondsKept seconds = seconds(measurements);
        return new Figures(
                LatencySummary.millis(measurements.measuredFromNanos()),
                LatencySummary.millis(measurements.measuredNanos()),
                boxed(measurements.plannedSlots()),
                targetRate,
                Math.round(measurements.achievedRatePerSecond() * 1e3) / 1e3,
                measurements.measured(),
                measurements.warmup(),
                spec.shapes() instanceof ShapeMix.Weighted ? measurements.shapes() : null,
                LatencyRow.of(measurements.responseTimes(), measurements.serviceTimes()),
                measurements.firstOrgAdds().sent() == 0 ? null : measurements.firstOrgAdds(),
                LatencySummary.of(measurements.scheduleLag()),
                CompressedLatencies.of(measurements.scheduleLag()),
                measurements.stages().orElse(null),
                measurements.paths().equals(Paths.NONE) ? null : measurements.paths(),
                measurements.backlog().equals(BacklogSummary.unseen()) ? null : measurements.backlog(),
                generator.orElse(null),
                measurements.listener().probes() == 0 ? null : measurements.listener(),
                measurements.arrivals().orElse(null),
                measurements.irregularities().with(health),
                seconds.timeline(),
                seconds.intervals());
    }

    /**
     * The seconds of a run as its report shows them.
     *
     * @param measurements what was measured
     * @return a row for each second, and the latencies of each that has some
     */
    public static SecondsKept seconds(Measurements measurements) {
        return new SecondsKept(
                PackedSeconds.of(measurements.timeline().stream()
                        .map(second ->
                                second.within(measurements.irregularities().connection()))
                        .iterator()),
                measurements.intervals());
    }

    private static @Nullable Long boxed(OptionalLong count) {
        return count.isPresent() ? (Long) count.getAsLong() : null;
    }
}
