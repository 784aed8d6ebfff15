package io.loadgen.nats;

import io.loadgen.injection.SignalListener;
import java.util.Arrays;

/**
 * Knows when the probe of each tick was sent, and tells of those that come back. Remembers the last {@value #KEPT} ticks, over a minute
 * and a half of them; a later answer counts as none.
 *
 * <p>Any thread. Nothing is allocated after construction.
 */
final class ProbeTicks {
    static final int KEPT = 1024;

    private static final long NONE = -1;

    private final SignalListener listener;
    private final HearingProof proof;
    private final long[] ticks = new long[KEPT];
    private final long[] sentNanos = new long[KEPT];
    private long last = NONE;

    ProbeTicks(SignalListener listener, HearingProof proof) {
        this.listener = listener;
        this.proof = proof;
        Arrays.fill(ticks, NONE);
    }

    /** Begins the next tick; its probe is sent now. */
    synchronized long begin(long nowNanos) {
        last++;
        int at = at(last);
        ticks[at] = last;
        sentNanos[at] = nowNanos;
        return last;
    }

    /** The probe of a tick was handled, and had waited for that; false if it has been before, or is none of ours. */
    synchronized boolean handled(long tick, long nowNanos, long waitedNanos) {
        int at = at(tick);
        if (tick < 0 || ticks[at] != tick) {
            return false;
        }
        ticks[at] = NONE;
        long nanos = Math.max(0, nowNanos - sentNanos[at]);
        listener.probeAnswered(sentNanos[at], nanos);
        listener.probeDelayed(sentNanos[at], Math.clamp(waitedNanos, 0, nanos));
        proof.handled(sentNanos[at], nowNanos);
        return true;
    }

    private static int at(long tick) {
        return (int) Math.floorMod(tick, (long) KEPT);
    }
}
