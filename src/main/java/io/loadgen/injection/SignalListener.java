package io.loadgen.injection;

import io.loadgen.result.ConnectionGaps.Cause;
import org.jspecify.annotations.Nullable;

/**
 * Is told of every signal of the system under test. All calls of one session come from one thread, the collector; a call
 * must not block, and what it throws is counted as a failed signal by the session, never lost.
 *
 * <p>A {@code key} is what {@link ChatSession#send} was given. A request id is the verbatim {@code X-Request-ID}, null where
 * the message has none. Bodies are the listener's to read during the call only.
 */
public interface SignalListener {
    /**
     * The reply of room-service.
     *
     * @param key the key of the request
     * @param body the reply
     * @param nowNanos when it was received, on the session's clock
     */
    void replied(long key, byte[] body, long nowNanos);

    /**
     * The stream stored a canonical message.
     *
     * @param key the key of the request
     * @param nowNanos when the ack was received
     */
    void stored(long key, long nowNanos);

    /**
     * The stream refused a canonical message.
     *
     * @param key the key of the request
     * @param reason what the server said
     * @param nowNanos when that was received
     */
    void refusedByStream(long key, String reason, long nowNanos);

    /**
     * Nobody listens on the request's subject, or no stream does.
     *
     * @param key the key of the request
     * @param nowNanos when it was received
     */
    void noResponders(long key, long nowNanos);

    /**
     * The canonical message was seen on its stream subject.
     *
     * @param requestId its request id
     * @param nowNanos when it was received
     */
    void handedOff(@Nullable String requestId, long nowNanos);

    /**
     * A member event.
     *
     * @param requestId its request id
     * @param body the event
     * @param nowNanos when it was received
     */
    void delivered(@Nullable String requestId, byte[] body, long nowNanos);

    /**
     * A member event on a subject of the site, where the platform keeps events of rooms without members elsewhere. The same event may
     * come on the other, too.
     *
     * @param requestId its request id
     * @param body the event
     * @param nowNanos when it was received
     */
    default void deliveredOnSite(@Nullable String requestId, byte[] body, long nowNanos) {
        delivered(requestId, body, nowNanos);
    }

    /**
     * An async job result.
     *
     * @param requestId its request id
     * @param body the result
     * @param nowNanos when it was received
     */
    void resolved(@Nullable String requestId, byte[] body, long nowNanos);

    /**
     * An outbox message: the copy of a member event for another site.
     *
     * @param requestId its request id
     * @param body the message
     * @param nowNanos when it was received
     */
    default void forwarded(@Nullable String requestId, byte[] body, long nowNanos) {}

    /**
     * An outbox message where it arrives at the other site.
     *
     * @param requestId its request id
     * @param body the message
     * @param nowNanos when it was received
     */
    default void arrived(@Nullable String requestId, byte[] body, long nowNanos) {}

    /** A message came to a subject like those for replies that is no request's. */
    default void misaddressed() {}

    /**
     * Signals cannot be heard any more. Called beside the collector; once more in the same gap when its cause is found out.
     *
     * @param fromNanos up to when they are proven to have been heard
     * @param cause why
     */
    default void connectionLost(long fromNanos, Cause cause) {}

    /**
     * Signals are proven to be heard again.
     *
     * @param nowNanos when that was
     */
    default void connectionRestored(long nowNanos) {}

    /**
     * A probe of the session's own was sent. Called beside the collector.
     *
     * @param sentNanos when
     */
    default void probeSent(long sentNanos) {}

    /**
     * A probe of the session's own was handled as a signal is.
     *
     * @param sentNanos when it had been sent
     * @param nanos how long it took
     */
    default void probeAnswered(long sentNanos, long nanos) {}

    /**
     * Of a probe that was handled it is known how long it waited for that.
     *
     * @param sentNanos when it had been sent
     * @param nanos for how much of what it took it was there and waited for its handling, at most
     */
    default void probeDelayed(long sentNanos, long nanos) {}
}
