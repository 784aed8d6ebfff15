package io.loadgen.engine;

import io.loadgen.injection.BacklogSample;
import io.loadgen.latency.LatencySummary;
import io.loadgen.result.Measurements.WorkerStall;
import io.loadgen.spec.AbortLimits;
import org.jspecify.annotations.Nullable;

/**
 * Finds stretches in which room-worker took no job though jobs waited: look after look no pull request waits, messages do, and nothing is
 * delivered or acknowledged. One look alone says nothing: a worker that is busy, or that pulls in batches, has no waiting pull at moments,
 * and one with a batch at hand works it off, which its acknowledgements show. A look that failed proves nothing and ends a stretch.
 *
 * <p>It sees looks and their times, and knows neither clock nor connection. One thread at a time.
 */
final class StallDetector {
    private @Nullable Stretch present;
    private @Nullable Stretch longest;

    /** The next look, asked for at a time. */
    void seen(long nanos, BacklogSample sample) {
        if (sample.waitingPulls() > 0 || sample.pending() == 0) {
            present = null;
            return;
        }
        Stretch before = present;
        Stretch now = before != null && before.goesOnWith(sample)
                ? before.upTo(nanos, sample)
                : new Stretch(nanos, nanos, sample.pending(), sample);
        present = now;
        if (longest == null || now.nanos() >= longest.nanos()) {
            longest = now;
        }
    }

    /** The next look failed. */
    void failed() {
        present = null;
    }

    /** The stall that goes on, told from the instant of the first due slot; null where there is none. */
    @Nullable
    WorkerStall present(long startNanos) {
        return present == null ? null : present.toStall(startNanos);
    }

    /** The longest stall so far, be it over or not; null where there was none. */
    @Nullable
    WorkerStall longest(long startNanos) {
        return longest == null ? null : longest.toStall(startNanos);
    }

    private record Stretch(long fromNanos, long toNanos, long peakPending, BacklogSample last) {
        boolean goesOnWith(BacklogSample sample) {
            return sample.deliveries() == last.deliveries() && sample.ackPending() == last.ackPending();
        }

        Stretch upTo(long nanos, BacklogSample sample) {
            return new Stretch(fromNanos, nanos, Math.max(peakPending, sample.pending()), sample);
        }

        long nanos() {
            return toNanos - fromNanos;
        }

        /** Null while it is too short to be one. */
        @Nullable
        WorkerStall toStall(long startNanos) {
            WorkerStall stall = new WorkerStall(
                    LatencySummary.millis(fromNanos - startNanos),
                    LatencySummary.millis(nanos()),
                    peakPending,
                    last.ackPending());
            return stall.lasted().compareTo(AbortLimits.SHORTEST_STALL) >= 0 ? stall : null;
        }
    }
}
