package io.loadgen.engine.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.latency.CompressedLatencies;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.result.RehearsalFigures;
import io.loadgen.spec.Percentile;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarmUpWatchTests {
    private static final double RATE = 5000;

    private final WarmUpWatch watch = new WarmUpWatch(RATE);

    private void second(long answered, long cpuMillis, double lagMillis) {
        watch.add(new WarmUpWatch.Second(
                answered, OptionalLong.of(cpuMillis * 1_000_000), lagMillis, latencies(answered)));
    }

    /** So many samples of 0.3 ms. */
    private static CompressedLatencies latencies(long samples) {
        Histogram times = LatencyDistribution.newHistogram();
        times.recordValueWithCount(300_000, samples);
        return CompressedLatencies.of(LatencyDistribution.observed(times));
    }

    @ParameterizedTest(name = "{0}, {1} and {2} ms of CPU, lag {3}, {4} and {5} ms: {6}")
    @CsvSource({
        // The compilers are at it.
        "790, 640, 500, 0.1, 0.1, 0.1, false",
        "500, 500, 580, 0.1, 0.1, 0.1, false",
        "500, 520, 540, 0.1, 0.1, 0.1, true",
        // Of what costs next to nothing any part is chance.
        "5, 20, 12, 0.1, 0.1, 0.1, true",
        "500, 500, 500, 7.7, 2.0, 0.9, false",
        "500, 500, 500, 0.1, 0.9, 0.2, true",
        "500, 500, 500, 4.0, 5.5, 5.0, true",
        "500, 500, 500, 4.0, 6.5, 5.0, false"
    })
    void steadyIsWhatDoesNotChange(
            long cpu1, long cpu2, long cpu3, double lag1, double lag2, double lag3, boolean steady) {
        second(5000, cpu1, lag1);
        second(5000, cpu2, lag2);
        assertThat(watch.isSteady()).isFalse();
        assertThat(watch.figures("run")).isEmpty();
        second(5000, cpu3, lag3);

        assertThat(watch.isSteady()).isEqualTo(steady);
        assertThat(watch.figures("run").orElseThrow().steady()).isEqualTo(steady);
    }

    @Test
    void whatWasBeforeTheLastSecondsIsForgotten() {
        second(1000, 2000, 900);
        second(5000, 500, 0.1);
        second(5010, 500, 0.2);
        second(4990, 510, 0.1);

        assertThat(watch.figures("run").orElseThrow())
                .returns("run", RehearsalFigures::ofRun)
                .returns(RATE, RehearsalFigures::ratePerSecond)
                .returns(RATE, RehearsalFigures::reachedRatePerSecond)
                .returns(4, RehearsalFigures::seconds)
                .returns(true, RehearsalFigures::steady)
                .returns(0.2, RehearsalFigures::lagP99Millis)
                .returns(100.667, RehearsalFigures::cpuMicrosPerRequest)
                .satisfies(figures -> {
                    assertThat(figures.floor().count()).isEqualTo(15_000);
                    assertThat(figures.floor().percentile(Percentile.P99))
                            .hasValueSatisfying(bounds -> assertThat(bounds.lowerMillis())
                                    .isCloseTo(0.3, org.assertj.core.data.Percentage.withPercentage(0.1)));
                });
    }

    @Test
    void aRateThatIsNotReachedIsNotSteadyAndSaysWhatItCameTo() {
        for (int second = 0; second < 3; second++) {
            second(3900, 900, 2000);
        }

        assertThat(watch.isSteady()).isFalse();
        assertThat(watch.figures("run").orElseThrow())
                .returns(false, RehearsalFigures::reached)
                .extracting(RehearsalFigures::refusal)
                .asString()
                .contains(
                        "3900.7/s at best of the 5000.0/s asked for",
                        "lag of 2000.000 ms at p99",
                        "lower rate to 3900 or less");
    }

    @Test
    void aRateIsReachedThatWasKeptForAWhile() {
        for (long answered : new long[] {3000, 5000, 5000, 5000, 4200}) {
            second(answered, 500, 0.1);
        }

        assertThat(watch.isSteady()).isFalse();
        assertThat(watch.figures("run").orElseThrow().reached()).isTrue();
    }

    @Test
    void ofFewRequestsOneThatIsOnItsWayIsNotMissing() {
        WarmUpWatch slow = new WarmUpWatch(1);
        for (long answered : new long[] {0, 1, 1}) {
            slow.add(new WarmUpWatch.Second(answered, OptionalLong.empty(), 0.1, latencies(answered)));
        }

        assertThat(slow.isSteady()).isTrue();
        assertThat(slow.figures("run").orElseThrow())
                .returns(1.0, RehearsalFigures::reachedRatePerSecond)
                .returns(null, RehearsalFigures::cpuMicrosPerRequest);
    }
}
