package io.loadgen.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadgen.latency.LatencyDistribution;
import io.loadgen.result.Phase;
import io.loadgen.spec.Basis;
import io.loadgen.spec.Signal;
import java.util.EnumSet;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Latencies below 2,048 ns are kept exactly. */
class LatencyRecorderTests {
    private final LatencyRecorder recorder = new LatencyRecorder(EnumSet.of(Signal.REPLY, Signal.EVENT));

    @Test
    void intervalsHoldOnlyWhatCameSinceTheLastAndTotalsHoldAll() {
        recorder.record(Signal.EVENT, Phase.MEASURED, 10, 1);
        recorder.record(Signal.EVENT, Phase.MEASURED, 20, 2);
        assertCounts(interval(Signal.EVENT), 2, 20);
        recorder.record(Signal.EVENT, Phase.MEASURED, 30, 3);
        assertCounts(interval(Signal.EVENT), 1, 30);
        assertCounts(interval(Signal.EVENT), 0, 0);

        assertCounts(total(Basis.RESPONSE, Signal.EVENT).observed(), 3, 30);
        assertCounts(total(Basis.SERVICE, Signal.EVENT).observed(), 3, 3);
        assertThat(total(Basis.RESPONSE, Signal.EVENT).meanNanos()).isEqualTo(20);
        assertThat(total(Basis.RESPONSE, Signal.REPLY).count()).isZero();
    }

    @Test
    void whatIsNotTakenYetIsNotInTheTotals() {
        recorder.record(Signal.REPLY, Phase.MEASURED, 10, 10);

        assertThat(total(Basis.RESPONSE, Signal.REPLY).count()).isZero();
    }

    @Test
    void totalsDoNotChangeAfterwards() {
        recorder.record(Signal.REPLY, Phase.MEASURED, 10, 10);
        recorder.takeInterval();
        LatencyDistribution before = total(Basis.RESPONSE, Signal.REPLY);
        recorder.record(Signal.REPLY, Phase.MEASURED, 20, 20);
        recorder.takeInterval();

        assertThat(before.count()).isOne();
        assertThat(total(Basis.RESPONSE, Signal.REPLY).count()).isEqualTo(2);
    }

    @Test
    void theWarmupShowsInIntervalsAndInNoTotal() {
        recorder.record(Signal.EVENT, Phase.WARMUP, 900, 900);
        recorder.record(Signal.EVENT, Phase.MEASURED, 100, 100);
        recorder.recordLag(Phase.WARMUP, 70);
        recorder.recordLag(Phase.MEASURED, 50);
        LatencyRecorder.Interval interval = recorder.takeInterval();

        assertCounts(observed(interval), 2, 900);
        assertCounts(interval.lag(), 2, 70);
        assertCounts(total(Basis.RESPONSE, Signal.EVENT).observed(), 1, 100);
        assertCounts(total(Basis.SERVICE, Signal.EVENT).observed(), 1, 100);
        assertCounts(recorder.totalLag().observed(), 1, 50);
    }

    @Test
    void lossesEnterTheTotalsAsCensoredAndNoInterval() {
        recorder.recordLoss(Signal.EVENT, 300, 200);
        recorder.recordLoss(Signal.EVENT, 310, 210);
        assertCounts(interval(Signal.EVENT), 0, 0);

        assertThat(total(Basis.RESPONSE, Signal.EVENT).observed().getTotalCount())
                .isZero();
        assertCounts(total(Basis.RESPONSE, Signal.EVENT).censored(), 2, 310);
        assertCounts(total(Basis.SERVICE, Signal.EVENT).censored(), 2, 210);
        recorder.recordLoss(Signal.EVENT, 320, 220);
        recorder.takeInterval();
        assertCounts(total(Basis.RESPONSE, Signal.EVENT).censored(), 3, 320);
    }

    @Test
    void whatIsSeldomIsOfTheIntervalItCameInAndOfNoLaterOne() {
        recorder.takeInterval();
        recorder.recordInterval(Signal.EVENT, 400);
        recorder.recordLoss(Signal.EVENT, 300, 200);
        LatencyRecorder.Interval seldom = recorder.takeInterval();
        assertCounts(observed(seldom), 1, 400);
        assertThat(lossesOf(seldom)).isOne();

        LatencyRecorder.Interval usual = recorder.takeInterval();
        assertCounts(observed(usual), 0, 0);
        assertThat(lossesOf(usual)).isZero();
        assertCounts(total(Basis.SERVICE, Signal.EVENT).censored(), 1, 200);
    }

    private static @Nullable Histogram observed(LatencyRecorder.Interval interval) {
        LatencyDistribution times = interval.responses().get(Signal.EVENT);
        return times == null ? null : times.observed();
    }

    private static long lossesOf(LatencyRecorder.Interval interval) {
        LatencyRecorder.Measured measured = interval.measured().get(Signal.EVENT);
        return measured == null ? -1 : measured.response().censoredCount();
    }

    @Test
    void whatIsOutOfRangeIsRecordedAtItsEnd() {
        long tooLong = LatencyDistribution.HIGHEST_NANOS * 2;
        recorder.record(Signal.EVENT, Phase.MEASURED, tooLong, -5);
        recorder.recordLoss(Signal.EVENT, Long.MAX_VALUE, -1);
        recorder.recordLag(Phase.MEASURED, -1);
        recorder.takeInterval();

        Histogram scale = LatencyDistribution.newHistogram();
        long highest = scale.highestEquivalentValue(LatencyDistribution.HIGHEST_NANOS);
        assertCounts(total(Basis.RESPONSE, Signal.EVENT).observed(), 1, highest);
        assertCounts(total(Basis.SERVICE, Signal.EVENT).observed(), 1, 0);
        assertCounts(total(Basis.RESPONSE, Signal.EVENT).censored(), 1, highest);
        assertCounts(recorder.totalLag().observed(), 1, 0);
    }

    @Test
    void onlySignalsOfTheRunAreRecorded() {
        assertThat(recorder.signals()).containsExactlyInAnyOrder(Signal.REPLY, Signal.EVENT);
        assertThatThrownBy(() -> recorder.record(Signal.ACK, Phase.MEASURED, 1, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ACK");
        recorder.recordLoss(Signal.ACK, 1, 1);
        recorder.takeInterval();
        assertThat(recorder.totals(Basis.RESPONSE)).containsOnlyKeys(Signal.REPLY, Signal.EVENT);
    }

    private Histogram interval(Signal signal) {
        LatencyDistribution interval = recorder.takeInterval().responses().get(signal);
        return interval == null ? LatencyDistribution.newHistogram() : interval.observed();
    }

    private LatencyDistribution total(Basis basis, Signal signal) {
        LatencyDistribution total = recorder.totals(basis).get(signal);
        if (total == null) {
            throw new AssertionError("no total of " + signal);
        }
        return total;
    }

    private static void assertCounts(@Nullable Histogram histogram, long count, long maxNanos) {
        if (histogram == null) {
            throw new AssertionError("no histogram");
        }
        assertThat(histogram.getTotalCount()).isEqualTo(count);
        assertThat(histogram.getMaxValue()).isEqualTo(maxNanos);
    }
}
