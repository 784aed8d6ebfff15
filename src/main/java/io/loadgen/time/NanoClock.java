package io.loadgen.time;

/**
 * Monotonic time of this process in nanoseconds. The origin is arbitrary, so a value means something only as a difference
 * to another value of the same clock; it may be negative. Wall time is {@link java.time.InstantSource}, a type of its own,
 * so that the two cannot be subtracted from each other by mistake.
 *
 * <p>Any thread; never blocks.
 */
@FunctionalInterface
public interface NanoClock {
    /** The present moment: nanoseconds since an arbitrary, fixed origin. */
    long nanoTime();

    /** The clock of the running machine, {@link System#nanoTime()}: the system's monotonic clock. */
    static NanoClock system() {
        return System::nanoTime;
    }
}
