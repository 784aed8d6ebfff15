package io.loadgen.time;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Parks until shortly before the instant, then spins. A park alone overshoots by the timer slack of the operating system
 * (about 75 µs on Linux, none for an {@link RealtimeThread}) and by the wake-up, which takes the longer the longer the processor
 * slept. The spin removes that at the cost of processor time: an eighth of the wait and at most {@code spinNanos}. An interrupted
 * thread cannot park and spins the whole wait: interrupt only a thread that is to end.
 *
 * <p>Immutable; any thread.
 *
 * @param clock the clock whose instants are awaited
 * @param spinNanos how long before the instant the spin begins at the earliest, nanoseconds, 0 to only park
 */
public record ParkThenSpin(NanoClock clock, long spinNanos) implements WaitStrategy {
    /** The spin that covers the wake-up from a deep sleep. */
    public static final long DEFAULT_SPIN_NANOS = 100_000;

    /** A park alone costs as much. */
    private static final long LEAST_SPIN_NANOS = 10_000;

    private static final int SPIN_PART = 8;

    /** Checks the spin. */
    public ParkThenSpin {
        if (spinNanos < 0) {
            throw new IllegalArgumentException("spinNanos must be 0 or more, was " + spinNanos);
        }
    }

    @Override
    public void awaitUntil(long instantNanos, BooleanSupplier cancelled) {
        long remaining = instantNanos - clock.nanoTime();
        long spin = Math.clamp(remaining / SPIN_PART, Math.min(LEAST_SPIN_NANOS, spinNanos), spinNanos);
        for (; remaining > spin; remaining = instantNanos - clock.nanoTime()) {
            if (cancelled.getAsBoolean()) {
                return;
            }
            LockSupport.parkNanos(this, remaining - spin);
        }
        while (instantNanos - clock.nanoTime() > 0) {
            Thread.onSpinWait();
        }
    }

    /** Parks only. */
    @Override
    public WaitStrategy sparing() {
        return new ParkThenSpin(clock, 0);
    }
}
