package io.loadgen.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.loadgen.growth.GrowthLaw.BreakingSize;
import io.loadgen.growth.GrowthLaw.Curve;
import io.loadgen.growth.GrowthLaw.Law;
import io.loadgen.spec.Signal;
import io.loadgen.spec.Slo.LatencyLimit;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The law that is named for simulated platforms. Rates are printed with their seeds; larger samples: {@code -Dloadgen.growth.simulated-runs=1000}. */
class GrowthAnalysisTests {
    private static final int RUNS = Integer.getInteger("loadgen.growth.simulated-runs", 100);
    private static final int ROOMS = 5;

    private static double constant(int size) {
        return 20;
    }

    private static double linear(int size) {
        return 10 + 0.03 * size;
    }

    private static double quadratic(int size) {
        return 10 + 4e-5 * size * size;
    }

    /**
     * Rooms that grow from 1 to 990 members, ten at a time. Times are lognormal, every hundredth is ten times as long, and the noise of all
     * rooms at a time goes on for a while.
     *
     * @param spread the standard deviation of the logarithm
     * @param lasting the autocorrelation of what all rooms have in common, which is a third of the noise
     */
    private record Noise(double spread, double lasting) {
        CostSamples run(IntToDoubleFunction millis, int adds, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            CostSamples samples = new CostSamples();
            double common = random.nextGaussian();
            for (int add = 0; add < adds; add++) {
                common = lasting * common + Math.sqrt(1 - lasting * lasting) * random.nextGaussian();
                for (int room = 0; room < ROOMS; room++) {
                    double own = random.nextGaussian();
                    double noise = Math.exp(spread * (common / 3 + own * Math.sqrt(8) / 3));
                    double slow = random.nextInt(100) == 0 ? 10 : 1;
                    int size = 1 + 10 * add;
                    samples.add(size, Math.round(millis.applyAsDouble(size) * noise * slow * 1e6));
                }
            }
            return samples;
        }

        Map<Law, Integer> laws(String name, IntToDoubleFunction millis, int adds) {
            Map<Law, Integer> laws = new EnumMap<>(Law.class);
            for (int seed = 0; seed < RUNS; seed++) {
                laws.merge(GrowthAnalysis.of(run(millis, adds, seed), List.of()).law(), 1, Integer::sum);
            }
            System.out.printf(
                    "%s, %d adds a room, spread %.1f, lasting %.1f, seeds 0 to %d: %s%n",
                    name, adds, spread, lasting, RUNS - 1, laws);
            return laws;
        }
    }

    private static int named(Map<Law, Integer> laws, Law law) {
        return laws.getOrDefault(law, 0);
    }

    @ParameterizedTest
    @CsvSource({"0.2, 0", "0.3, 0.5", "0.4, 0"})
    void lawsAreNamedRight(double spread, double lasting) {
        Noise noise = new Noise(spread, lasting);

        Map<Law, Integer> constant = noise.laws("constant", GrowthAnalysisTests::constant, 99);
        Map<Law, Integer> linear = noise.laws("linear", GrowthAnalysisTests::linear, 99);
        Map<Law, Integer> quadratic = noise.laws("quadratic", GrowthAnalysisTests::quadratic, 99);

        assertThat(named(constant, Law.CONSTANT)).isGreaterThanOrEqualTo(RUNS * 19 / 20);
        assertThat(named(linear, Law.LINEAR)).isGreaterThanOrEqualTo(RUNS * 19 / 20);
        assertThat(named(quadratic, Law.QUADRATIC)).isGreaterThanOrEqualTo(RUNS * 19 / 20);
    }

    @ParameterizedTest
    @CsvSource({"0.4, 0.5, 99", "0.6, 0, 99", "0.8, 0.5, 99", "0.4, 0.5, 30"})
    void inMuchNoiseTheLawIsRatherNotToldThanWrong(double spread, double lasting, int adds) {
        Noise noise = new Noise(spread, lasting);
        Map<Law, Integer> linear = noise.laws("linear", GrowthAnalysisTests::linear, adds);
        Map<Law, Integer> quadratic = noise.laws("quadratic", GrowthAnalysisTests::quadratic, adds);

        assertThat(named(linear, Law.QUADRATIC)).isLessThanOrEqualTo(RUNS / 20);
        assertThat(named(quadratic, Law.LINEAR)).isLessThanOrEqualTo(RUNS / 20);
    }

    @ParameterizedTest
    @CsvSource({"1.0, 0.8, 99", "0.5, 0.9, 20", "1.5, 0, 12"})
    void noiseAloneIsNoGrowth(double spread, double lasting, int adds) {
        Map<Law, Integer> laws = new Noise(spread, lasting).laws("noise alone", GrowthAnalysisTests::constant, adds);

        assertThat(named(laws, Law.CONSTANT) + named(laws, Law.CANNOT_TELL)).isGreaterThanOrEqualTo(RUNS * 19 / 20);
    }

    @Test
    void curveIsThatOfTheMedians() {
        GrowthLaw found = GrowthAnalysis.of(new Noise(0, 0).run(GrowthAnalysisTests::quadratic, 99, 1), List.of());

        assertThat(found.law()).isEqualTo(Law.QUADRATIC);
        assertThat(found.note()).isNull();
        assertThat(found.adds()).isEqualTo(99 * ROOMS);
        assertThat(found.fromSize()).isEqualTo(1);
        assertThat(found.toSize()).isEqualTo(981);
        Curve curve = Objects.requireNonNull(found.curve());
        assertThat(curve.at(0)).isCloseTo(10, within(0.1));
        assertThat(curve.at(500)).isCloseTo(20, within(0.2));
        assertThat(curve.at(2_000)).isCloseTo(170, within(2.0));
    }

    @Test
    void sizeAtWhichALimitBreaksIsWithinItsBand() {
        // With the slow hundredth the p90 is exp(1.34 times 0.4) times the median: 10 ms and 0.03 ms a member come to
        // 60 ms there.
        int trueSize = (int) ((60 / Math.exp(1.34 * 0.4) - 10) / 0.03);
        List<BreakingSize> found = IntStream.range(0, RUNS)
                .mapToObj(seed -> GrowthAnalysis.of(
                        new Noise(0.4, 0).run(GrowthAnalysisTests::linear, 80, seed), List.of(limit(90, 60))))
                .flatMap(law -> law.limits().stream())
                .toList();
        long held = found.stream()
                .filter(size -> size.fromSize() != null && size.fromSize() <= trueSize)
                .filter(size -> size.toSize() == null || size.toSize() >= trueSize)
                .count();

        System.out.printf("bands that hold the size: %d of %d, seeds from 0%n", held, found.size());
        assertThat(found).hasSizeGreaterThanOrEqualTo(RUNS * 9 / 10);
        assertThat(held).isGreaterThanOrEqualTo(found.size() * 19L / 20);
    }

    @Test
    void breakingSizesOfKnownCurves() {
        List<LatencyLimit> limits = List.of(limit(50, 40), limit(50, 5), limit(50, 1_000), limit(99.9, 40));

        GrowthLaw found = GrowthAnalysis.of(new Noise(0, 0).run(GrowthAnalysisTests::linear, 60, 1), limits);

        assertThat(found.limits()).extracting(BreakingSize::percentile).containsExactly("p50", "p50", "p50", "p99.9");
        assertThat(found.limits().get(0).size()).isBetween(990, 1_010);
        assertThat(found.limits().get(1).size()).as("broken from the start").isEqualTo(1);
        assertThat(found.limits().get(2).words()).isEqualTo("at no size up to 10 times the greatest measured");
        assertThat(found.limits().get(3).words()).isEqualTo("too few adds for p99.9");
    }

    @Test
    void constantCostBreaksNoLimitThatItKeeps() {
        GrowthLaw found =
                GrowthAnalysis.of(new Noise(0.2, 0).run(GrowthAnalysisTests::constant, 99, 1), List.of(limit(50, 40)));

        assertThat(found.limits().getFirst().words()).isEqualTo("at no size: the cost does not grow");
    }

    @Test
    void wordsOfASize() {
        assertThat(new BreakingSize("p99", 500, 1_250, 1_100, 1_420, null).words())
                .isEqualTo("at 1,250 members (1,100 to 1,420)");
        assertThat(new BreakingSize("p99", 500, 1_250, 1_100, null, null).words())
                .isEqualTo("at 1,250 members (1,100 or more)");
        assertThat(new BreakingSize("p99", 500, null, 9_000, null, "at no size").words())
                .isEqualTo("at no size, though it may be reached from 9,000 on");
    }

    @Test
    void fewAddsTellNothing() {
        CostSamples few = new Noise(0.1, 0).run(GrowthAnalysisTests::linear, 7, 1);
        CostSamples ofOneSize = new CostSamples();
        for (int add = 0; add < 100; add++) {
            ofOneSize.add(10, 20_000_000);
        }

        assertThat(GrowthAnalysis.of(few, List.of()).note())
                .isEqualTo("it takes 40 adds at two sizes or more, there were 35");
        assertThat(GrowthAnalysis.of(ofOneSize, List.of()).law()).isEqualTo(Law.CANNOT_TELL);
        assertThat(GrowthAnalysis.of(new CostSamples(), List.of()).adds()).isZero();
    }

    @Test
    void addsThatBecomeFasterAreNotConstant() {
        GrowthLaw found = GrowthAnalysis.of(new Noise(0.2, 0).run(size -> 40 - 0.02 * size, 99, 1), List.of());

        assertThat(found.law()).isEqualTo(Law.CANNOT_TELL);
        assertThat(found.note()).startsWith("adds became faster");
    }

    @Test
    void growthThatFlattensIsNotLinear() {
        GrowthLaw found =
                GrowthAnalysis.of(new Noise(0.2, 0).run(size -> 10 + 10 * Math.log1p(size), 99, 1), List.of());

        assertThat(found.law()).isEqualTo(Law.CANNOT_TELL);
        assertThat(found.note()).isEqualTo("the cost grows, but the less the greater the room is");
    }

    private static LatencyLimit limit(double percentile, long millis) {
        return new LatencyLimit(Signal.EVENT, percentile, Duration.ofMillis(millis));
    }
}
