package io.loadgen.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.loadgen.result.GeneratorHealth.Pauses;
import io.loadgen.result.GeneratorHealth.Safepoints;
import io.loadgen.result.GeneratorHealth.Share;
import io.loadgen.result.GeneratorHealth.Throttling;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How the generator's own process fared in the measured window. What its system does not tell is absent.
 *
 * @param seconds how much of the window these figures cover
 * @param processors how many processors the JVM sees
 * @param ownCpuProcessors processors that the process kept busy
 * @param stealPercent part of the machine's processor time that its host gave to others
 * @param throttling what the limit of the control group took
 * @param gcPauses stops for collecting garbage
 * @param safepoints stops for any reason of the JVM, garbage collection among them
 * @param peakQueueDepth most signals seen waiting for the collector, looked at once a second
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
    public static GeneratorFigures of(GeneratorHealth health) {
        return new GeneratorFigures(
                thousandths(health.seconds()),
                health.processors(),
                scaled(health.ownCpu(), 1),
                scaled(health.steal(), 100),
                health.throttling().orElse(null),
                health.pauses(),
                health.safepoints().orElse(null),
                health.peakQueueDepth().isPresent() ? health.peakQueueDepth().getAsLong() : null,
                health.pacingThread().orElse(null),
                scaled(health.pacingWait(), 100));
    }

    /** The same as it was measured, but for the rounding. */
    public GeneratorHealth health() {
        return new GeneratorHealth(
                seconds,
                gcPauses,
                Optional.ofNullable(safepoints),
                processors,
                Optional.ofNullable(ownCpuProcessors),
                part(stealPercent),
                Optional.ofNullable(throttling),
                peakQueueDepth == null ? OptionalLong.empty() : OptionalLong.of(peakQueueDepth),
                Optional.ofNullable(pacingThread),
                part(pacingWaitPercent));
    }

    private static Optional<Share> part(@Nullable Share percent) {
        return Optional.ofNullable(percent).map(found -> new Share(found.mean() / 100, found.peak() / 100));
    }

    private static @Nullable Share scaled(Optional<Share> share, double factor) {
        return share.map(found -> new Share(millionths(found.mean() * factor), millionths(found.peak() * factor)))
                .orElse(null);
    }

    /** Fine enough for a reader who rounds them again to come to the words that the verdict has. */
    private static double millionths(double value) {
        return Math.round(value * 1e6) / 1e6;
    }

    private static double thousandths(double value) {
        return Math.round(value * 1e3) / 1e3;
    }
}
