package io.loadgen.nats;

import io.loadgen.injection.SignalListener;
import java.util.Arrays;

/**
 * Brings together the two answers of each tick, that to the probe and that to the ping beside it. Remembers the last
 * {@value #KEPT} ticks, over a minute and a half of them; a later answer counts as none.
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
    private final long[] probeNanos = new long[KEPT];
    private final long[] pingNanos = new long[KEPT];
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
        probeNanos[at] = NONE;
        pingNanos[at] = NONE;
        return last;
    }

    /** The tick that was begun last. */
    synchronized long last() {
        return last;
    }

    /** The probe of a tick was handled; false if it has been before, or is none of ours. */
    synchronized boolean handled(long tick, long nowNanos) {
        int at = at(tick);
        if (tick < 0 || ticks[at] != tick || probeNanos[at] != NONE) {
            return false;
        }
        probeNanos[at] = Math.max(0, nowNanos - sentNanos[at]);
        listener.probeAnswered(sentNanos[at], probeNanos[at]);
        tellDelay(at);
        proof.handled(sentNanos[at], nowNanos);
        return true;
    }

    /** The ping of a tick was answered. */
    synchronized void pinged(long tick, long nanos) {
        int at = at(tick);
        if (ticks[at] == tick && pingNanos[at] == NONE) {
            pingNanos[at] = nanos;
            tellDelay(at);
        }
    }

    private void tellDelay(int at) {
        if (probeNanos[at] != NONE && pingNanos[at] != NONE) {
            listener.probeDelayed(sentNanos[at], Math.max(0, probeNanos[at] - pingNanos[at]));
        }
    }

    private static int at(long tick) {
        return (int) Math.floorMod(tick, (long) KEPT);
    }
}
