package io.loadgen.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadgen.latency.CompressedLatencies;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.latency.LatencyInterval;
import io.loadgen.result.Phase;
import io.loadgen.spec.Basis;
import io.loadgen.spec.Signal;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalLogTests {
    private final LatencyRecorder recorder = new LatencyRecorder(EnumSet.of(Signal.REPLY, Signal.EVENT, Signal.RESULT));

    @Test
    void aSecondHoldsMeasuredSlotsOnlyWithTheirLosses() {
        IntervalLog log = new IntervalLog();
        recorder.record(Signal.EVENT, Phase.WARMUP, 900, 900);
        recorder.record(Signal.EVENT, Phase.MEASURED, 100, 90);
        recorder.recordLoss(Signal.EVENT, 3_000, 2_000);
        log.add(4, recorder.takeInterval().measured(), 0);

        LatencyInterval second = log.intervals().getFirst();
        assertThat(second.fromSecond()).isEqualTo(4);
        assertThat(second.seconds()).isOne();
        assertThat(second.part(Signal.REPLY, Basis.RESPONSE)).isEmpty();
        LatencyDistribution response =
                second.part(Signal.EVENT, Basis.RESPONSE).orElseThrow().expand();
        assertThat(response.count()).isEqualTo(2);
        assertThat(response.maxNanos()).isEqualTo(100);
        assertThat(response.quantile(1).lowerNanos()).isBetween(3_000L, 3_010L);
        LatencyDistribution service =
                second.part(Signal.EVENT, Basis.SERVICE).orElseThrow().expand();
        assertThat(service.maxNanos()).isEqualTo(90);
        assertThat(service.censored().getMaxValue()).isBetween(2_000L, 2_010L);
    }

    @Test
    void secondsWithoutASampleAreLeftOut() {
        IntervalLog log = new IntervalLog();
        log.add(0, recorder.takeInterval().measured(), 0);
        recorder.record(Signal.REPLY, Phase.MEASURED, 1, 1);
        log.add(1, recorder.takeInterval().measured(), 0);
        log.add(2, recorder.takeInterval().measured(), 0);

        assertThat(log.intervals()).extracting(LatencyInterval::fromSecond).containsExactly(1L);
    }

    @Test
    void signalsThatRunsAreNotComparedByAreNotKept() {
        IntervalLog log = new IntervalLog();
        recorder.record(Signal.RESULT, Phase.MEASURED, 1, 1);
        log.add(0, recorder.takeInterval().measured(), 0);

        assertThat(log.intervals()).isEmpty();
    }

    @Test
    void aLongRunKeepsItsNumberOfIntervalsAndEverySample() {
        IntervalLog log = new IntervalLog(8);
        LatencyDistribution all = LatencyDistribution.empty();
        for (int second = 0; second < 100; second++) {
            long nanos = 1_000L * (second + 1);
            recorder.record(Signal.EVENT, Phase.MEASURED, nanos, nanos);
            if (second % 2 == 0) {
                recorder.record(Signal.REPLY, Phase.MEASURED, nanos, nanos);
            }
            LatencyRecorder.Interval interval = recorder.takeInterval();
            log.add(second, interval.measured(), 0);
        }

        List<LatencyInterval> kept = log.intervals();
        assertThat(kept).hasSize(8);
        long next = 0;
        long replies = 0;
        for (LatencyInterval interval : kept) {
            assertThat(interval.fromSecond()).isEqualTo(next);
            next += interval.seconds();
            all = all.plus(
                    interval.part(Signal.EVENT, Basis.RESPONSE).orElseThrow().expand());
            replies += interval.part(Signal.REPLY, Basis.SERVICE)
                    .map(CompressedLatencies::count)
                    .orElse(0L);
        }
        assertThat(next).isEqualTo(100);
        assertThat(replies).isEqualTo(50);
        assertThat(recorder.totals(Basis.RESPONSE).get(Signal.EVENT))
                .extracting(LatencyDistribution::observed)
                .isEqualTo(all.observed());
        assertThat(kept).allSatisfy(interval -> assertThat(interval.seconds()).isLessThanOrEqualTo(25));
    }

    @Test
    void compressionLosesNothing() {
        Histogram observed = LatencyDistribution.newHistogram();
        for (long nanos = 1; nanos < LatencyDistribution.HIGHEST_NANOS; nanos = nanos * 7 / 5 + 1) {
            observed.recordValueWithCount(nanos, nanos % 97 + 1);
        }
        Histogram censored = LatencyDistribution.newHistogram();
        censored.recordValueWithCount(30_000_000_000L, 12);

        LatencyDistribution back = CompressedLatencies.of(new LatencyDistribution(observed, censored))
                .expand();

        assertThat(back.observed()).isEqualTo(observed);
        assertThat(back.censored()).isEqualTo(censored);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 50, 3_000, 30_000})
    void samplesFarApartLoseNothing(int samples) {
        Histogram observed = LatencyDistribution.newHistogram();
        SplittableRandom random = new SplittableRandom(samples);
        for (int sample = 0; sample < samples; sample++) {
            // Over all magnitudes alike, so that nearly each has a bucket for itself and empty ones before it.
            observed.recordValue((long) Math.pow(LatencyDistribution.HIGHEST_NANOS, random.nextDouble()));
        }

        LatencyDistribution back = CompressedLatencies.of(
                        new LatencyDistribution(observed, LatencyDistribution.newHistogram()))
                .expand();

        assertThat(back.observed()).isEqualTo(observed);
    }

    @Test
    void whatIsNoHistogramIsRefused() {
        assertThatThrownBy(() -> new CompressedLatencies(1, "bm8gaGlzdG9ncmFt", null, null).expand())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no compressed histogram");
    }
}
