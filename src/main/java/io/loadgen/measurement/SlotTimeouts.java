package io.loadgen.measurement;

/**
 * How long the signals of a slot are waited for, counted from its actual send.
 *
 * @param replyNanos for the reply or the ack, nanoseconds
 * @param eventNanos for the event and the result, nanoseconds; not below {@code replyNanos} in effect, since an event without
 *     an accepted reply is not waited for
 */
public record SlotTimeouts(long replyNanos, long eventNanos) {
    /** Checks the times. */
    public SlotTimeouts {
        if (replyNanos <= 0 || eventNanos <= 0) {
            throw new IllegalArgumentException(
                    "timeouts must be above 0 ns, were " + replyNanos + " and " + eventNanos);
        }
    }
}
