package io.loadgen.time;

import java.util.function.BooleanSupplier;

/** A clock that a test moves on, and a wait that does nothing but move it. One thread. */
public final class FakeClock implements NanoClock, WaitStrategy {
    /** Where it starts: negative, as the machine's clock may be. */
    public static final long START = -7_000_000_000L;

    private long now = START;

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public void awaitUntil(long instantNanos, BooleanSupplier cancelled) {
        if (!cancelled.getAsBoolean()) {
            now = Math.max(now, instantNanos);
        }
    }

    /** Lets time pass. */
    public void advance(long nanos) {
        now += nanos;
    }
}
