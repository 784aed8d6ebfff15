package io.loadgen.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Processor time that a process took so far, as the kernel counts it: in steps of 10 ms, and divided by samples.
 *
 * @param user nanoseconds in the program itself
 * @param system nanoseconds in the kernel on its behalf
 */
record ProcessorTime(long user, long system) {
    /** In {@code /proc}, on every architecture. */
    private static final long TICKS_PER_SECOND = 100;

    private static final long NANOS_PER_TICK = TimeUnit.SECONDS.toNanos(1) / TICKS_PER_SECOND;

    static ProcessorTime of(long pid) {
        try {
            return parse(Files.readString(Path.of("/proc/" + pid + "/stat")));
        } catch (IOException gone) {
            throw new UncheckedIOException("process " + pid + " of the benchmark cannot be looked at", gone);
        }
    }

    /** Of the line's fields those numbered 14 and 15. The second is a name in brackets, which may hold anything. */
    static ProcessorTime parse(String stat) {
        String[] behindName = stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ", -1);
        return new ProcessorTime(
                Long.parseLong(behindName[11]) * NANOS_PER_TICK, Long.parseLong(behindName[12]) * NANOS_PER_TICK);
    }

    ProcessorTime since(ProcessorTime earlier) {
        return new ProcessorTime(user - earlier.user, system - earlier.system);
    }

    long total() {
        return user + system;
    }
}
