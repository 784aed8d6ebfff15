package io.loadgen.engine;

/**
 * Is told what a run measures while it goes on, so that whoever watches a service need not be asked per message, and nothing is
 * lost with the process.
 *
 * <p>Called by the one thread that ends the seconds of a run, in order and never two at a time. Must not block and must not throw.
 */
public interface RunObserver {
    /** Hears nothing. */
    RunObserver NONE = new RunObserver() {};

    /**
     * A second is over.
     *
     * @param second what happened in it; its latencies must not be kept or changed after the call
     */
    default void secondEnded(RunSecond second) {}

    /**
     * As many seconds are over as lie between two checkpoints.
     *
     * @param checkpoint what was measured so far; the observer's to keep
     */
    default void checkpointTaken(RunCheckpoint checkpoint) {}
}
