package io.loadgen.reporting;

import io.loadgen.measurement.CompressedLatencies;
import io.loadgen.measurement.Measurements;
import io.loadgen.reporting.RunReport.Figures;
import io.loadgen.runs.CapacitySpec;
import io.loadgen.runs.LimitFinding;
import io.loadgen.runs.RunRecord;
import io.loadgen.runs.RunResult;
import io.loadgen.runs.RunSpec;
import io.loadgen.runs.SloJudgement;
import io.loadgen.runs.SustainedSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the report of a run from its record. Pure; any thread. */
public final class ReportBuilder {
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
                result == null ? null : limits(run.spec(), result),
                result == null ? null : figures(run.spec(), result),
                result == null ? null : result.capacity().map(RoomGrowth::of).orElse(null),
                result == null ? null : AuditReport.of(result.audit()),
                preflight(result));
    }

    private static @Nullable List<LimitFinding> limits(RunSpec spec, RunResult result) {
        return spec.slo().isEmpty()
                ? null
                : SloJudgement.of(spec.slo(), result.measurements()).findings();
    }

    private static @Nullable PreflightView preflight(@Nullable RunResult result) {
        return result == null || result.preflight().checks().isEmpty() ? null : PreflightView.of(result.preflight());
    }

    private static Figures figures(RunSpec spec, RunResult result) {
        Measurements measurements = result.measurements();
        return new Figures(
                Spread.millis(measurements.measuredNanos()),
                targetRate(spec),
                Math.round(measurements.achievedRatePerSecond() * 1e3) / 1e3,
                Books.of(measurements.measured()),
                Books.of(measurements.warmup()),
                ShapeRow.of(spec.shape(), measurements.shapes()),
                LatencyRow.of(measurements.responseTimes(), measurements.serviceTimes()),
                Backfill.of(measurements.firstOrgAdds()),
                Spread.of(measurements.scheduleLag()),
                CompressedLatencies.of(measurements.scheduleLag()),
                Waterfall.of(Spread.bySignal(measurements.serviceTimes())).orElse(null),
                measurements.backlog().samples() == 0 ? null : measurements.backlog(),
                result.generator().map(GeneratorFigures::of).orElse(null),
                Oddities.of(measurements.irregularities(), result.health(), measurements.firstDueNanos()),
                measurements.timeline().stream()
                        .map(second -> SecondRow.of(
                                second, measurements.irregularities().connection(), measurements.firstDueNanos()))
                        .toList(),
                measurements.intervals().stream().map(IntervalRow::of).toList());
    }

    private static @Nullable Double targetRate(RunSpec spec) {
        return switch (spec) {
            case SustainedSpec sustained -> sustained.ratePerSecond();
            case CapacitySpec capacity -> null;
        };
    }
}
