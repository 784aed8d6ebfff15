package io.loadgen.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.OneIn;
import io.loadgen.comparison.Comparison.Outcome;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often comparisons err, by simulation: the build never differs from itself by more than chance, and a build that is slower is
 * found. Rates are printed with their seeds. Larger samples: {@code -Dloadgen.comparison.simulated-pairs=2000}.
 */
@Execution(ExecutionMode.CONCURRENT) // they compute, and share nothing
class ComparisonErrorTests {
    private static final int PAIRS = Integer.getInteger("loadgen.comparison.simulated-pairs", 200);
    private static final double MOST_WRONG = 0.05;
    private static final double LEAST_FOUND = 0.8;

    /** Orders of baseline (A) and candidate (B) in time, other runs of the series, spread between runs, autocorrelation of seconds. */
    @OneIn(5)
    @ParameterizedTest
    @CsvSource({
        "AB, 5, 0, 0",
        "AB, 5, 0, 0.5",
        "AB, 5, 0, 0.9",
        "AB, 5, 0.05, 0",
        "AB, 5, 0.05, 0.5",
        "AB, 5, 0.05, 0.9",
        "AB, 5, 0.2, 0",
        "AB, 5, 0.2, 0.5",
        "AB, 5, 0.2, 0.9",
        "AB, 5, 0.8, 0",
        "AB, 5, 0.8, 0.5",
        "AB, 5, 0.8, 0.9",
        "AB, 10, 0, 0.9",
        "AB, 10, 0.05, 0.5",
        "AB, 10, 0.2, 0.5",
        "AB, 10, 0.8, 0.9",
        "ABBABA, 0, 0, 0.9",
        "ABBABA, 0, 0.05, 0",
        "ABBABA, 0, 0.2, 0.5",
        "ABBABA, 0, 0.8, 0.9",
        "ABBAABBA, 0, 0, 0",
        "ABBAABBA, 0, 0, 0.5",
        "ABBAABBA, 0, 0, 0.9",
        "ABBAABBA, 0, 0.05, 0",
        "ABBAABBA, 0, 0.05, 0.5",
        "ABBAABBA, 0, 0.05, 0.9",
        "ABBAABBA, 0, 0.2, 0",
        "ABBAABBA, 0, 0.2, 0.5",
        "ABBAABBA, 0, 0.2, 0.9",
        "ABBAABBA, 0, 0.8, 0",
        "ABBAABBA, 0, 0.8, 0.5",
        "ABBAABBA, 0, 0.8, 0.9",
        "AAAAAB, 0, 0.2, 0.5",
        "AAAABBBB, 5, 0.2, 0.5"
    })
    void theSameBuildIsCalledDifferentInAtMostOneOfTwenty(
            String order, int series, double spread, double autocorrelation) {
        Map<Outcome, Long> found = outcomes(order, 1, series, spread, autocorrelation);

        assertThat(different(found)).as(found.toString()).isLessThanOrEqualTo(Math.round(MOST_WRONG * PAIRS));
    }

    @ParameterizedTest
    @CsvSource({"AB, 0, 0", "AB, 4, 0.8", "AAAABBBB, 4, 0.2"})
    void whereTheSpreadOfRunsIsNotKnownNothingIsClaimed(String order, int series, double spread) {
        assertThat(outcomes(order, 1.2, series, spread, 0.5)).containsOnlyKeys(Outcome.CANNOT_TELL);
    }

    @ParameterizedTest
    @CsvSource({"0", "0.5", "0.9"})
    void fourRunsOfEachInTurnFindAFifthMoreInFourOfFive(double autocorrelation) {
        Map<Outcome, Long> found = outcomes("ABBAABBA", 1.2, 0, 0.05, autocorrelation);

        assertThat(found.getOrDefault(Outcome.SLOWER, 0L))
                .as(found.toString())
                .isGreaterThanOrEqualTo(Math.round(LEAST_FOUND * PAIRS));
    }

    private static long different(Map<Outcome, Long> found) {
        return Stream.of(Outcome.SLOWER, Outcome.FASTER, Outcome.MIXED)
                .mapToLong(outcome -> found.getOrDefault(outcome, 0L))
                .sum();
    }

    private static Map<Outcome, Long> outcomes(
            String order, double slowness, int series, double spread, double autocorrelation) {
        long firstSeed = 1_000_000 * (1 + Math.round(100 * spread)) + 10_000 * Math.round(10 * autocorrelation);
        Map<Outcome, Long> found = LongStream.range(firstSeed, firstSeed + PAIRS)
                .parallel()
                .mapToObj(seed ->
                        outcome(new SimulatedRuns(seed, spread, autocorrelation).changes(order, slowness, series)))
                .collect(Collectors.groupingBy(
                        Function.identity(), () -> new EnumMap<>(Outcome.class), Collectors.counting()));
        System.out.printf(
                Locale.ROOT,
                "%s and %d more of the series, %.0f %% slower, %.0f %% between runs, autocorrelation %.1f, seeds from %d:"
                        + " %.1f %% called different, %s%n",
                order,
                series,
                100 * (slowness - 1),
                100 * spread,
                autocorrelation,
                firstSeed,
                100.0 * different(found) / PAIRS,
                found);
        return found;
    }

    private static Outcome outcome(Changes changes) {
        return Conclusion.together(changes.figures().map(changes::outcome).collect(Collectors.toSet()));
    }
}
