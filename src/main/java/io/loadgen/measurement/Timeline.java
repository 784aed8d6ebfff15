package io.loadgen.measurement;

import io.loadgen.latency.LatencyDistribution;
import io.loadgen.latency.LatencyInterval;
import io.loadgen.latency.LatencySummary;
import io.loadgen.result.Books;
import io.loadgen.result.Disposition;
import io.loadgen.result.PackedSeconds;
import io.loadgen.result.Phase;
import io.loadgen.result.SecondSample;
import io.loadgen.spec.Percentile;
import io.loadgen.spec.Signal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Turns running totals into one sample a second. Memory grows by one small record a second, whatever the rate; the latencies
 * beside them are bounded.
 *
 * <p>Owned by the sampler's thread; {@link #samples} and {@link #intervals} after its last call, or with its own synchronisation.
 */
public final class Timeline {
    private final Ledger books;
    private final PackedSeconds.Packing samples = new PackedSeconds.Packing();
    private final IntervalLog intervals = new IntervalLog();
    private @Nullable LatencyInterval lastInterval;
    private Books before;
    private long sentMeasuredBefore;
    private long unsentMeasuredBefore;

    /**
     * Starts a time line.
     *
     * @param books the running totals
     */
    public Timeline(Ledger books) {
        this.books = books;
        this.before = books.snapshot();
        Books measured = books.snapshot(Phase.MEASURED);
        this.sentMeasuredBefore = measured.count(Disposition.SENT);
        this.unsentMeasuredBefore = measured.neverSent();
    }

    /**
     * Ends a second.
     *
     * @param phase the phase of the slots that were due in it
     * @param interval the latencies of the second
     * @param outstanding slots open now
     * @param backlogPending messages waiting in the worker's consumer, null when unknown
     * @param backlogAckPending messages the worker is at, null when unknown
     * @return the sample
     */
    public SecondSample endSecond(
            Phase phase,
            LatencyRecorder.Interval interval,
            long outstanding,
            @Nullable Long backlogPending,
            @Nullable Long backlogAckPending) {
        Books measured = books.snapshot(Phase.MEASURED);
        Books now = books.snapshot(Phase.WARMUP).plus(measured);
        long sentMeasured = measured.count(Disposition.SENT);
        SecondSample sample = new SecondSample(
                samples.size(),
                phase,
                now.planned() - before.planned(),
                difference(now.dispositions(), before.dispositions()),
                sentMeasured - sentMeasuredBefore,
                difference(now.replies(), before.replies()),
                difference(now.events(), before.events()),
                latencies(interval.responses(), now.neverSent() - before.neverSent()),
                lagP99(interval.lag()),
                interval.lag().getTotalCount() == 0
                        ? 0
                        : LatencySummary.millis(interval.lag().getMaxValue()),
                outstanding,
                backlogPending,
                backlogAckPending,
                null);
        lastInterval = intervals.add(samples.size(), interval.measured(), measured.neverSent() - unsentMeasuredBefore);
        samples.add(sample);
        before = now;
        sentMeasuredBefore = sentMeasured;
        unsentMeasuredBefore = measured.neverSent();
        return sample;
    }

    /** The running totals at the end of the second that was ended last, warm-up included. */
    public Books books() {
        return before;
    }

    /** The latencies of the second that was ended last, null when it had none. */
    public @Nullable LatencyInterval lastInterval() {
        return lastInterval;
    }

    /** All seconds so far, as a copy, in order. */
    public List<SecondSample> samples() {
        return samples.packed();
    }

    /**
     * The latencies of measured slots so far.
     *
     * @return a copy, in order, each of a second, or of some in a run longer than an hour; seconds without a sample are left out
     */
    public List<LatencyInterval> intervals() {
        return intervals.intervals();
    }

    private static Map<Signal, SecondSample.Times> latencies(Map<Signal, LatencyDistribution> responses, long unsent) {
        Map<Signal, SecondSample.Times> latencies = new EnumMap<>(Signal.class);
        responses.forEach((signal, times) -> {
            LatencyDistribution all = times.withUnsent(unsent);
            if (all.count() > 0) {
                latencies.put(signal, SecondSample.Times.of(all));
            }
        });
        return latencies;
    }

    private static @Nullable Double lagP99(Histogram lag) {
        return Percentile.supports(0.99, lag.getTotalCount())
                ? LatencySummary.millis(lag.getValueAtPercentile(99))
                : null;
    }

    private static <K> Map<K, Long> difference(Map<K, Long> now, Map<K, Long> before) {
        return Books.combined(now, before, (left, right) -> left - right);
    }
}
