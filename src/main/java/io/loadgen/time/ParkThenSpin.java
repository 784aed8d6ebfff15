package io.loadgen.time;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Parks until shortly before the instant, then spins. A park alone overshoots by the timer slack of the operating system
 * (about 75 µs on Linux by default); the spin removes that constant at the cost of {@code spinNanos} of processor time a
 * wait. An interrupted thread cannot park and spins the whole wait: interrupt only a thread that is to end.
 *
 * <p>Immutable; any thread.
 *
 * @param clock the clock whose instants are awaited
 * @param spinNanos how long before the instant the spin begins, nanoseconds, 0 to only park
 */
public record ParkThenSpin(NanoClock clock, long spinNanos) implements WaitStrategy {
    /** The spin that covers the default timer slack of Linux. */
    public static final long DEFAULT_SPIN_NANOS = 100_000;

    /** Checks the spin. */
    public ParkThenSpin {
        if (spinNanos < 0) {
            throw new IllegalArgumentException("spinNanos must be 0 or more, was " + spinNanos);
        }
    }

    @Override
    public void awaitUntil(long instantNanos, BooleanSupplier givenUp) {
        long remaining;
        while ((remaining = instantNanos - clock.nanoTime()) > spinNanos) {
            if (givenUp.getAsBoolean()) {
                return;
            }
            LockSupport.parkNanos(this, remaining - spinNanos);
        }
        while (instantNanos - clock.nanoTime() > 0) {
            Thread.onSpinWait();
        }
    }
}
