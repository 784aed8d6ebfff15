package io.loadgen.system;

import io.loadgen.time.NanoClock;
import io.loadgen.time.ParkThenSpin;
import io.loadgen.time.WaitStrategy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The real pacing, but for one wait that ends too late. */
final class PausedPacing implements WaitStrategy {
    private static final NanoClock CLOCK = NanoClock.system();

    private final ParkThenSpin real = new ParkThenSpin(CLOCK, ParkThenSpin.DEFAULT_SPIN_NANOS);
    private final AtomicInteger waits = new AtomicInteger();
    private final int slot;
    private final Duration pause;

    PausedPacing(int slot, Duration pause) {
        this.slot = slot;
        this.pause = pause;
    }

    @Override
    public void awaitUntil(long instantNanos, BooleanSupplier cancelled) {
        real.awaitUntil(instantNanos, cancelled);
        if (waits.getAndIncrement() == slot) {
            pause(pause);
        }
    }

    /** Lets the calling thread stand still, for no less than that. */
    static void pause(Duration duration) {
        long end = CLOCK.nanoTime() + duration.toNanos();
        for (long left = duration.toNanos(); left > 0; left = end - CLOCK.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
