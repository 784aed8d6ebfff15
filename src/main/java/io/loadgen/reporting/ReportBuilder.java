package io.loadgen.reporting;

import io.loadgen.audit.AuditCounts;
import io.loadgen.audit.AuditResult;
import io.loadgen.injection.SessionHealth;
import io.loadgen.measurement.BacklogSummary;
import io.loadgen.measurement.CompressedLatencies;
import io.loadgen.measurement.GeneratorHealth;
import io.loadgen.measurement.Measurements;
import io.loadgen.reporting.RunReport.Figures;
import io.loadgen.runs.CapacitySpec;
import io.loadgen.runs.Evidence;
import io.loadgen.runs.LimitFinding;
import io.loadgen.runs.RunCheckpoint;
import io.loadgen.runs.RunRecord;
import io.loadgen.runs.RunResult;
import io.loadgen.runs.RunSpec;
import io.loadgen.runs.RunState;
import io.loadgen.runs.SloJudgement;
import io.loadgen.runs.SustainedSpec;
import io.loadgen.runs.preflight.PreflightReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Makes the report of a run from its record. Pure; any thread. */
public final class ReportBuilder {
    /** The process ended before anybody could look. */
    private static final AuditResult NOT_AUDITED =
            new AuditResult(AuditResult.Status.INCOMPLETE, List.of(), 0, new AuditCounts(Map.of()), 0, List.of());

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
        SpecEcho spec = SpecEcho.of(run.spec());
        return new RunReport(
                RunReport.SCHEMA_VERSION,
                run.id(),
                run.state(),
                run.createdAt(),
                run.startedAt(),
                run.endedAt(),
                run.failure(),
                spec,
                ScheduleHash.of(spec),
                environment,
                result == null ? null : result.verdict(),
                result == null ? null : limits(run.spec(), result.evidence()),
                result == null ? null : figures(run.spec(), result.measurements(), result.health(), result.generator()),
                result == null ? null : result.capacity().map(RoomGrowth::of).orElse(null),
                result == null ? null : AuditReport.of(result.audit()),
                result == null ? null : preflight(result.preflight()),
                null);
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
        SpecEcho spec = SpecEcho.of(run.spec());
        Interruption interruption = checkpoint == null
                ? Interruption.before(run.state(), now)
                : Interruption.of(run.state(), now, checkpoint.outstanding(), run.spec() instanceof CapacitySpec);
        return new RunReport(
                RunReport.SCHEMA_VERSION,
                run.id(),
                RunState.INTERRUPTED,
                run.createdAt(),
                run.startedAt(),
                now,
                interruption.failure(),
                spec,
                ScheduleHash.of(spec),
                environment,
                checkpoint == null ? null : interruption.verdict(),
                checkpoint == null ? null : limits(run.spec(), evidence(checkpoint)),
                checkpoint == null
                        ? null
                        : figures(run.spec(), checkpoint.measurements(), checkpoint.health(), checkpoint.generator()),
                null,
                null,
                checkpoint == null ? null : preflight(checkpoint.preflight()),
                interruption);
    }

    private static Evidence evidence(RunCheckpoint checkpoint) {
        return new Evidence(
                checkpoint.measurements(), checkpoint.health(), checkpoint.generator(), List.of(), NOT_AUDITED);
    }

    private static @Nullable List<LimitFinding> limits(RunSpec spec, Evidence evidence) {
        return spec.slo().isEmpty() ? null : SloJudgement.of(spec, evidence).findings();
    }

    private static @Nullable PreflightView preflight(PreflightReport found) {
        return found.checks().isEmpty() ? null : PreflightView.of(found);
    }

    private static Figures figures(
            RunSpec spec, Measurements measurements, SessionHealth health, Optional<GeneratorHealth> generator) {
        SecondsKept seconds = seconds(measurements);
        return new Figures(
                Spread.millis(measurements.measuredFromNanos() - measurements.firstDueNanos()),
                Spread.millis(measurements.measuredNanos()),
                boxed(measurements.plannedSlots()),
                targetRate(spec),
                Math.round(measurements.achievedRatePerSecond() * 1e3) / 1e3,
                Books.of(measurements.measured()),
                Books.of(measurements.warmup()),
                ShapeRow.of(spec.shape(), measurements.shapes()),
                LatencyRow.of(measurements.responseTimes(), measurements.serviceTimes()),
                Backfill.of(measurements.firstOrgAdds()),
                Spread.of(measurements.scheduleLag()),
                CompressedLatencies.of(measurements.scheduleLag()),
                measurements.stages().map(Stages::of).orElse(null),
                measurements.backlog().equals(BacklogSummary.unseen()) ? null : measurements.backlog(),
                generator.map(GeneratorFigures::of).orElse(null),
                ListenerReport.of(measurements.listener()),
                Oddities.of(measurements.irregularities(), health, LostConnection.of(measurements)),
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
                measurements.timeline().stream()
                        .map(second -> SecondRow.of(
                                second, measurements.irregularities().connection(), measurements.firstDueNanos()))
                        .toList(),
                measurements.intervals().stream().map(IntervalRow::of).toList());
    }

    private static @Nullable Long boxed(OptionalLong count) {
        return count.isPresent() ? (Long) count.getAsLong() : null;
    }

    private static @Nullable Double targetRate(RunSpec spec) {
        return switch (spec) {
            case SustainedSpec sustained -> sustained.ratePerSecond();
            case CapacitySpec capacity -> null;
        };
    }
}
