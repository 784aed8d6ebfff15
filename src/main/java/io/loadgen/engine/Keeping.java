package io.loadgen.engine;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What is put on the disk while a run goes on.
 *
 * @param checkpointSeconds whole seconds from one checkpoint to the next, 0 for no checkpoints
 * @param folder where what each request was to add is moved out of memory, empty to keep it there
 */
public record Keeping(int checkpointSeconds, Optional<Path> folder) {
    /** A run leaves nothing behind if the process dies, and has all in memory. */
    public static final Keeping NOTHING = new Keeping(0, Optional.empty());

    /** Checks the number. */
    public Keeping {
        if (checkpointSeconds < 0) {
            throw new IllegalArgumentException("checkpointSeconds must be 0 or more, was " + checkpointSeconds);
        }
    }
}
