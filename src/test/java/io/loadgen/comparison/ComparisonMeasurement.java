package io.loadgen.comparison;

import io.loadgen.Undisturbed;
import io.loadgen.comparison.Comparison.Outcome;
import io.loadgen.contract.ContractVersion;
import io.loadgen.lifecycle.ReportBuilder;
import io.loadgen.report.SampleRuns;
import io.loadgen.result.RunReport;
import io.loadgen.sandbox.ServiceTime;
import io.loadgen.sandbox.SimulatorSettings;
import io.loadgen.system.ComparedRuns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * How often one platform is called different from itself, and how often 10 % more service time at 20 ms is seen: real runs in the
 * sandbox, in turn. In each trial four runs of the platform as it is are held against four more, and against four of a slower one.
 * Single runs are held against each other by the spread of those before. Not run by the build: a trial takes 13 minutes, and
 * measures the machine as much as the method. How to run it is in docs/how-to/compare-two-builds.md.
 */
@Undisturbed
@Timeout(36_000)
class ComparisonMeasurement {
    private static final int TRIALS = Integer.getInteger("loadgen.comparison.trials", 4);
    private static final Duration MEASURED = Duration.ofSeconds(Integer.getInteger("loadgen.comparison.seconds", 60));
    private static final int WARMUP_RUNS = 3;
    private static final int ROUNDS = 2;
    private static final Set<Outcome> DIFFERENT = Set.of(Outcome.SLOWER, Outcome.FASTER, Outcome.MIXED);

    private final List<RunReport> before = new ArrayList<>();
    private final List<Outcome> single = new ArrayList<>();

    @Test
    void howOftenRunsAreCalledDifferent() throws Exception {
        try (ComparedRuns same = new ComparedRuns(settings(20), MEASURED);
                ComparedRuns slower = new ComparedRuns(settings(22), MEASURED)) {
            // So that what is compared runs compiled.
            for (int run = 0; run < WARMUP_RUNS; run++) {
                same.run();
                slower.run();
            }
            List<Outcome> alike = new ArrayList<>();
            List<Outcome> unlike = new ArrayList<>();
            for (int trial = 1; trial <= TRIALS; trial++) {
                List<RunReport> baseline = new ArrayList<>();
                List<RunReport> again = new ArrayList<>();
                List<RunReport> more = new ArrayList<>();
                for (int round = 0; round < ROUNDS; round++) {
                    baseline.add(report(same));
                    again.add(report(same));
                    more.add(report(slower));
                    more.add(report(slower));
                    again.add(report(same));
                    baseline.add(report(same));
                    remember(baseline.getLast(), again.getLast());
                }
                alike.add(compared("A/A", baseline, again, List.of()));
                unlike.add(compared("+10 %", baseline, more, List.of()));
            }
            print("A/A called different", alike, DIFFERENT::contains);
            print("A/A, one run each, called different", single, DIFFERENT::contains);
            print("+10 % called slower", unlike, Outcome.SLOWER::equals);
        }
    }

    /** Compares two single runs by what is known of those before, then counts them to these. */
    private void remember(RunReport baseline, RunReport candidate) {
        List<SeriesFigures> series =
                before.stream().flatMap(run -> SeriesFigures.of(run).stream()).toList();
        if (series.size() >= RunDesign.LEAST_SERIES) {
            single.add(compared("A/A, one run each", List.of(baseline), List.of(candidate), series));
        }
        before.addAll(List.of(baseline, candidate));
    }

    private static void print(String what, List<Outcome> outcomes, Predicate<Outcome> counted) {
        System.out.printf(
                "%s: %d of %d%n", what, outcomes.stream().filter(counted).count(), outcomes.size());
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

    private static Outcome compared(
            String kind, List<RunReport> baseline, List<RunReport> candidate, List<SeriesFigures> series) {
        long start = System.nanoTime();
        Comparison comparison = ReportComparison.of(candidate, baseline, series, false);
        long millis = (System.nanoTime() - start) / 1_000_000;
        System.out.printf(
                Locale.ROOT, "%s: %s; %s (%d ms)%n", kind, comparison.outcome(), comparison.sentence(), millis);
        return comparison.outcome();
    }
}
