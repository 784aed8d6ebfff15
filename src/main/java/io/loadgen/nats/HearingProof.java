package io.loadgen.nats;

import io.loadgen.injection.SignalListener;
import io.loadgen.result.ConnectionGaps.Cause;

/**
 * Knows up to which instant every signal that had reached us has been told, so that a wait that ended before ended in vain. The proof
 * is a probe of our own: on one connection and through one collector everything keeps its order, so when a probe is handled, all that
 * was there at its sending has been.
 *
 * <p>A proof counts when the next one comes. The client tells on a thread of its own what the server complained of; that a subscription
 * was dropped is thus known before anything after it is taken for proven.
 *
 * <p>Without a probe for {@value #SILENT_TICKS} ticks, or when the client reports the loss, signals are not heard from the last proof
 * on. No proof may ever come again, so time then passes by the clock.
 *
 * <p>Any thread. Pure: knows no clock and no connection.
 */
final class HearingProof {
    static final long TICK_NANOS = 100_000_000;

    /**
     * Two seconds of ticks. A probe takes a millisecond, so this is no delay any more; and it is short against the timeouts of
     * requests, which are kept waiting by it. Ticks, not time: one is counted each time that somebody asks, so a process that stood
     * still does not take its own pause for silence.
     */
    static final int SILENT_TICKS = 20;

    private final SignalListener listener;
    private long latestNanos;
    private long provenNanos;
    private long provableFromNanos;
    private boolean subscribed = true;
    private boolean deaf;
    private boolean ended;
    private long lastTickNanos;
    private int silentTicks;

    /** Before {@code nowNanos} nothing was to be heard. */
    HearingProof(SignalListener listener, long nowNanos) {
        this.listener = listener;
        this.latestNanos = nowNanos;
        this.provenNanos = nowNanos;
        this.provableFromNanos = nowNanos;
        this.lastTickNanos = nowNanos;
    }

    /** A probe was handled. One that was sent before the present subscriptions were made proves nothing of them. */
    synchronized void handled(long sentNanos, long nowNanos) {
        if (!subscribed || sentNanos - provableFromNanos < 0) {
            return;
        }
        silentTicks = 0;
        if (sentNanos - latestNanos > 0) {
            provenNanos = latestNanos;
            latestNanos = sentNanos;
        }
        if (deaf) {
            deaf = false;
            listener.connectionRestored(nowNanos);
        }
    }

    /** Signals cannot come until everything is subscribed again. */
    synchronized void cut(Cause cause) {
        subscribed = false;
        deafen(cause);
    }

    /** The client has subscribed to everything again; a probe that is sent from now on tells whether that helped. */
    synchronized void subscribedAgain(long nowNanos) {
        subscribed = true;
        provableFromNanos = nowNanos;
    }

    /** Nothing is to be heard any more, and no silence is one. */
    synchronized void end() {
        ended = true;
    }

    /** See {@link io.loadgen.injection.ChatSession#heardUpTo}. */
    synchronized long upTo(long nowNanos) {
        if (nowNanos - lastTickNanos >= TICK_NANOS) {
            lastTickNanos = nowNanos;
            silentTicks++;
            if (silentTicks > SILENT_TICKS && !deaf && !ended) {
                deafen(Cause.SILENCE);
            }
        }
        return deaf || ended ? nowNanos : provenNanos;
    }

    private void deafen(Cause cause) {
        deaf = true;
        // Before anybody can book a wait by the clock.
        listener.connectionLost(provenNanos, cause);
    }
}
