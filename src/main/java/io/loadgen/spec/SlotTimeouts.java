package io.loadgen.spec;

/**
 * How long the signals of a slot are waited for, counted from its actual send. Each wait is its own: either may be the longer.
 *
 * @param replyNanos for the reply or the ack, nanoseconds
 * @param eventNanos for the event and the result, nanoseconds
 */
public record SlotTimeouts(long replyNanos, long eventNanos) {
    /** Checks the times. */
    public SlotTimeouts {
        if (replyNanos <= 0 || eventNanos <= 0) {
            throw new IllegalArgumentException(
                    "timeouts must be above 0 ns, were " + replyNanos + " and " + eventNanos);
        }
    }

    /** For the handoff, which may come for as long as the slot may be open. */
    public long handoffNanos() {
        return Math.max(replyNanos, eventNanos);
    }
}
