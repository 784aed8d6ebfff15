package io.loadgen.reporting;

import io.loadgen.measurement.Basis;
import io.loadgen.measurement.LatencyDistribution;
import io.loadgen.measurement.Measurements;
import io.loadgen.measurement.Signal;
import io.loadgen.reporting.RunReport.Figures;
import io.loadgen.runs.CapacitySpec;
import io.loadgen.runs.RunRecord;
import io.loadgen.runs.RunResult;
import io.loadgen.runs.RunSpec;
import io.loadgen.runs.SustainedSpec;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
        return new RunReport(
                RunReport.SCHEMA_VERSION,
                run.id(),
                run.state(),
                run.createdAt(),
                run.startedAt(),
                run.endedAt(),
                run.failure(),
                SpecEcho.of(run.spec()),
                environment,
                result == null ? null : result.verdict(),
                result == null ? null : figures(run.spec(), result));
    }

    private static Figures figures(RunSpec spec, RunResult result) {
        Measurements measurements = result.measurements();
        Map<Signal, Spread> response = spreads(measurements.responseTimes());
        Map<Signal, Spread> service = spreads(measurements.serviceTimes());
        return new Figures(
                Spread.millis(measurements.measuredNanos()),
                targetRate(spec),
                Math.round(measurements.achievedRatePerSecond() * 1e3) / 1e3,
                Books.of(measurements.measured()),
                Books.of(measurements.warmup()),
                latencies(response, service),
                Spread.of(measurements.scheduleLag()),
                Waterfall.of(service).orElse(null),
                measurements.backlog().samples() == 0 ? null : measurements.backlog(),
                Oddities.of(measurements.irregularities(), result.health()),
                measurements.timeline().stream().map(SecondRow::of).toList());
    }

    private static @Nullable Double targetRate(RunSpec spec) {
        return switch (spec) {
            case SustainedSpec sustained -> sustained.ratePerSecond();
            case CapacitySpec capacity -> null;
        };
    }

    private static Map<Signal, Spread> spreads(Map<Signal, LatencyDistribution> times) {
        Map<Signal, Spread> spreads = new EnumMap<>(Signal.class);
        times.forEach((signal, distribution) -> spreads.put(signal, Spread.of(distribution)));
        return spreads;
    }

    private static List<LatencyRow> latencies(Map<Signal, Spread> response, Map<Signal, Spread> service) {
        List<LatencyRow> rows = new ArrayList<>();
        for (Signal signal : Signal.values()) {
            addRow(rows, signal, Basis.RESPONSE, response.get(signal));
            addRow(rows, signal, Basis.SERVICE, service.get(signal));
        }
        return rows;
    }

    private static void addRow(List<LatencyRow> rows, Signal signal, Basis basis, @Nullable Spread times) {
        if (times != null) {
            rows.add(new LatencyRow(signal.symbol(), signal.word(), Books.camelCase(basis), times));
        }
    }
}
