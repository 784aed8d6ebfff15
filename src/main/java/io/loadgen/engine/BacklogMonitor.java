package io.loadgen.engine;

import io.loadgen.injection.BacklogSample;
import io.loadgen.injection.ChatPlatform;
import io.loadgen.injection.InjectionException;
import io.loadgen.latency.FigureText;
import io.loadgen.result.Measurements.BacklogSummary;
import io.loadgen.result.Measurements.WorkerStall;
import io.loadgen.time.NanoClock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the room-worker's consumer and keeps the extremes, and when the worker took no jobs. A look that fails is counted and the run
 * goes on: the backlog explains figures, it is not one.
 *
 * <p>{@link #sample} by one thread at a time; it may block. The rest by any thread.
 */
final class BacklogMonitor {
    private static final Logger LOG = LoggerFactory.getLogger(BacklogMonitor.class);

    private final ChatPlatform platform;
    private final NanoClock clock;
    private final StallDetector stalls = new StallDetector();
    private volatile @Nullable BacklogSample last;
    private @Nullable Look firstMeasured;
    private @Nullable Look lastMeasured;
    private long samples;
    private long failures;
    private long minPending = Long.MAX_VALUE;
    private long peakPending;
    private long peakAckPending;

    /** What was seen when, by the run's clock: that of before it was asked, since the answer is of a later moment. */
    private record Look(long nanos, BacklogSample sample) {
        long unfinished() {
            return sample.pending() + sample.ackPending();
        }
    }

    BacklogMonitor(ChatPlatform platform, NanoClock clock) {
        this.platform = platform;
        this.clock = clock;
    }

    /** Takes a look; one within the measured window enters the extremes. Nobody who asks for the summary waits for it. */
    void sample(boolean measured) {
        long now = clock.nanoTime();
        try {
            seen(now, platform.backlog(), measured);
        } catch (InjectionException failure) {
            failed(failure);
        }
    }

    private synchronized void seen(long askedNanos, BacklogSample sample, boolean measured) {
        last = sample;
        samples++;
        WorkerStall before = stalls.present(askedNanos);
        stalls.seen(askedNanos, sample);
        warn(before, stalls.present(askedNanos));
        if (measured) {
            enter(new Look(askedNanos, sample));
        }
    }

    /** Once at each end of a stall. */
    private static void warn(@Nullable WorkerStall before, @Nullable WorkerStall now) {
        if (before == null && now != null) {
            LOG.warn(
                    "room-worker takes no jobs: no pull request, no delivery and no acknowledgement for {} while {} messages wait",
                    FigureText.exactSeconds(now.lasted().toNanos()),
                    now.peakPending());
        } else if (before != null && now == null) {
            LOG.info(
                    "room-worker's stall of {} or more is over",
                    FigureText.exactSeconds(before.lasted().toNanos()));
        }
    }

    private synchronized void failed(InjectionException failure) {
        last = null;
        stalls.failed();
        if (failures++ == 0) {
            LOG.warn("The backlog cannot be sampled: {}", failure.getMessage());
        }
    }

    private void enter(Look look) {
        if (firstMeasured == null) {
            firstMeasured = look;
        }
        lastMeasured = look;
        BacklogSample sample = look.sample();
        minPending = Math.min(minPending, sample.pending());
        peakPending = Math.max(peakPending, sample.pending());
        peakAckPending = Math.max(peakAckPending, sample.ackPending());
    }

    /** The last look, null when it failed or there was none. */
    @Nullable
    BacklogSample last() {
        return last;
    }

    /** The stall that the last look found going on, told from the instant of the first due slot; null where there is none. */
    synchronized @Nullable WorkerStall stall(long startNanos) {
        return stalls.present(startNanos);
    }

    /** The figures of a measured window, told by its ends, and the longest stall since the first slot was due. */
    synchronized BacklogSummary summary(long startNanos, long fromNanos, long toNanos) {
        BacklogSample end = last;
        return new BacklogSummary(
                samples,
                failures,
                minPending == Long.MAX_VALUE ? 0 : minPending,
                peakPending,
                end == null ? 0 : end.pending(),
                peakAckPending,
                end == null ? 0 : end.redelivered(),
                growth(fromNanos, toNanos),
                stalls.longest(startNanos));
    }

    /** One look alone tells of no growth, however near it is to both ends. */
    private @Nullable Long growth(long fromNanos, long toNanos) {
        Look first = firstMeasured;
        Look end = lastMeasured;
        if (first == null
                || end == null
                || end.nanos() == first.nanos()
                || first.nanos() - fromNanos > BacklogSummary.NEAR_END_NANOS
                || toNanos - end.nanos() > BacklogSummary.NEAR_END_NANOS) {
            return null;
        }
        return end.unfinished() - first.unfinished();
    }
}
