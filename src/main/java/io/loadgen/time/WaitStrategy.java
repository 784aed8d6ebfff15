package io.loadgen.time;

/**
 * How a thread waits for an instant of a {@link NanoClock}. The choice trades processor time for precision; the loop that
 * waits does not change with it.
 */
@FunctionalInterface
public interface WaitStrategy {
    /**
     * Returns when the instant has come, at once if it has passed, or early if the thread is interrupted or the strategy
     * is told to give up. A caller that must not act early checks the clock again.
     *
     * @param instantNanos the instant to wait for, on the clock that the strategy was made with
     */
    void awaitUntil(long instantNanos);
}
