package io.loadgen.engine;

/**
 * How often a run hands over what it measured.
 *
 * @param everySeconds whole seconds from one checkpoint to the next, 1 or more
 * @param listener takes them
 */
public record Checkpointing(int everySeconds, CheckpointListener listener) {
    private static final int NEVER = Integer.MAX_VALUE;

    /** Checks the number. */
    public Checkpointing {
        if (everySeconds < 1) {
            throw new IllegalArgumentException("everySeconds must be 1 or more, was " + everySeconds);
        }
    }

    /**
     * No checkpoints.
     *
     * @return what costs nothing
     */
    public static Checkpointing none() {
        return new Checkpointing(NEVER, CheckpointListener.NONE);
    }

    /** Whether there is none to be made. */
    boolean isOff() {
        return everySeconds == NEVER;
    }
}
