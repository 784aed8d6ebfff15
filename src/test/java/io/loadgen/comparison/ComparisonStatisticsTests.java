package io.loadgen.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.loadgen.comparison.RunDesign.Order;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.spec.Percentile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pieces that comparisons are made of, held against what can be worked out by hand or is in tables. */
@Execution(ExecutionMode.CONCURRENT) // they compute, and share nothing
class ComparisonStatisticsTests {
    private static final double FIVE_PERCENT = 0.05;

    @Test
    void percentilesOfMixturesAreThoseOfTheSum() {
        List<long[]> seconds = seconds();
        MixedQuantiles quantiles = new MixedQuantiles(
                LatencyCells.ofSeconds(seconds.stream().map(SimulatedRuns::kept).toList()));
        Histogram sum = LatencyDistribution.newHistogram();
        int[] weights = new int[seconds.size()];
        for (int second = 0; second < weights.length; second++) {
            weights[second] = second % 4;
            for (int times = 0; times < weights[second]; times++) {
                LongStream.of(seconds.get(second)).forEach(sum::recordValue);
            }
        }

        for (Percentile percentile : Percentile.USUAL) {
            assertThat(quantiles.at(percentile.share(), weights))
                    .isEqualTo(sum.getValueAtPercentile(100 * percentile.share()));
        }
    }

    private static List<long[]> seconds() {
        SplittableRandom random = new SplittableRandom(1);
        return IntStream.range(0, 30)
                .mapToObj(second -> LongStream.range(0, 100)
                        .map(request -> Math.round(2e7 * Math.exp(0.25 * random.nextGaussian())))
                        .toArray())
                .toList();
    }

    @Test
    void cliffsDeltaIsTheShareOfPairsThatTookLongerMinusThatWhichTookLess() {
        // 9 pairs: 7 longer, 1 alike, 1 less.
        assertThat(CliffsDelta.of(of(10, 20, 30), of(20, 40, 50))).isEqualTo(6.0 / 9);
        assertThat(CliffsDelta.of(of(20, 40, 50), of(10, 20, 30))).isEqualTo(-6.0 / 9);
    }

    private static Histogram of(long... nanos) {
        Histogram histogram = new Histogram(LatencyDistribution.DIGITS);
        LongStream.of(nanos).forEach(histogram::recordValue);
        return histogram;
    }

    @Test
    void aLossIsAtLeastItsWaitAndAtMostForEver() {
        Histogram observed = of(LongStream.rangeClosed(1, 98).toArray());
        SignalTimes times = SignalTimes.of(SimulatedRuns.KEY, new LatencyDistribution(observed, of(500, 500)));

        assertThat(times.of(Percentile.P50)).isEqualTo(FigureBounds.exactly(50));
        assertThat(times.of(Percentile.P99)).isEqualTo(new FigureBounds(500, Double.POSITIVE_INFINITY));
        assertThat(times.lostShare()).isEqualTo(0.02);
    }

    @Test
    void aLossBelowThePercentileMovesItsUpperBoundOnly() {
        // The loss was waited for 10: the median is the 5th of 10, or, were the loss longer than all, the 6th observed
        // one.
        SignalTimes times = SignalTimes.of(
                SimulatedRuns.KEY, new LatencyDistribution(of(5, 15, 25, 35, 45, 55, 65, 75, 85), of(10)));

        assertThat(times.of(Percentile.P50)).isEqualTo(new FigureBounds(35, 45));
    }

    @Test
    void blocksHoldNeighboursAndEveryResampleIsAsLong() {
        BlockResampling blocks = new BlockResampling(new SplittableRandom(1), 27, 3);

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

    /** Of an AR(1) process the best length is known: the cube root of 6 r² n / (1 - r²)². */
    @ParameterizedTest
    @CsvSource({"0.5, 1.387", "0.9, 5.125"})
    void blocksAreAsLongAsTheAutocorrelationAsks(double correlation, double ofOne) {
        int count = 10_000;
        double mean = IntStream.range(0, 20)
                .map(seed -> BlockLength.of(autoregressive(seed, correlation, count)))
                .average()
                .orElseThrow();

        assertThat(mean / Math.cbrt(count)).isCloseTo(ofOne, within(0.12 * ofOne));
    }

    @Test
    void secondsThatDoNotResembleEachOtherAreDrawnByThemselves() {
        assertThat(IntStream.range(0, 20).map(seed -> BlockLength.of(autoregressive(seed, 0, 1_000))))
                .allSatisfy(length -> assertThat(length).isBetween(1, 12));
        assertThat(BlockLength.of(new double[] {1, 1, 1, 1})).isEqualTo(1);
        assertThat(BlockLength.of(autoregressive(1, 0.9, 30))).isBetween(3, 10);
    }

    private static double[] autoregressive(long seed, double correlation, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[count];
        double value = random.nextGaussian() / Math.sqrt(1 - correlation * correlation);
        for (int at = 0; at < count; at++) {
            value = correlation * value + random.nextGaussian();
            values[at] = value;
        }
        return values;
    }

    @ParameterizedTest
    @CsvSource({
        "AB, ONE_EACH", "ABBA, IN_TURN", "ABAB, IN_TURN", "ABA, IN_TURN", "ABBAABBA, IN_TURN",
        "AAB, BLOCKS", "AABB, BLOCKS", "BBAA, BLOCKS", "AAAABBBB, BLOCKS", "AAABABBB, BLOCKS"
    })
    void runsInTurnAreToldFromRunsInBlocks(String order, Order expected) {
        Map<Boolean, List<ComparedLatencies>> sides = IntStream.range(0, order.length())
                .boxed()
                .collect(Collectors.partitioningBy(
                        place -> order.charAt(place) == 'A',
                        Collectors.mapping(
                                place -> new ComparedLatencies(Instant.ofEpochSecond(place), List.of(), Map.of()),
                                Collectors.toList())));

        assertThat(RunDesign.of(sides.getOrDefault(true, List.of()), sides.getOrDefault(false, List.of()), 0)
                        .order())
                .isEqualTo(expected);
    }

    @Test
    void theSpreadIsThatOfTheSeriesOrOfRunsInTurn() {
        assertThat(new RunDesign(Order.ONE_EACH, 1, 1, 4).degrees()).isZero();
        assertThat(new RunDesign(Order.ONE_EACH, 1, 1, 5).degrees()).isEqualTo(4);
        assertThat(new RunDesign(Order.BLOCKS, 4, 4, 0).degrees()).isZero();
        assertThat(new RunDesign(Order.BLOCKS, 5, 1, 0).degrees()).isEqualTo(4);
        assertThat(new RunDesign(Order.BLOCKS, 5, 1, 8).degrees()).isEqualTo(11);
        assertThat(new RunDesign(Order.BLOCKS, 1, 5, 0).degrees()).isZero();
        assertThat(new RunDesign(Order.IN_TURN, 2, 4, 0).degrees()).isZero();
        assertThat(new RunDesign(Order.IN_TURN, 3, 3, 0).degrees()).isEqualTo(4);
        assertThat(new RunDesign(Order.IN_TURN, 2, 2, 5).degrees()).isEqualTo(6);
        assertThat(new RunDesign(Order.IN_TURN, 2, 4, 5).degrees()).isEqualTo(8);
        assertThat(new RunDesign(Order.IN_TURN, 4, 4, 5).degrees()).isEqualTo(6);
    }

    @Test
    void oneRunEachIsJudgedByTheSpreadOfTheSeries() {
        // Deviation 0.01 of five runs, 4 degrees of freedom: Student 2.776, root of 2.
        double[] series = {0, 0, 0.01 * Math.sqrt(2), -0.01 * Math.sqrt(2), 0};
        RunDifference difference = difference(List.of(1.0), List.of(1.1), series, Order.ONE_EACH);
        double half = 2.776445 * 0.01 * Math.sqrt(2);

        assertThat(difference.low(FIVE_PERCENT)).isCloseTo(0.1 - half, within(1e-6));
        assertThat(difference.high(FIVE_PERCENT)).isCloseTo(0.1 + half, within(1e-6));
        assertThat(difference.noise()).isCloseTo(half, within(1e-6));
    }

    @Test
    void runsInTurnAreJudgedByTheirOwnSpreadAndBlocksAreNot() {
        // Deviation 0.01 of the baseline, 4 degrees of freedom: Student 2.776, root of 1/3 + 1/3.
        List<Double> before = List.of(0.99, 1.0, 1.01);
        List<Double> after = List.of(1.1, 1.1, 1.1);
        RunDifference inTurn = difference(before, after, new double[0], Order.IN_TURN);
        double[] series = {0, 0, 0.01 * Math.sqrt(2), -0.01 * Math.sqrt(2), 0};
        RunDifference blocks = difference(before, after, series, Order.BLOCKS);

        assertThat(inTurn.measured()).isCloseTo(0.1, within(1e-9));
        assertThat(inTurn.high(FIVE_PERCENT)).isCloseTo(0.1 + 2.776445 * 0.01 * Math.sqrt(2.0 / 3), within(1e-6));
        assertThat(blocks.high(FIVE_PERCENT)).isCloseTo(0.1 + 2.776445 * 0.01 * Math.sqrt(2), within(1e-6));
        assertThat(inTurn.isToldBy(3, FIVE_PERCENT)).isTrue();
        assertThat(difference(before, List.of(1.02, 1.02, 1.02), new double[0], Order.IN_TURN)
                        .isToldBy(3, FIVE_PERCENT))
                .isFalse();
    }

    @Test
    void aCandidateThatIsSteadyDoesNotMakeItsBaselineSteadier() {
        List<Double> before = List.of(0.99, 1.0, 1.01);
        RunDifference more = difference(before, List.of(1.1, 1.1, 1.1, 1.1, 1.1, 1.1), new double[0], Order.IN_TURN);

        assertThat(more.high(FIVE_PERCENT)).isCloseTo(0.1 + 2.364624 * 0.01 * Math.sqrt(0.5), within(1e-6));
    }

    @Test
    void anEndIsNeverNearerThanSecondsAllow() {
        RunDifference difference = new RunDifference(
                List.of(FigureBounds.exactly(1)),
                List.of(FigureBounds.exactly(1)),
                new double[5],
                new RunDesign(Order.ONE_EACH, 1, 1, 5),
                0.0001);

        assertThat(difference.high(FIVE_PERCENT)).isCloseTo(2.776445 * 0.01 * Math.sqrt(2), within(1e-6));
    }

    @Test
    void lossesDecideOnlyWhatTheyProve() {
        List<FigureBounds> known = List.of(FigureBounds.exactly(1));
        List<FigureBounds> among = List.of(new FigureBounds(2, Double.POSITIVE_INFINITY));

        assertThat(bounded(known, among).low(FIVE_PERCENT)).isPositive();
        assertThat(bounded(known, among).high(FIVE_PERCENT)).isInfinite();
        assertThat(bounded(among, known).low(FIVE_PERCENT)).isInfinite();
        assertThat(bounded(among, known).high(FIVE_PERCENT)).isNegative();
        assertThat(bounded(among, among).low(FIVE_PERCENT)).isInfinite();
        assertThat(bounded(among, among).high(FIVE_PERCENT)).isInfinite();
    }

    private static RunDifference bounded(List<FigureBounds> baseline, List<FigureBounds> candidate) {
        double[] series = {0.01, 0, -0.01, 0, 0};
        return new RunDifference(baseline, candidate, series, new RunDesign(Order.ONE_EACH, 1, 1, 5), 0);
    }

    @Test
    void aRunFarOffDoesNotHideThatAllAreSlower() {
        List<Double> before = List.of(0.99, 1.01, 1.0);
        double together = difference(before, List.of(1.1, 1.1, 1.1), new double[0], Order.IN_TURN)
                .low(FIVE_PERCENT);

        assertThat(difference(before, List.of(1.1, 1.1, 9.0), new double[0], Order.IN_TURN)
                        .low(FIVE_PERCENT))
                .isGreaterThanOrEqualTo(together);
    }

    @Test
    void aRunOfTheCandidateThatGetsSlowerNeverMovesAnEndDown() {
        SplittableRandom random = new SplittableRandom(7);
        for (int trial = 0; trial < 2_000; trial++) {
            List<Double> before = drawn(random, random.nextInt(3, 5));
            List<Double> after = new ArrayList<>(drawn(random, random.nextInt(2, 6)));
            double low = Double.NEGATIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int step = 0; step < 5; step++) {
                RunDifference difference = difference(before, after, new double[0], Order.IN_TURN);
                assertThat(difference.low(FIVE_PERCENT)).isGreaterThanOrEqualTo(low - 1e-9);
                assertThat(difference.high(FIVE_PERCENT)).isGreaterThanOrEqualTo(high - 1e-9);
                low = difference.low(FIVE_PERCENT);
                high = difference.high(FIVE_PERCENT);
                int slower = random.nextInt(after.size());
                after.set(slower, after.get(slower) + 3 * random.nextDouble());
            }
        }
    }

    private static List<Double> drawn(SplittableRandom random, int runs) {
        return DoubleStream.generate(random::nextGaussian).limit(runs).boxed().toList();
    }

    private static RunDifference difference(
            List<Double> baseline, List<Double> candidate, double[] series, Order order) {
        return new RunDifference(
                baseline.stream().map(FigureBounds::exactly).toList(),
                candidate.stream().map(FigureBounds::exactly).toList(),
                series,
                new RunDesign(order, baseline.size(), candidate.size(), series.length),
                0);
    }
}
