package io.loadgen.engine.arrivals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.loadgen.engine.ArrivalSchedule;
import io.loadgen.engine.sustained.SustainedPlan;
import io.loadgen.spec.Arrivals;
import io.loadgen.spec.SpecBuilder;
import io.loadgen.spec.SustainedSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 2,000 slots a second for 10 s, 2 s of them warm-up. Seeds are in the messages. */
class PoissonScheduleTests {
    private static final double RATE = 2_000;
    private static final int SLOTS = 20_000;
    private static final int WARMUP = 4_000;
    private static final long SECOND = 1_000_000_000;
    private static final long[] KNOWN = {1_118_785, 1_481_121, 1_856_771, 2_297_437, 2_927_105};

    @Test
    void twoPlansOfOneSeedAreEqualAndOfTwoAreNot() {
        assertThat(instants(42)).isEqualTo(instants(42)).isNotEqualTo(instants(43));
        // Written down: whoever changes this changes runs that were made before.
        assertThat(instants(42)).startsWith(KNOWN);
    }

    @Test
    void anyInstantIsHadAloneAndNoneIsBeforeTheOneBeforeIt() {
        long[] inOrder = instants(7);
        ArrivalSchedule schedule = plan(7).schedule();
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            int slot = random.nextInt(SLOTS);
            assertThat(schedule.nanosAt(slot)).as("slot %d", slot).isEqualTo(inOrder[slot]);
        }
        assertThat(inOrder).isSorted();
    }

    @Test
    void warmUpAndMeasuredWindowHaveAsManySlotsAsAtAConstantRate() {
        for (long seed = 1; seed <= 20; seed++) {
            SustainedPlan plan = plan(seed);
            ArrivalSchedule schedule = plan.schedule();

            assertThat(plan.firstMeasured()).isEqualTo(WARMUP);
            assertThat(plan.measuredFromNanos()).isEqualTo(2 * SECOND);
            assertThat(schedule.nanosAt(0)).as("seed %d", seed).isPositive();
            assertThat(schedule.nanosAt(WARMUP - 1)).as("seed %d", seed).isLessThan(2 * SECOND);
            assertThat(schedule.nanosAt(WARMUP)).as("seed %d", seed).isGreaterThan(2 * SECOND);
            assertThat(schedule.nanosAt(SLOTS - 1)).as("seed %d", seed).isLessThan(10 * SECOND);
            assertThat(schedule.nanosAt(SLOTS)).as("seed %d", seed).isEqualTo(10 * SECOND);
        }
    }

    @Test
    void gapsAreExponential() {
        int refused = 0;
        for (long seed = 1; seed <= 100; seed++) {
            // 16,000 gaps each.
            double p = ExponentialFit.of(gaps(seed, WARMUP, SLOTS)).pValue();
            assertThat(p).as("seed %d", seed).isGreaterThan(0.001);
            refused += p < 0.05 ? 1 : 0;
        }
        assertThat(refused).as("refused at 5 %% of seeds 1 to 100").isBetween(1, 12);
    }

    @Test
    void neighbouringGapsKnowNothingOfEachOther() {
        for (long seed = 1; seed <= 5; seed++) {
            double[] gaps =
                    Arrays.stream(gaps(seed, WARMUP, SLOTS)).asDoubleStream().toArray();
            double mean = Arrays.stream(gaps).average().orElseThrow();
            double covariance = 0;
            double variance = 0;
            for (int i = 1; i < gaps.length; i++) {
                covariance += (gaps[i] - mean) * (gaps[i - 1] - mean);
                variance += (gaps[i] - mean) * (gaps[i] - mean);
            }
            assertThat(covariance / variance).as("seed %d", seed).isCloseTo(0, within(0.03));
        }
    }

    @Test
    void countsOfEqualTimesVaryAsMuchAsTheirMean() {
        for (long seed = 1; seed <= 5; seed++) {
            long[] counts = new long[800];
            Arrays.stream(instants(seed))
                    .skip(WARMUP)
                    .forEach(instant -> counts[(int) ((instant - 2 * SECOND) / 10_000_000)]++);
            double variance = Arrays.stream(counts)
                    .mapToDouble(count -> (count - 20.0) * (count - 20.0))
                    .average()
                    .orElseThrow();
            // 20 in 10 ms, of 800 such times.
            assertThat(variance / 20).as("seed %d", seed).isCloseTo(1, within(0.2));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 31, 32, 33, 64})
    void anyNumberOfSlotsIsDrawn(long slots) {
        ArrivalSchedule schedule = new PoissonSchedule(1, 0, 0, slots, SECOND, TimeChange.NONE);

        assertThat(LongStream.rangeClosed(0, slots).map(schedule::nanosAt).toArray())
                .isSorted()
                .endsWith(SECOND);
    }

    @Test
    void burstsKeepTheMeanRateAndAreThatMuchDenser() {
        Arrivals.Bursts bursts = new Arrivals.Bursts(4.0, Duration.ofMillis(100), Duration.ofSeconds(1));
        for (long seed = 1; seed <= 5; seed++) {
            long[] instants = instants(seed, bursts);
            assertThat(instants).isSorted();
            BurstCycles clock = new BurstCycles(seed, bursts);
            for (int second = 0; second < 10; second++) {
                long from = second * SECOND;
                assertThat(count(instants, from, from + SECOND))
                        .as("seed %d, second %d", seed, second)
                        .isBetween(1_780L, 2_220L);
                int at = second;
                // A step finds the burst: there the clock is at its fastest.
                long begin = LongStream.range(0, 1_000)
                        .map(milli -> at * SECOND + milli * 1_000_000)
                        .filter(nanos -> shownIn(clock, (double) nanos, 1_000_000) > 3_900_000)
                        .findFirst()
                        .orElseThrow();
                assertThat(count(instants, begin, begin + 99_000_000))
                        .as("seed %d, second %d", seed, second)
                        .isBetween(680L, 910L);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.5, 4, 10})
    void theClockOfBurstsGoesBothWays(double factor) {
        BurstCycles clock =
                new BurstCycles(3, new Arrivals.Bursts(factor, Duration.ofMillis(100), Duration.ofSeconds(1)));
        double last = 0;
        for (double nanos = 0; nanos < 5 * SECOND; nanos += 777_777) {
            double shown = clock.operational(nanos);
            assertThat(shown).isGreaterThanOrEqualTo(last);
            // With nothing between bursts the clock stands still there.
            if (shown > last && clock.operational(nanos + 777_777) > shown) {
                assertThat(clock.instant(shown)).as("at %f", nanos).isCloseTo(nanos, within(1.0));
            }
            last = shown;
        }
        for (int second = 0; second < 5; second++) {
            assertThat(clock.operational(second * (double) SECOND)).isCloseTo(second * (double) SECOND, within(1.0));
        }
    }

    @Test
    void aTraceIsPlayedAsItWasRecordedAndEndsWithTheRun() {
        SustainedPlan plan = SustainedPlan.of(
                new SpecBuilder()
                        .lasting(Duration.ofSeconds(3), Duration.ofSeconds(1))
                        .rate(2)
                        .arrivals(new Arrivals.Trace(List.of(0.0, 0.5, 2.0, 2.002, 4.2, 4.4, 6.0), 2.0))
                        .build(),
                42,
                10);

        assertThat(LongStream.rangeClosed(0, plan.slots())
                        .map(plan.schedule()::nanosAt)
                        .toArray())
                .containsExactly(0, SECOND / 4, SECOND, 1_001_000_000, 2_100_000_000L, 2_200_000_000L, 3 * SECOND);
        assertThat(plan.firstMeasured()).isEqualTo(2);
        assertThat(plan.measuredFromNanos()).isEqualTo(SECOND);
        // At its busiest there are 3 in less than a second.
        assertThat(plan.busiestGapNanos()).isEqualTo(SECOND / 3);
    }

    private static double shownIn(TimeChange clock, double fromNanos, double nanos) {
        return clock.operational(fromNanos + nanos) - clock.operational(fromNanos);
    }

    private static long count(long[] instants, long from, long to) {
        return Arrays.stream(instants)
                .filter(instant -> instant >= from && instant < to)
                .count();
    }

    private static long[] gaps(long seed, int from, int to) {
        long[] instants = instants(seed);
        return LongStream.range(from + 1, to)
                .map(slot -> instants[(int) slot] - instants[(int) slot - 1])
                .toArray();
    }

    private static long[] instants(long seed) {
        return instants(seed, new Arrivals.Poisson());
    }

    private static long[] instants(long seed, Arrivals arrivals) {
        ArrivalSchedule schedule = plan(seed, arrivals).schedule();
        return LongStream.range(0, SLOTS).map(schedule::nanosAt).toArray();
    }

    private static SustainedPlan plan(long seed) {
        return plan(seed, new Arrivals.Poisson());
    }

    private static SustainedPlan plan(long seed, Arrivals arrivals) {
        SustainedSpec spec = new SpecBuilder()
                .rate(RATE)
                .lasting(Duration.ofSeconds(10), Duration.ofSeconds(2))
                .arrivals(arrivals)
                .build();
        return SustainedPlan.of(spec, seed, 10);
    }
}
