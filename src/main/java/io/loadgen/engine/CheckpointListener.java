package io.loadgen.engine;

/**
 * Is handed what a run has measured, every few seconds, so that it is not lost with the process.
 *
 * <p>Called by the thread that ends the seconds of the run, one at a time and in order; must not block. What it throws is logged
 * by the caller and harms no run.
 */
@FunctionalInterface
public interface CheckpointListener {
    /** Keeps nothing. */
    CheckpointListener NONE = checkpoint -> {};

    /**
     * Some seconds are over.
     *
     * @param checkpoint what was measured so far; the listener's to keep
     */
    void onCheckpoint(RunCheckpoint checkpoint);
}
