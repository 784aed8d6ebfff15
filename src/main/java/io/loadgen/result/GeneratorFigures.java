package io.loadgen.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.loadgen.result.GeneratorFigures.Pauses;
import io.loadgen.result.GeneratorFigures.Safepoints;
import io.loadgen.result.GeneratorFigures.Share;
import io.loadgen.result.GeneratorFigures.Throttling;
import org.jspecify.annotations.Nullable;

/**
 * How the generator's own process fared in the measured window, so that a bad figure can be blamed rightly. What its system does not tell
 * is absent, never zero.
 *
 * <p>Immutable; any thread.
 *
 * @param seconds how much of the window these figures cover
 * @param processors how many processors the JVM sees
 * @param ownCpuProcessors processors that the process kept busy
 * @param stealPercent part of the machine's processor time that its host gave to others
 * @param throttling what the limit of the control group took
 * @param gcPauses stops for collecting garbage
 * @param safepoints stops for any reason of the JVM, garbage collection among them
 * @param peakQueueDepth most signals seen waiting for the collector; only in reports of earlier builds
 * @param pacingThread how the system was brought to run the thread that sends; absent in reports of older builds
 * @param pacingWaitPercent part of the time in which that thread was ready and no processor ran it; absent likewise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GeneratorFigures(
        double seconds,
        int processors,
        @Nullable Share ownCpuProcessors,
        @Nullable Share stealPercent,
        @Nullable Throttling throttling,
        Pauses gcPauses,
        @Nullable Safepoints safepoints,
        @Nullable Long peakQueueDepth,
        @Nullable String pacingThread,
        @Nullable Share pacingWaitPercent) {
    /** Rounds. */
    public GeneratorFigures {
        seconds = Math.round(seconds * 1e3) / 1e3;
    }

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
     * A part of processor time.
     *
     * @param mean over the whole window
     * @param peak in the worst second
     */
    public record Share(double mean, double peak) {
        /** Rounds, finely enough for a reader who rounds again. */
        public Share {
            mean = Math.round(mean * 1e6) / 1e6;
            peak = Math.round(peak * 1e6) / 1e6;
        }
    }

    /**
     * What a processor limit took.
     *
     * @param periods periods of the limit
     * @param throttledPeriods those in which the process was held back
     * @param throttledMillis how long, all threads together
     */
    public record Throttling(long periods, long throttledPeriods, long throttledMillis) {}
}
