package io.loadgen.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.comparison.Comparison.Outcome;
import io.loadgen.latency.LatencyDistribution;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A request of the candidate that becomes slower, or is lost, never improves what a comparison finds of it. One that was rejected or
 * never sent is lost.
 */
@Execution(ExecutionMode.CONCURRENT) // they compute, and share nothing
class MonotoneComparisonTests {
    private static final int SECONDS = 12;
    private static final int REQUESTS = 500;
    private static final long TIMEOUT = 30_000;
    private static final long LOST = -1;

    @ParameterizedTest
    @ValueSource(strings = {"AB", "ABBA", "ABBABA", "AAAAAB"})
    void noRequestThatGetsWorseMakesTheOutcomeBetter(String order) {
        for (long seed = 1; seed <= 25; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<SeriesFigures> series = IntStream.range(0, 5)
                    .mapToObj(run -> figures(compared(0, drawn(random, 1))))
                    .toList();
            List<long[]> runs = order.chars()
                    .mapToObj(side -> drawn(random, side == 'A' ? 1 : random.nextDouble(0.6, 1.5)))
                    .toList();
            int best = standing(order, runs, series);
            for (int step = 0; step < 12; step++) {
                worsen(order, runs, random);
                int standing = standing(order, runs, series);
                assertThat(standing).as("seed %d, step %d", seed, step).isLessThanOrEqualTo(best);
                best = standing;
            }
        }
    }

    /** Some requests of one of the candidate's runs get slower or are lost. */
    private static void worsen(String order, List<long[]> runs, SplittableRandom random) {
        List<long[]> candidate = IntStream.range(0, runs.size())
                .filter(place -> order.charAt(place) == 'B')
                .mapToObj(runs::get)
                .toList();
        long[] run = candidate.get(random.nextInt(candidate.size()));
        boolean losing = random.nextBoolean();
        for (int times = random.nextInt(1, 150); times > 0; times--) {
            int request = random.nextInt(run.length);
            if (run[request] != LOST) {
                run[request] = losing ? LOST : Math.min(TIMEOUT, (long) (run[request] * random.nextDouble(1, 3)));
            }
        }
    }

    private static long[] drawn(SplittableRandom random, double slowness) {
        double median = 200 * slowness * Math.exp(0.05 * random.nextGaussian());
        long[] run = new long[SECONDS * REQUESTS];
        Arrays.setAll(run, request -> Math.round(median * Math.exp(0.25 * random.nextGaussian())));
        return run;
    }

    private static ComparedLatencies compared(int place, long[] run) {
        List<long[]> seconds = new ArrayList<>();
        Histogram observed = new Histogram(LatencyDistribution.DIGITS);
        Histogram lost = new Histogram(LatencyDistribution.DIGITS);
        for (int second = 0; second < SECONDS; second++) {
            long[] waited = new long[REQUESTS];
            for (int request = 0; request < REQUESTS; request++) {
                long latency = run[second * REQUESTS + request];
                boolean isLost = latency == LOST;
                waited[request] = isLost ? TIMEOUT : latency;
                (isLost ? lost : observed).recordValue(waited[request]);
            }
            seconds.add(SimulatedRuns.kept(waited));
        }
        return new ComparedLatencies(
                Instant.ofEpochSecond(place),
                List.of(SignalTimes.of(SimulatedRuns.KEY, new LatencyDistribution(observed, lost))),
                Map.of(SimulatedRuns.KEY, LatencyCells.ofSeconds(seconds)));
    }

    private static SeriesFigures figures(ComparedLatencies run) {
        return new SeriesFigures(
                "series", run.times().stream().map(SeriesFigures.Row::of).toList());
    }

    /** How well the candidate stands. */
    private static int standing(String order, List<long[]> runs, List<SeriesFigures> series) {
        Map<Boolean, List<ComparedLatencies>> sides = IntStream.range(0, runs.size())
                .boxed()
                .collect(Collectors.partitioningBy(
                        place -> order.charAt(place) == 'A',
                        Collectors.mapping(place -> compared(place, runs.get(place)), Collectors.toList())));
        Changes changes =
                new Changes(sides.getOrDefault(true, List.of()), sides.getOrDefault(false, List.of()), series);
        Outcome outcome =
                Conclusion.together(changes.figures().map(changes::outcome).collect(Collectors.toSet()));
        return switch (outcome) {
            case SLOWER -> 0;
            case MIXED -> 1;
            case SAME, UNCERTAIN, CANNOT_TELL, NOT_JUDGED -> 2;
            case FASTER -> 3;
        };
    }
}
