package io.loadgen.measurement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When our own connection was down, and what may have been lost by it.
 *
 * <p>Immutable; any thread.
 *
 * @param gaps each time it was down, in order
 * @param unheardSignals signals that timed out for requests that were under way in a gap: nobody can tell whether they came
 * @param unheardMeasuredSignals those of them that are not of the warm-up
 */
public record ConnectionGaps(List<Gap> gaps, long unheardSignals, long unheardMeasuredSignals) {
    private static final ConnectionGaps NONE = new ConnectionGaps(List.of(), 0, 0);

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
     * One time without connection, on the run's clock.
     *
     * @param fromNanos when the client noticed that it was lost
     * @param toNanos when the server knew of our subscriptions again, null when the run ended before
     */
    public record Gap(long fromNanos, @Nullable Long toNanos) {
        /** Whether the gap has an instant in common with a span. */
        boolean touches(long spanFromNanos, long spanToNanos) {
            return spanToNanos - fromNanos >= 0 && (toNanos == null || toNanos - spanFromNanos >= 0);
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
