package io.loadgen.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When signals could not be heard through our own connection, and what that cost.
 *
 * <p>Immutable; any thread.
 *
 * @param gaps each time, in order
 * @param unheardSignals signals that timed out for requests that were under way in a gap: nobody can tell whether they came
 * @param unheardMeasuredSignals those of them that are not of the warm-up
 * @param notSent measured slots that the client refused to publish in a gap
 * @param failuresNearby measured slots that were handed over, did not end well, and were under way in a gap or at most
 *     {@link #AFTERMATH_NANOS} after it: they do not speak against the platform
 */
public record ConnectionGaps(
        List<Gap> gaps, long unheardSignals, long unheardMeasuredSignals, long notSent, long failuresNearby) {
    /**
     * How long after a gap failures may still come of it. Who lost a connection to a restarted server tries again after a few
     * seconds, and so do the services of the platform: the NATS clients wait 2 s between two attempts at one server and give an
     * attempt 2 s if not told otherwise, and what the services consume by has to be set up again.
     */
    public static final long AFTERMATH_NANOS = 10_000_000_000L;

    private static final ConnectionGaps NONE = new ConnectionGaps(List.of(), 0, 0, 0, 0);

    /** Takes a copy. */
    public ConnectionGaps {
        gaps = List.copyOf(gaps);
    }

    /**
     * The connection held.
     *
     * @return no gap
     */
    public static ConnectionGaps none() {
        return NONE;
    }

    /**
     * How much of a span was without a connection.
     *
     * @param fromNanos its begin, on the run's clock
     * @param toNanos its end
     * @return nanoseconds
     */
    public long nanosWithin(long fromNanos, long toNanos) {
        return gaps.stream()
                .mapToLong(gap -> gap.overlapNanos(fromNanos, toNanos))
                .sum();
    }

    /** Why signals could not be heard. */
    public enum Cause {
        /** The client reported the loss of the connection. */
        CONNECTION,
        /** Nothing came any more, not even a probe of our own, though the client held the connection for open. */
        SILENCE,
        /** The server took the right away to listen to one of our subjects. */
        PERMISSION
    }

    /**
     * One time, on the run's clock.
     *
     * @param fromNanos up to when the connection is proven to have carried signals
     * @param toNanos when it was proven again, null when the run ended before
     * @param cause why
     */
    public record Gap(long fromNanos, @Nullable Long toNanos, Cause cause) {
        /** Whether the gap, its end put off by so much, has an instant in common with a span. */
        public boolean touches(long spanFromNanos, long spanToNanos, long putOffNanos) {
            return spanToNanos - fromNanos >= 0 && (toNanos == null || toNanos + putOffNanos - spanFromNanos >= 0);
        }

        /**
         * How much of a span lies in the gap.
         *
         * @param spanFromNanos its begin
         * @param spanToNanos its end
         * @return nanoseconds, 0 when they have nothing in common
         */
        public long overlapNanos(long spanFromNanos, long spanToNanos) {
            // Differences from one instant, since the clock may start anywhere.
            long from = Math.max(0, fromNanos - spanFromNanos);
            long span = spanToNanos - spanFromNanos;
            long to = toNanos == null ? span : Math.min(span, toNanos - spanFromNanos);
            return Math.max(0, to - from);
        }
    }
}
