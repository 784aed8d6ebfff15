package io.loadgen.engine.search;

import io.loadgen.engine.WindowFigures;
import io.loadgen.engine.search.method.TrialPlan.Step;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.latency.LatencySummary;
import io.loadgen.result.Measurements;
import io.loadgen.result.Stages;
import io.loadgen.result.search.SearchResult.Trial;
import io.loadgen.spec.Basis;
import io.loadgen.spec.Signal;
import io.loadgen.spec.SustainedSpec;
import io.loadgen.verdict.BacklogSlope;
import io.loadgen.verdict.TrialFinding;
import io.loadgen.verdict.TrialRule;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes of a trial what is reported of it. Stateless; any thread. */
final class TrialReport {
    private TrialReport() {}

    /** What a trial costs and had: its number, its rooms, the seconds it took and the users of its requests. */
    record Cost(int number, int rooms, double seconds, int usersPerAdd) {}

    static Trial of(
            Step step, SustainedSpec spec, WindowFigures figures, TrialFinding found, boolean endedEarly, Cost cost) {
        Measurements measured = figures.measurements();
        LatencyDistribution events = measured.latency(Signal.EVENT, Basis.RESPONSE);
        long taken = measured.measured().handedOver() + measured.warmup().handedOver();
        return new Trial(
                cost.number(),
                step.ratePerSecond(),
                step.purpose(),
                found.outcome(),
                found.reasons(),
                found.limit(),
                endedEarly,
                cost.rooms(),
                measured.measured().handedOver(),
                rounded(TrialRule.goodShare(spec, measured), 1e6),
                percentile(events, 0.5),
                percentile(events, 0.99),
                rounded(BacklogSlope.of(measured), 1e3),
                measured.stages().map(TrialReport::means).orElse(Map.of()),
                taken * cost.usersPerAdd(),
                Math.round(cost.seconds() * 1e3) / 1e3);
    }

    private static @Nullable Double rounded(OptionalDouble value, double parts) {
        return value.isEmpty() ? null : (Double) (Math.round(value.getAsDouble() * parts) / parts);
    }

    /** Where it falls among the lost there is none to show. */
    private static @Nullable Double percentile(LatencyDistribution times, double share) {
        if (!times.supports(share)) {
            return null;
        }
        LatencyDistribution.Quantile found = times.quantile(share);
        return found.isExact() ? (Double) LatencySummary.millis(found.lowerNanos()) : null;
    }

    private static Map<String, Double> means(Stages stages) {
        return stages.durations().stream()
                .filter(stage -> stage.times().meanObservedMillis() != null)
                .collect(Collectors.toMap(stage -> stage.from() + " to " + stage.to(), stage -> mean(stage.times())));
    }

    private static double mean(LatencySummary times) {
        Double mean = times.meanObservedMillis();
        return mean == null ? 0 : mean;
    }
}
