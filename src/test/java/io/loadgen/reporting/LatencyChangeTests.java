package io.loadgen.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.loadgen.measurement.Basis;
import io.loadgen.measurement.LatencyDistribution;
import io.loadgen.measurement.Signal;
import io.loadgen.reporting.Comparison.Outcome;
import io.loadgen.reporting.LatencyChange.Rank;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/**
 * Whether the statistics see what is there, and nothing else: pairs of runs of 50 s at 100 requests a second, lognormal about a
 * median that wanders from second to second. Everything is drawn with fixed seeds.
 */
class LatencyChangeTests {
    private static final int PAIRS = 60;
    private static final int SECONDS = 50;
    private static final double ASSUMED_FLOOR = Math.log1p(NoiseFloor.ASSUMED);

    @Test
    void pairsOfTheSameBuildAreCalledDifferentInAtMostOneOfTwenty() {
        assertThat(count(pair -> isDifferent(pair, 20, 20, ASSUMED_FLOOR))).isLessThanOrEqualTo(PAIRS / 20);
    }

    @Test
    void intervalsAloneErrAsOftenAsTheySay() {
        // 3 of 60 are meant to; more than 7 would be so by chance in 1 of 100 cases.
        assertThat(count(pair -> isDifferent(pair, 20, 20, 0))).isLessThanOrEqualTo(7);
    }

    @Test
    void tenPercentMoreAtTwentyMillisecondsIsSeenInAtLeastNineteenOfTwenty() {
        assertThat(count(pair -> isDifferent(pair, 20, 22, ASSUMED_FLOOR))).isGreaterThanOrEqualTo(PAIRS * 19 / 20);
    }

    @Test
    void percentilesOfMixturesAreThoseOfTheSum() {
        LatencyCells cells = run(1, 20);
        long[] scale = cells.scaleWith(cells);
        MixedQuantiles quantiles = new MixedQuantiles(cells, scale);
        Histogram sum = LatencyDistribution.newHistogram();
        List<Histogram> seconds = seconds(1, 20);
        int[] weights = new int[SECONDS];
        for (int second = 0; second < SECONDS; second++) {
            weights[second] = second % 4;
            for (int times = 0; times < weights[second]; times++) {
                sum.add(seconds.get(second));
            }
        }

        for (Rank rank : LatencyChange.RANKS) {
            assertThat(quantiles.at(rank.share(), weights)).isEqualTo(sum.getValueAtPercentile(100 * rank.share()));
        }
    }

    @Test
    void cliffsDeltaIsTheShareOfPairsThatTookLongerMinusThatWhichTookLess() {
        LatencyCells low = LatencyCells.ofSeconds(List.of(of(10, 20), of(30)));
        LatencyCells high = LatencyCells.ofSeconds(List.of(of(20, 40), of(50)));

        // 9 pairs: 7 longer, 1 alike, 1 less.
        assertThat(change(low, high).cliffsDelta()).isEqualTo(6.0 / 9);
        assertThat(change(high, low).cliffsDelta()).isEqualTo(-6.0 / 9);
    }

    @Test
    void blocksHoldNeighboursAndEveryResampleIsAsLong() {
        BlockResampling blocks = new BlockResampling(new SplittableRandom(1), 27);

        assertThat(blocks.blockCells()).isEqualTo(3);
        for (int draw = 0; draw < 50; draw++) {
            int[] weights = blocks.draw();
            assertThat(weights).hasSize(27);
            assertThat(Arrays.stream(weights).sum()).isEqualTo(27);
            for (int cell = 0; cell < 27; cell++) {
                boolean alone = weights[cell] > 0 && weights[(cell + 1) % 27] == 0 && weights[(cell + 26) % 27] == 0;
                assertThat(alone).isFalse();
            }
        }
    }

    @Test
    void theFloorOfRepeatsIsAPredictionInterval() {
        // Logarithms 0, 0.01, 0.02: deviation 0.01, Student 4.303, root of 4/3.
        List<Double> repeats = List.of(1.0, Math.exp(0.01), Math.exp(0.02));

        assertThat(NoiseFloor.of(repeats)).isCloseTo(Math.expm1(0.0496867), within(1e-6));
        assertThat(NoiseFloor.of(List.of(20.0))).isEqualTo(0.05);
        assertThat(NoiseFloor.of(List.of(20.0, 20.2))).isEqualTo(0.05);
        assertThat(NoiseFloor.of(List.of(20.0, 24.0))).isCloseTo(0.2, within(1e-9));
    }

    @Test
    void studentIsWiderThanNormalAsItIsInTables() {
        assertThat(JointIntervals.studentOverNormal(11) * 1.959964).isCloseTo(2.201, within(0.01));
        assertThat(JointIntervals.studentOverNormal(4) * 1.959964).isCloseTo(2.776, within(0.05));
    }

    private static int count(LongPredicate pair) {
        return (int) LongStream.range(0, PAIRS).filter(pair).count();
    }

    private static boolean isDifferent(long pair, double baselineMillis, double candidateMillis, double floor) {
        LatencyChange change = change(run(2 * pair, baselineMillis), run(2 * pair + 1, candidateMillis));
        JointIntervals intervals = new JointIntervals(
                change.resampled(500), change.measured(), change.leastErrors(), change.fewerBlocks());
        double[] measured = change.measured();
        boolean different = false;
        for (int figure = 0; figure < measured.length; figure++) {
            Outcome outcome = ChangeFindings.outcome(measured[figure], intervals.halfWidth(figure), floor);
            different |= RunComparison.isDifferent(outcome);
        }
        return different;
    }

    private static LatencyChange change(LatencyCells baseline, LatencyCells candidate) {
        return new LatencyChange(Signal.EVENT, Basis.RESPONSE, baseline, candidate, new SplittableRandom(42));
    }

    private static LatencyCells run(long seed, double medianMillis) {
        return LatencyCells.ofSeconds(seconds(seed, medianMillis));
    }

    private static List<Histogram> seconds(long seed, double medianMillis) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Histogram> seconds = new ArrayList<>();
        double wander = 0;
        for (int second = 0; second < SECONDS; second++) {
            wander = 0.5 * wander + 0.02 * random.nextGaussian();
            Histogram histogram = new Histogram(LatencyDistribution.DIGITS);
            for (int request = 0; request < 100; request++) {
                histogram.recordValue(Math.round(medianMillis * 1e6 * Math.exp(wander + 0.25 * random.nextGaussian())));
            }
            seconds.add(histogram);
        }
        return seconds;
    }

    private static Histogram of(long... nanos) {
        Histogram histogram = new Histogram(LatencyDistribution.DIGITS);
        LongStream.of(nanos).forEach(histogram::recordValue);
        return histogram;
    }
}
