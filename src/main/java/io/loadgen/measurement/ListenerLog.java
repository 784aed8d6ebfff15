package io.loadgen.measurement;

import io.loadgen.latency.LatencyDistribution;
import io.loadgen.result.ListenerFigures;
import org.HdrHistogram.Histogram;

/**
 * Collects the figures of the probes that were sent in the measured window.
 *
 * <p>Any thread; told a few times a second.
 */
public final class ListenerLog {
    private final Histogram floor = LatencyDistribution.newHistogram();
    private final Histogram delay = LatencyDistribution.newHistogram();
    private boolean begun;
    private boolean ended;
    private long fromNanos;
    private long toNanos;
    private long sent;
    private long answered;

    /** Creates an empty log. */
    public ListenerLog() {}

    /**
     * Probes count that are sent from now on.
     *
     * @param instantNanos when the measured window begins
     */
    public synchronized void measureFrom(long instantNanos) {
        begun = true;
        fromNanos = instantNanos;
    }

    /**
     * Probes count no more that are sent from now on. Those on their way still do.
     *
     * @param instantNanos when the measured window ends
     */
    public synchronized void measureUntil(long instantNanos) {
        ended = true;
        toNanos = instantNanos;
    }

    /**
     * A probe was sent.
     *
     * @param sentNanos when
     */
    public synchronized void sent(long sentNanos) {
        if (isMeasured(sentNanos)) {
            sent++;
        }
    }

    /**
     * A probe was handled.
     *
     * @param sentNanos when it had been sent
     * @param nanos how long it took
     */
    public synchronized void answered(long sentNanos, long nanos) {
        if (isMeasured(sentNanos)) {
            answered++;
            floor.recordValue(LatencyDistribution.inRange(nanos));
        }
    }

    /**
     * Of a probe that was handled it is known how long it waited for that.
     *
     * @param sentNanos when it had been sent
     * @param nanos how long it had waited at most
     */
    public synchronized void delayed(long sentNanos, long nanos) {
        if (isMeasured(sentNanos)) {
            delay.recordValue(LatencyDistribution.inRange(nanos));
        }
    }

    private boolean isMeasured(long sentNanos) {
        return begun && sentNanos - fromNanos >= 0 && !(ended && sentNanos - toNanos >= 0);
    }

    /** The figures as they stand, as a copy. */
    public synchronized ListenerFigures snapshot() {
        return ListenerFigures.of(
                sent,
                Math.max(0, sent - answered),
                LatencyDistribution.observed(floor),
                LatencyDistribution.observed(delay));
    }
}
