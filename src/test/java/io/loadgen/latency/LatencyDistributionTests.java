package io.loadgen.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadgen.latency.LatencyDistribution.Quantile;
import io.loadgen.spec.Percentile;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Latencies below 2,048 ns have a bucket of their own, so that small examples are exact. */
class LatencyDistributionTests {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000;
    private static final double[] PERCENTILES = {0.001, 1, 10, 25, 50, 75, 90, 95, 99, 99.9, 99.99, 99.999, 100};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void withoutLossesEveryPercentileIsTheOrdinaryOne(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 40; round++) {
            Histogram observed = LatencyDistribution.newHistogram();
            int samples = 1 + random.nextInt(5_000);
            for (int i = 0; i < samples; i++) {
                observed.recordValue((long) Math.exp(random.nextDouble() * Math.log(1e11)));
            }
            LatencyDistribution distribution = new LatencyDistribution(observed, histogram());
            for (double percentile : PERCENTILES) {
                long nanos = observed.getValueAtPercentile(percentile);
                assertThat(distribution.quantile(percentile / 100))
                        .as("seed %d round %d, p%s of %d", seed, round, percentile, samples)
                        .isEqualTo(new Quantile(percentile / 100, nanos, nanos));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void lossesBeyondEveryObservedSampleLeaveTheRanksBelowAlone(long seed) {
        Random random = new Random(seed);
        Histogram observed = LatencyDistribution.newHistogram();
        Histogram all = LatencyDistribution.newHistogram();
        for (int i = 0; i < 970; i++) {
            long latency = random.nextLong(1, 1_000_000_000);
            observed.recordValue(latency);
            all.recordValue(latency);
        }
        Histogram censored = LatencyDistribution.newHistogram();
        censored.recordValueWithCount(30_000_000_000L, 30);
        all.recordValueWithCount(30_000_000_000L, 30);
        LatencyDistribution distribution = new LatencyDistribution(observed, censored);

        for (double percentile : new double[] {1, 50, 90, 95, 97}) {
            long nanos = all.getValueAtPercentile(percentile);
            assertThat(distribution.quantile(percentile / 100))
                    .as("seed %d p%s", seed, percentile)
                    .isEqualTo(new Quantile(percentile / 100, nanos, nanos));
        }
        assertThat(distribution.quantile(0.9701))
                .isEqualTo(new Quantile(0.9701, all.highestEquivalentValue(30_000_000_000L), Quantile.UNBOUNDED));
    }

    @Test
    void aRequestThatCameAfterManyWereLostProvesNothingAboutThem() {
        // 900 at 10 ms, 99 lost at 5 s, one event at 6 s: rank 950 is a loss or, at best, came right after 5 s.
        LatencyDistribution distribution =
                new LatencyDistribution(of(900, 10 * MILLI, 1, 6 * SECOND), of(99, 5 * SECOND));

        assertThat(distribution.quantile(0.9).isExact()).isTrue();
        for (double share : new double[] {0.95, 0.99, 0.999}) {
            assertThat(distribution.quantile(share).isUnbounded()).isTrue();
            assertThat(millis(distribution.quantile(share).lowerNanos())).isEqualTo(5_000);
        }
        // 6 s at best, were it not that 1,000 samples say nothing of one in 10,000.
        assertThat(millis(distribution.quantile(0.9999).lowerNanos())).isEqualTo(6_000);
        assertThat(distribution.supports(0.999)).isTrue();
        assertThat(distribution.supports(0.9999)).isFalse();
    }

    @Test
    void lossesWithAShortWaitAreNotKnownToBeLongerThanIt() {
        // 9,800 fast, 100 lost at 5 s and 100 at 30 s: of rank 9,900 only 5 s is known.
        LatencyDistribution distribution =
                new LatencyDistribution(of(9_800, 10 * MILLI), of(100, 5 * SECOND, 100, 30 * SECOND));

        Quantile p99 = distribution.quantile(0.99);
        assertThat(p99.isUnbounded()).isTrue();
        assertThat(millis(p99.lowerNanos())).isEqualTo(5_000);
        assertThat(millis(distribution.quantile(0.9901).lowerNanos())).isEqualTo(30_000);
    }

    @Test
    void aSlowSampleAboveALossBoundsIt() {
        // 98 fast, one lost at 5 s, one came at 6 s: rank 99 is between.
        LatencyDistribution distribution =
                new LatencyDistribution(of(98, 10 * MILLI, 1, 6 * SECOND), of(1, 5 * SECOND));

        Quantile p99 = distribution.quantile(0.99);
        assertThat(millis(p99.lowerNanos())).isEqualTo(5_000);
        assertThat(millis(p99.upperNanos())).isEqualTo(6_000);
    }

    @Test
    void aLossAtTheVeryMomentOfAnEndingRanksBelowItAtBest() {
        LatencyDistribution distribution = new LatencyDistribution(histogram(5), histogram(5));

        assertThat(distribution.quantile(0.5)).isEqualTo(new Quantile(0.5, 5, 5));
        assertThat(distribution.quantile(0.51)).isEqualTo(new Quantile(0.51, 5, Quantile.UNBOUNDED));
    }

    @Test
    void whatWasNeverSentIsTheSlowestAtWorstAndTheFastestAtBest() {
        LatencyDistribution sent = new LatencyDistribution(histogram(10, 20, 30, 40), histogram());
        LatencyDistribution distribution = sent.withUnsent(1);

        assertThat(distribution.count()).isEqualTo(5);
        assertThat(distribution.unsentCount()).isOne();
        assertThat(distribution.quantile(0.4)).isEqualTo(new Quantile(0.4, 10, 20));
        assertThat(distribution.quantile(0.8)).isEqualTo(new Quantile(0.8, 30, 40));
        assertThat(distribution.quantile(1)).isEqualTo(new Quantile(1, 40, Quantile.UNBOUNDED));
        assertThat(distribution.quantile(0.2)).isEqualTo(new Quantile(0.2, 0, 10));
        assertThat(CompressedLatencies.of(distribution).expand().quantile(0.4)).isEqualTo(distribution.quantile(0.4));
    }

    @Test
    void whereNothingWasSeenToEndNoRankHasAnUpperBound() {
        LatencyDistribution distribution = new LatencyDistribution(histogram(), histogram(700, 900));

        assertThat(distribution.quantile(0.01)).isEqualTo(new Quantile(0.01, 700, Quantile.UNBOUNDED));
        assertThat(distribution.quantile(0.51)).isEqualTo(new Quantile(0.51, 900, Quantile.UNBOUNDED));
        assertThat(distribution.maxNanos()).isZero();
        assertThat(distribution.meanNanos()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void theTruthIsWithinTheBoundsWhateverWasLost(long seed) {
        Random random = new Random(seed);
        Histogram complete = LatencyDistribution.newHistogram();
        Histogram observed = LatencyDistribution.newHistogram();
        Histogram censored = LatencyDistribution.newHistogram();
        long unsent = 0;
        for (int i = 0; i < 10_000; i++) {
            long latency = random.nextLong(1, 2_000);
            complete.recordValue(latency);
            int fate = random.nextInt(100);
            if (fate < 3) {
                unsent++;
            } else if (fate < 20) {
                censored.recordValue(random.nextLong(0, latency));
            } else {
                observed.recordValue(latency);
            }
        }
        LatencyDistribution whole = new LatencyDistribution(complete, histogram());
        LatencyDistribution cut = new LatencyDistribution(observed, censored, unsent);

        for (double percentile : PERCENTILES) {
            Quantile bounds = cut.quantile(percentile / 100);
            assertThat(whole.quantile(percentile / 100).lowerNanos())
                    .as("seed %d, p%s: %s", seed, percentile, bounds)
                    .isBetween(bounds.lowerNanos(), bounds.upperNanos());
        }
    }

    @ParameterizedTest
    @CsvSource({"0.5, 2", "0.9, 10", "0.99, 100", "0.999, 1000", "0.9999, 10000", "0.7, 4", "0.3, 2"})
    void aPercentileTakesOneSampleBeyondIt(double share, long samples) {
        assertThat(Percentile.samplesFor(share)).isEqualTo(samples);
        assertThat(Percentile.supports(share, samples)).isTrue();
        assertThat(Percentile.supports(share, samples - 1)).isFalse();
        assertThat(Percentile.supports(share, 0)).isFalse();
    }

    @Test
    void theMaximumIsNoPercentile() {
        assertThat(Percentile.supports(1, Long.MAX_VALUE / 2)).isFalse();
    }

    @ParameterizedTest
    // From the binomial distribution of 100 samples: P(X < 40) = 0.0176, P(X <= 40) = 0.0284 > 0.025; P(X <= 60) =
    // 0.9824.
    // For a share of 0.9 of 100: P(X <= 83) = 0.0206, P(X <= 84) = 0.0399; P(X <= 95) = 0.9763, P(X <= 94) = 0.9424.
    @CsvSource({"0.5, 40, 61", "0.9, 84, 96"})
    void theIntervalIsBetweenTheRanksOfTheBinomialDistribution(double share, long low, long high) {
        Histogram observed = LatencyDistribution.newHistogram();
        for (long value = 1; value <= 100; value++) {
            observed.recordValue(value);
        }

        assertThat(new LatencyDistribution(observed, histogram()).ranks().interval(share))
                .isEqualTo(new Quantile(share, low, high));
    }

    @Test
    void anIntervalThatReachesBeyondTheSamplesHasNoEnd() {
        LatencyDistribution few = new LatencyDistribution(histogram(10, 20, 30), histogram());

        assertThat(few.ranks().interval(0.5)).isEqualTo(new Quantile(0.5, 0, Quantile.UNBOUNDED));
        assertThat(few.ranks().interval(0.99).isUnbounded()).isTrue();
        assertThat(LatencyDistribution.empty().ranks().interval(0.5))
                .isEqualTo(new Quantile(0.5, 0, Quantile.UNBOUNDED));
    }

    @Test
    void theIntervalCoversTheTruthAsOftenAsItSays() {
        Random random = new Random(4_242);
        int covered = 0;
        int rounds = 1_000;
        for (int round = 0; round < rounds; round++) {
            Histogram observed = LatencyDistribution.newHistogram();
            for (int i = 0; i < 200; i++) {
                observed.recordValue(random.nextLong(0, 2_000));
            }
            Quantile interval =
                    new LatencyDistribution(observed, histogram()).ranks().interval(0.9);
            // Of 0 to 1,999, evenly spread, nine in ten are at or below 1,799.
            covered += interval.lowerNanos() <= 1_799 && interval.upperNanos() >= 1_799 ? 1 : 0;
        }
        // 95 % at least; at most three standard errors (0.7 %) below, of 1,000 rounds.
        assertThat(covered).as("seed 4242").isGreaterThan((int) (0.93 * rounds));
    }

    @Test
    void moreSamplesThanTheLibraryCountsHaveAnIntervalToo() {
        Histogram observed = LatencyDistribution.newHistogram();
        observed.recordValueWithCount(100, 6_000_000_000L);
        observed.recordValueWithCount(200, 6_000_000_000L);

        assertThat(new LatencyDistribution(observed, histogram()).ranks().interval(0.25))
                .isEqualTo(new Quantile(0.25, 100, 100));
    }

    @Test
    void sumsAreExactAndLeaveBothPartsAlone() {
        LatencyDistribution one = new LatencyDistribution(histogram(10, 30), histogram(50));
        LatencyDistribution other = new LatencyDistribution(histogram(20, 40), histogram(60, 70));

        LatencyDistribution sum = one.plus(other);

        assertThat(sum.observed()).isEqualTo(histogram(10, 20, 30, 40));
        assertThat(sum.censored()).isEqualTo(histogram(50, 60, 70));
        assertThat(sum.count()).isEqualTo(7);
        assertThat(sum.meanNanos()).isEqualTo(25);
        assertThat(sum.maxNanos()).isEqualTo(40);
        assertThat(one.count()).isEqualTo(3);
        assertThat(other.count()).isEqualTo(4);
    }

    @Test
    void nothingHasNoLatency() {
        LatencyDistribution nothing = LatencyDistribution.empty();

        assertThat(nothing.quantile(0.5)).isEqualTo(new Quantile(0.5, 0, Quantile.UNBOUNDED));
        assertThat(nothing.count()).isZero();
        assertThat(nothing.maxNanos()).isZero();
        assertThat(nothing.meanNanos()).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 1.000001, 99, Double.NaN})
    void aShareOutsideItsRangeIsRefused(double share) {
        assertThatThrownBy(() -> LatencyDistribution.empty().quantile(share))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(String.valueOf(share));
    }

    private static Histogram histogram(long... values) {
        Histogram histogram = LatencyDistribution.newHistogram();
        for (long value : values) {
            histogram.recordValue(value);
        }
        return histogram;
    }

    /** Counts and latencies in turn, nanoseconds. */
    private static Histogram of(long... countsAndNanos) {
        Histogram histogram = LatencyDistribution.newHistogram();
        for (int i = 0; i < countsAndNanos.length; i += 2) {
            histogram.recordValueWithCount(countsAndNanos[i + 1], countsAndNanos[i]);
        }
        return histogram;
    }

    /** To the three digits that histograms keep. */
    private static long millis(long nanos) {
        return Math.round(nanos / 1e8) * 100;
    }
}
