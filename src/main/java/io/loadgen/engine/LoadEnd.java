package io.loadgen.engine;

/**
 * How a generator ended.
 *
 * @param cause why it sent nothing more
 * @param endNanos the end of the window in which it sent, on the run's clock
 */
public record LoadEnd(Cause cause, long endNanos) {
    /** Why a generator sends nothing more. */
    public enum Cause {
        /** The whole plan was processed. */
        COMPLETED,
        /** No room has candidates left. */
        EXHAUSTED,
        /** It was told to. */
        STOPPED
    }
}
