package io.loadgen.engine;

/**
 * Sends the requests of a run, by one load model.
 *
 * <p>{@link #run} is called once, on a platform thread of its own; {@link #stop} by any thread, at any time.
 */
public interface Generator {
    /**
     * Sends until the plan is done, the candidates are used up, or it is stopped. What was sent may be outstanding then.
     *
     * @param startNanos when the first slot is due, on the run's clock
     * @return how it ended
     */
    LoadEnd run(long startNanos);

    /** Sends no further slot. Idempotent. */
    void stop();
}
