package io.loadgen.time;

import java.util.concurrent.locks.LockSupport;

/**
 * Parks until shortly before the instant, then spins. A park alone overshoots by the timer slack of the operating system
 * (about 75 µs on Linux by default); the spin removes that constant at the cost of {@code spinNanos} of processor time a
 * wait. An interrupt, or {@link LockSupport#unpark(Thread)} together with an interrupt, ends the wait early.
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
    public void awaitUntil(long instantNanos) {
        long remaining;
        while ((remaining = instantNanos - clock.nanoTime()) > spinNanos) {
            LockSupport.parkNanos(this, remaining - spinNanos);
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
        while (instantNanos - clock.nanoTime() > 0) {
            Thread.onSpinWait();
        }
    }
}
