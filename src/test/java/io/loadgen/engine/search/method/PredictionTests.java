package io.loadgen.engine.search.method;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The predicted capacity of simulated workers. Twenty of them have 40 to 400 requests a second, half with constant, half with lognormal times. */
class PredictionTests {
    private static final int WORKERS = 20;
    private static final int[] PLACES = {1, 2, 4, 8, 16, 32};

    private static double capacity(int number) {
        return 40 * Math.pow(10, number / (WORKERS - 1.0));
    }

    private static SimulatedStation worker(int number) {
        int places = PLACES[number % PLACES.length];
        return number % 2 == 0
                ? SimulatedStation.constant(places, capacity(number))
                : SimulatedStation.lognormal(places, capacity(number), 0.8);
    }

    private static TrialFigures calm(int number, SplittableRandom random) {
        return worker(number).trial(10, 10, random);
    }

    /** The first rate above capacity of a bisection from 10 to 2,000 a second; far above it, the trial is ended early. */
    private static TrialFigures firstOverload(int number, SplittableRandom random) {
        double rate = Math.sqrt(10 * 2_000.0);
        while (rate <= capacity(number)) {
            rate = Math.sqrt(rate * 2_000);
        }
        return worker(number).trial(rate, rate > 1.2 * capacity(number) ? 3 : 10, random);
    }

    private static TrialFigures shortProbe(int number, SplittableRandom random) {
        return worker(number).trial(1_000, 0.3, random);
    }

    private interface Overload {
        TrialFigures of(int number, SplittableRandom random);
    }

    private static long near(Overload overload, String name) {
        long[] counts = new long[2];
        for (int number = 0; number < WORKERS; number++) {
            SplittableRandom random = new SplittableRandom(number);
            Prediction found = Prediction.of(calm(number, random), List.of(overload.of(number, random)))
                    .orElseThrow();
            double capacity = capacity(number);
            counts[0] += Math.abs(found.offBy(capacity)) <= 0.25 ? 1 : 0;
            counts[1] += found.covers(capacity) ? 1 : 0;
            System.out.printf(
                    Locale.ROOT,
                    "%s, seed %d: C %.0f/s, predicted %.0f/s (%.0f to %.0f), off by %.0f %%%n",
                    name,
                    number,
                    capacity,
                    found.ratePerSecond(),
                    found.lowPerSecond(),
                    found.highPerSecond(),
                    100 * found.offBy(capacity));
        }
        System.out.printf("%s: within a quarter %d of 20, band holds C %d of 20%n", name, counts[0], counts[1]);
        assertThat(counts[1]).as("bands that hold C, of 20").isGreaterThanOrEqualTo(18);
        return counts[0];
    }

    @Test
    void firstOverloadTellsTheCapacityWithinAQuarter() {
        assertThat(near(PredictionTests::firstOverload, "first overload")).isGreaterThanOrEqualTo(15);
    }

    @Test
    void threeHundredRequestsTellTheCapacityWithinAQuarter() {
        assertThat(near(PredictionTests::shortProbe, "short probe")).isGreaterThanOrEqualTo(15);
    }

    @Test
    void bandsAreAsOftenRightAsTheySay() {
        long held = IntStream.range(0, 400)
                .filter(seed -> {
                    SplittableRandom random = new SplittableRandom(seed);
                    int number = seed % WORKERS;
                    return Prediction.of(calm(number, random), List.of(firstOverload(number, random)))
                            .map(found -> found.covers(capacity(number)))
                            // Just above capacity the waits may be too short to tell: then nothing is said.
                            .orElse(true);
                })
                .count();

        System.out.printf("bands that hold C: %d of 400, seeds from 0%n", held);
        assertThat(held).isGreaterThanOrEqualTo(380);
    }

    @Test
    void trialsWithoutWaitsPredictNothing() {
        SplittableRandom random = new SplittableRandom(1);
        SimulatedStation worker = SimulatedStation.lognormal(32, 400, 0.8);
        TrialFigures calm = worker.trial(10, 10, random);

        assertThat(Prediction.of(calm, List.of())).isEmpty();
        assertThat(Prediction.of(calm, List.of(calm, worker.trial(40, 10, random), worker.trial(100, 10, random))))
                .isEmpty();
    }

    @Test
    void trialThatTellsMostIsTaken() {
        SplittableRandom random = new SplittableRandom(2);
        SimulatedStation worker = SimulatedStation.lognormal(4, 100, 0.8);
        TrialFigures calm = worker.trial(10, 10, random);
        TrialFigures brief = worker.trial(300, 0.3, random);
        TrialFigures whole = worker.trial(300, 10, random);

        Optional<Prediction> found = Prediction.of(calm, List.of(brief, whole));

        assertThat(found).isEqualTo(Prediction.of(calm, List.of(whole)));
        assertThat(found.orElseThrow().ratePerSecond()).isBetween(95.0, 105.0);
    }

    @Test
    void lostRequestsLeaveNoLeastRate() {
        TrialFigures calm = new TrialFigures(10, 10, 0.1, 0.01, 0);

        Prediction found = Prediction.of(calm, List.of(new TrialFigures(200, 10, 2.6, 1.4, 7)))
                .orElseThrow();

        assertThat(found.lowPerSecond()).isZero();
        assertThat(found.ratePerSecond()).isBetween(130.0, 140.0);
    }

    @Test
    void knownAnswer() {
        // One place of 10 ms: 100 a second. 200 a second for 2 s: the i-th waits i times 5 ms, 1 s on the mean.
        TrialFigures calm = new TrialFigures(10, 10, 0.01, 0, 0);

        Prediction found = Prediction.of(calm, List.of(new TrialFigures(200, 2, 1.01, 0.577, 0)))
                .orElseThrow();

        assertThat(found.ratePerSecond()).isBetween(99.0, 101.0);
        assertThat(found.covers(100)).isTrue();
        assertThat(found.covers(120)).isFalse();
        assertThat(found.offBy(80)).isBetween(0.23, 0.27);
    }
}
