package io.loadgen.runs;

import io.loadgen.injection.BacklogSample;
import io.loadgen.injection.ChatPlatform;
import io.loadgen.injection.InjectionException;
import io.loadgen.measurement.BacklogSummary;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the room-worker's consumer and keeps the extremes. A look that fails is counted and the run goes on: the backlog
 * explains figures, it is not one.
 *
 * <p>{@link #look} by one thread at a time; it may block. The rest by any thread.
 */
final class BacklogMonitor {
    private static final Logger LOG = LoggerFactory.getLogger(BacklogMonitor.class);

    private final ChatPlatform platform;
    private volatile @Nullable BacklogSample last;
    private @Nullable BacklogSample firstMeasured;
    private @Nullable BacklogSample lastMeasured;
    private long samples;
    private long failures;
    private long minPending = Long.MAX_VALUE;
    private long peakPending;
    private long peakAckPending;

    BacklogMonitor(ChatPlatform platform) {
        this.platform = platform;
    }

    /** Takes a look; one within the measured window enters the extremes. */
    synchronized void look(boolean measured) {
        try {
            BacklogSample sample = platform.backlog();
            last = sample;
            samples++;
            if (measured) {
                enter(sample);
            }
        } catch (InjectionException failure) {
            last = null;
            if (failures++ == 0) {
                LOG.warn("The backlog cannot be sampled: {}", failure.getMessage());
            }
        }
    }

    private void enter(BacklogSample sample) {
        if (firstMeasured == null) {
            firstMeasured = sample;
        }
        lastMeasured = sample;
        minPending = Math.min(minPending, sample.pending());
        peakPending = Math.max(peakPending, sample.pending());
        peakAckPending = Math.max(peakAckPending, sample.ackPending());
    }

    /** The last look, null when it failed or there was none. */
    @Nullable
    BacklogSample last() {
        return last;
    }

    synchronized BacklogSummary summary() {
        BacklogSample end = last;
        return new BacklogSummary(
                samples,
                failures,
                minPending == Long.MAX_VALUE ? 0 : minPending,
                peakPending,
                end == null ? 0 : end.pending(),
                peakAckPending,
                end == null ? 0 : end.redelivered(),
                unfinished(lastMeasured) - unfinished(firstMeasured));
    }

    private static long unfinished(@Nullable BacklogSample sample) {
        return sample == null ? 0 : sample.pending() + sample.ackPending();
    }
}
