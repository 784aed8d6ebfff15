package io.loadgen.result;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * How the generator itself fared while it measured, so that a bad figure can be blamed rightly. What the system does not tell is
 * empty, never zero.
 *
 * <p>Immutable; any thread.
 *
 * @param seconds how much of the measured window these figures cover
 * @param pauses stops of the process for collecting garbage
 * @param safepoints stops of the process for any reason of the JVM, garbage collection among them
 * @param processors how many processors the JVM sees
 * @param ownCpu processors that this process kept busy
 * @param steal part of the machine's processor time that its host gave to others, 0 to 1
 * @param throttling what the limit of the control group took
 * @param peakQueueDepth most signals seen waiting for the collector, looked at once a second
 * @param pacingThread how the system was brought to run the thread that sends, in words
 * @param pacingWait part of the time in which that thread was ready and no processor ran it, 0 to 1
 */
public record GeneratorHealth(
        double seconds,
        Pauses pauses,
        Optional<Safepoints> safepoints,
        int processors,
        Optional<Share> ownCpu,
        Optional<Share> steal,
        Optional<Throttling> throttling,
        OptionalLong peakQueueDepth,
        Optional<String> pacingThread,
        Optional<Share> pacingWait) {
    /**
     * Stops for collecting garbage.
     *
     * @param count how many
     * @param totalMillis all together
     * @param longestMillis the longest of them
     */
    public record Pauses(long count, long totalMillis, long longestMillis) {}

    /**
     * Stops for any reason.
     *
     * @param count how many
     * @param totalMillis all together
     */
    public record Safepoints(long count, long totalMillis) {}

    /**
     * A share of processor time.
     *
     * @param mean over the whole window
     * @param peak in the worst second
     */
    public record Share(double mean, double peak) {}

    /**
     * What a processor limit took.
     *
     * @param periods periods of the limit
     * @param throttledPeriods those in which the process was held back
     * @param throttledMillis how long, all threads together
     */
    public record Throttling(long periods, long throttledPeriods, long throttledMillis) {}
}
