package io.loadgen.engine.capacity;

/**
 * When a room sends an add again that room-service was too busy for: after 50 ms, then after twice as long each time up to 1 s, until a
 * minute is over since the first refusal of the add. Owned by the generator's thread.
 */
final class BusyBackOff {
    static final long FIRST_NANOS = 50_000_000;
    static final long LONGEST_NANOS = 1_000_000_000;
    static final long PATIENCE_NANOS = 60_000_000_000L;

    private long sinceNanos;
    private long waitNanos;
    private long refused;

    /**
     * Room-service was busy.
     *
     * @param nowNanos when it said so
     * @return whether it is tried once more
     */
    boolean busy(long nowNanos) {
        if (waitNanos == 0) {
            sinceNanos = nowNanos;
            waitNanos = FIRST_NANOS;
        } else {
            waitNanos = Math.min(2 * waitNanos, LONGEST_NANOS);
        }
        if (nowNanos + waitNanos - sinceNanos > PATIENCE_NANOS) {
            return false;
        }
        refused++;
        return true;
    }

    /** Room-service did anything else with the add. */
    void reset() {
        waitNanos = 0;
    }

    /** Whether the next add of the room is one that was sent before. */
    boolean isAgain() {
        return waitNanos > 0;
    }

    /** How long it is waited now, 0 for not. */
    long waitNanos() {
        return waitNanos;
    }

    /** How many requests of the room were refused so that their add was not given up. */
    long refused() {
        return refused;
    }
}
