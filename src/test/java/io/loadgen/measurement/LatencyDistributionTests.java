package io.loadgen.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Latencies below 2,048 ns have a bucket of their own, so that small examples are exact. */
class LatencyDistributionTests {
    private static final double[] PERCENTILES = {0.001, 1, 10, 25, 50, 75, 90, 95, 99, 99.9, 99.99, 99.999, 100};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void withoutCensoringEveryPercentileIsTheOrdinaryOne(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 40; round++) {
            Histogram observed = LatencyDistribution.newHistogram();
            int samples = 1 + random.nextInt(5_000);
            for (int i = 0; i < samples; i++) {
                observed.recordValue((long) Math.exp(random.nextDouble() * Math.log(1e11)));
            }
            LatencyDistribution distribution = new LatencyDistribution(observed, histogram());
            for (double percentile : PERCENTILES) {
                assertThat(distribution.quantile(percentile / 100))
                        .as("seed %d round %d, p%s of %d", seed, round, percentile, samples)
                        .isEqualTo(new Quantile(percentile / 100, observed.getValueAtPercentile(percentile), false));
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
            assertThat(distribution.quantile(percentile / 100).nanos())
                    .as("seed %d p%s", seed, percentile)
                    .isEqualTo(all.getValueAtPercentile(percentile));
        }
        assertThat(distribution.quantile(0.97).beyond()).isFalse();
        assertThat(distribution.quantile(0.9701).beyond()).isTrue();
        assertThat(distribution.quantile(0.99))
                .isEqualTo(new Quantile(0.99, all.highestEquivalentValue(30_000_000_000L), true));
    }

    @Test
    void remissionTimesOfFreireichAreEstimatedAsInTheTextbooks() {
        // Freireich et al. 1963, 6-MP group, 21 patients; the usual example for the product-limit estimate.
        // Ended at 6 6 6 7 10 13 16 22 23; lost at 6 9 10 11 17 19 20 25 32 32 34 35.
        //  t  at risk  ended  share still open
        //  6    21      3     18/21                = .857
        //  7    17      1     .857 * 16/17         = .807
        // 10    15      1     .807 * 14/15         = .753
        // 13    12      1     .753 * 11/12         = .690
        // 16    11      1     .690 * 10/11         = .627
        // 22     7      1     .627 * 6/7           = .538
        // 23     6      1     .538 * 5/6           = .448
        LatencyDistribution distribution = new LatencyDistribution(
                histogram(6, 6, 6, 7, 10, 13, 16, 22, 23), histogram(6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35));

        assertThat(distribution.count()).isEqualTo(21);
        assertThat(distribution.censoredCount()).isEqualTo(12);
        assertThat(distribution.quantile(0.142)).isEqualTo(new Quantile(0.142, 6, false));
        assertThat(distribution.quantile(0.144)).isEqualTo(new Quantile(0.144, 7, false));
        assertThat(distribution.quantile(0.193).nanos()).isEqualTo(7);
        assertThat(distribution.quantile(0.194).nanos()).isEqualTo(10);
        assertThat(distribution.quantile(0.25).nanos()).isEqualTo(13);
        assertThat(distribution.quantile(0.372).nanos()).isEqualTo(16);
        assertThat(distribution.quantile(0.374).nanos()).isEqualTo(22);
        assertThat(distribution.quantile(0.5)).isEqualTo(new Quantile(0.5, 23, false));
        assertThat(distribution.quantile(0.551).nanos()).isEqualTo(23);
        // The curve never falls below .448: rank 0.56 is among those that were not seen to end.
        assertThat(distribution.quantile(0.56)).isEqualTo(new Quantile(0.56, 35, true));
    }

    @Test
    void aSampleLostInTheVeryMomentOfAnEndingWasAtRiskThen() {
        // At 5 both are at risk: 1/2 still open. Had the lost one left before, it would be 0.
        LatencyDistribution distribution = new LatencyDistribution(histogram(5), histogram(5));

        assertThat(distribution.quantile(0.5)).isEqualTo(new Quantile(0.5, 5, false));
        assertThat(distribution.quantile(0.51)).isEqualTo(new Quantile(0.51, 5, true));
    }

    @Test
    void anEarlyLossCountsAsOneOfThoseThatWentOn() {
        // 1 of 4 lost at 1; of the 3 left one ends at 2: 2/3 still open, at 3: 1/3, at 4: 0.
        LatencyDistribution distribution = new LatencyDistribution(histogram(2, 3, 4), histogram(1));

        assertThat(distribution.quantile(0.33).nanos()).isEqualTo(2);
        assertThat(distribution.quantile(0.34).nanos()).isEqualTo(3);
        assertThat(distribution.quantile(0.67).nanos()).isEqualTo(4);
        assertThat(distribution.quantile(1)).isEqualTo(new Quantile(1, 4, false));
    }

    @Test
    void whereNothingWasSeenToEndEveryRankIsBeyond() {
        LatencyDistribution distribution = new LatencyDistribution(histogram(), histogram(700, 900));

        assertThat(distribution.quantile(0.01)).isEqualTo(new Quantile(0.01, 900, true));
        assertThat(distribution.maxNanos()).isZero();
        assertThat(distribution.meanNanos()).isZero();
    }

    @Test
    void losingTheSlowestNeverImprovesAPercentile() {
        Random random = new Random(42);
        Histogram complete = LatencyDistribution.newHistogram();
        Histogram observed = LatencyDistribution.newHistogram();
        Histogram censored = LatencyDistribution.newHistogram();
        for (int i = 0; i < 10_000; i++) {
            long latency = random.nextLong(1, 2_000);
            complete.recordValue(latency);
            if (latency > 1_500) {
                censored.recordValue(1_500);
            } else {
                observed.recordValue(latency);
            }
        }
        LatencyDistribution whole = new LatencyDistribution(complete, histogram());
        LatencyDistribution cut = new LatencyDistribution(observed, censored);

        for (double percentile : PERCENTILES) {
            Quantile quantile = cut.quantile(percentile / 100);
            long truth = whole.quantile(percentile / 100).nanos();
            assertThat(quantile.beyond() ? truth > quantile.nanos() : truth == quantile.nanos())
                    .as("p%s: %s, in truth %d", percentile, quantile, truth)
                    .isTrue();
        }
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

        assertThat(nothing.quantile(0.5)).isEqualTo(new Quantile(0.5, 0, false));
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
}
