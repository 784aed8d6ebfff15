package io.loadgen.time;

import java.util.function.BooleanSupplier;

/**
 * How a thread waits for an instant of a {@link NanoClock}. The choice trades processor time for precision; the loop that
 * waits does not change with it.
 */
@FunctionalInterface
public interface WaitStrategy {
    /**
     * Returns when the instant has come (at once if it has passed), or early when the wait is given up. To give up, make
     * {@code cancelled} true and then unpark the waiting thread. An interrupt does not end the wait and stays pending.
     *
     * @param instantNanos the instant to wait for, on the clock that the strategy was made with
     * @param cancelled asked each time the thread wakes up
     */
    void awaitUntil(long instantNanos, BooleanSupplier cancelled);

    /**
     * The same without what precision costs.
     *
     * @return a strategy that leaves the processor to others for the whole wait, where this one does not
     */
    default WaitStrategy sparing() {
        return this;
    }
}
