package io.loadgen.engine.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * How long one thread has been ready to run while no processor ran it: the second number of Linux's
 * <a href="https://docs.kernel.org/scheduler/sched-stats.html">{@code /proc/<pid>/task/<tid>/schedstat}</a>, the scheduler's own
 * count. In it is whatever else the thread's processor was busy with, in this process, beside it, or in the kernel.
 *
 * <p>Immutable; any thread may ask, also about a thread that has ended.
 *
 * @param schedstat the thread's file
 */
public record RunQueueDelay(Path schedstat) {
    private static final Path THIS_THREAD = Path.of("/proc/thread-self");
    private static final int WAITED = 1;

    /**
     * That of the calling thread, a platform thread.
     *
     * @return one that knows nothing where the system does not tell
     */
    public static RunQueueDelay ofThisThread() {
        Path thread = THIS_THREAD;
        try {
            thread = THIS_THREAD.resolveSibling(Files.readSymbolicLink(THIS_THREAD));
        } catch (IOException | UnsupportedOperationException notLinux) {
            // Nothing is there then, which is what will be found.
        }
        return new RunQueueDelay(thread.resolve("schedstat"));
    }

    /**
     * Reads it.
     *
     * @return nanoseconds since the thread began; empty when the system does not tell, or no longer
     */
    public OptionalLong nanos() {
        String[] numbers = KernelFiles.read(schedstat).orElse("").trim().split(" ", -1);
        try {
            return numbers.length > WAITED ? OptionalLong.of(Long.parseLong(numbers[WAITED])) : OptionalLong.empty();
        } catch (NumberFormatException untold) {
            return OptionalLong.empty();
        }
    }
}
