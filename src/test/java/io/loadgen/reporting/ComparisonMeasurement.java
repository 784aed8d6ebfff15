package io.loadgen.reporting;

import io.loadgen.Undisturbed;
import io.loadgen.contract.ContractVersion;
import io.loadgen.reporting.Comparison.Outcome;
import io.loadgen.reporting.Comparison.PercentileChange;
import io.loadgen.sandbox.ServiceTime;
import io.loadgen.sandbox.SimulatorSettings;
import io.loadgen.system.ComparedRuns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * How often two runs of one platform are called different, and how often 10 % more service time at 20 ms is seen: real runs in the
 * sandbox, in turn. Each run of the platform as it was is the second of one pair and the first of the next. Not run by the build: it
 * takes 50 minutes, and measures the machine as much as the method. How to run it and what was found is in
 * docs/how-to/compare-two-builds.md.
 */
@Undisturbed
@Timeout(7_200)
class ComparisonMeasurement {
    private static final int PAIRS = Integer.getInteger("loadgen.comparison.pairs", 20);
    private static final Duration MEASURED = Duration.ofSeconds(Integer.getInteger("loadgen.comparison.seconds", 60));
    private static final int WARMUP_RUNS = 3;

    @Test
    void howOftenRunsAreCalledDifferent() throws Exception {
        try (ComparedRuns same = new ComparedRuns(settings(20), MEASURED);
                ComparedRuns slower = new ComparedRuns(settings(22), MEASURED)) {
            List<Outcome> alike = new ArrayList<>();
            List<Outcome> unlike = new ArrayList<>();
            // So that what is compared runs compiled.
            for (int run = 0; run < WARMUP_RUNS; run++) {
                same.run();
                slower.run();
            }
            RunReport baseline = report(same);
            for (int pair = 1; pair <= PAIRS; pair++) {
                RunReport more = report(slower);
                RunReport again = report(same);
                alike.add(compared(pair, "A/A", baseline, again));
                unlike.add(compared(pair, "+10 %", baseline, more));
                baseline = again;
            }
            System.out.printf(
                    "A/A called different: %d of %d%n",
                    alike.stream().filter(RunComparison::isDifferent).count(), PAIRS);
            System.out.printf(
                    "+10 %% called slower: %d of %d%n",
                    unlike.stream().filter(Outcome.SLOWER::equals).count(), PAIRS);
        }
    }

    private static SimulatorSettings settings(long millis) {
        return SimulatorSettings.of(ContractVersion.B)
                .withServiceTimes(
                        new ServiceTime.None(),
                        new ServiceTime.Lognormal(Duration.ofMillis(millis), 0.25),
                        (service, nanos) -> {});
    }

    private static RunReport report(ComparedRuns runs) throws Exception {
        return ReportBuilder.build(runs.run(), SampleRuns.ENVIRONMENT);
    }

    private static Outcome compared(int pair, String kind, RunReport baseline, RunReport candidate) {
        long start = System.nanoTime();
        Comparison comparison = RunComparison.of(candidate, List.of(baseline), false);
        long millis = (System.nanoTime() - start) / 1_000_000;
        PercentileChange median = comparison.signals().get(2).percentiles().getFirst();
        System.out.printf(
                Locale.ROOT,
                "pair %d %s: %s; p50 %.1f against %.1f ms, %s (%d ms)%n",
                pair,
                kind,
                comparison.outcome(),
                median.candidateMillis(),
                median.baselineMillis(),
                comparison.sentence(),
                millis);
        return comparison.outcome();
    }
}
