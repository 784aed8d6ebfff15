package io.loadgen.api;

import io.loadgen.spec.AbortLimits;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What ends a run before its time, as it is written in JSON.
 *
 * @param errorRate greatest share of requests without their member event
 * @param errorWindow the last seconds over which the share is taken
 * @param errorMinimum requests that must have been closed within the window
 * @param backlog most messages that room-worker may have before it
 * @param droppedMessages most messages that the generator's own client may drop
 * @param disconnects most losses of the generator's own connection
 * @param disconnectedFor longest time without a connection
 */
@Schema(
        name = "AbortOn",
        description =
                "Ends the run as ABORTED, with a report of what was measured until then. Looked at once a second while"
                        + " the run sends. What is left out is as the operator has set it, which is off by default.")
public record AbortRequest(
        @Schema(
                description =
                        "Greatest share of the requests closed within `errorWindow` that may be without their member"
                                + " event, 0 to 1",
                example = "0.5")
        @Nullable
        Double errorRate,

        @Schema(description = "The last whole seconds over which the share is taken, 1s to 10m", defaultValue = "10s")
        @Nullable
        String errorWindow,

        @Schema(
                description =
                        "Requests that must have been closed within the window before the share says anything, 1 or"
                                + " more",
                defaultValue = "20")
        @Nullable
        Long errorMinimum,

        @Schema(description = "Most messages that room-worker may have before it, waiting and in work, 0 or more")
        @Nullable
        Long backlog,

        @Schema(description = "Most messages that the generator's own client may drop as a slow consumer, 0 or more")
        @Nullable
        Long droppedMessages,

        @Schema(description = "Most losses of the generator's own connection to NATS, 0 or more") @Nullable
        Long disconnects,

        @Schema(description = "Longest time without a connection to NATS, whole seconds, 1s or more") @Nullable
        String disconnectedFor) {
    AbortLimits toLimits() {
        return new AbortLimits(
                errorRate == null ? OptionalDouble.empty() : OptionalDouble.of(errorRate),
                duration("errorWindow", errorWindow),
                optional(errorMinimum),
                optional(backlog),
                optional(droppedMessages),
                optional(disconnects),
                duration("disconnectedFor", disconnectedFor));
    }

    static AbortLimits limitsOf(@Nullable AbortRequest request) {
        return request == null ? AbortLimits.none() : request.toLimits();
    }

    static @Nullable AbortRequest of(AbortLimits limits) {
        if (limits.equals(AbortLimits.none())) {
            return null;
        }
        return new AbortRequest(
                limits.errorRate().isPresent() ? limits.errorRate().getAsDouble() : null,
                limits.errorWindow().map(DurationText::format).orElse(null),
                nullable(limits.errorMinimum()),
                nullable(limits.backlog()),
                nullable(limits.droppedMessages()),
                nullable(limits.disconnects()),
                limits.disconnectedFor().map(DurationText::format).orElse(null));
    }

    private static Optional<Duration> duration(String field, @Nullable String text) {
        return Optional.ofNullable(text).map(given -> DurationText.parse("abortOn." + field, given));
    }

    private static OptionalLong optional(@Nullable Long value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private static @Nullable Long nullable(OptionalLong value) {
        return value.isPresent() ? (Long) value.getAsLong() : null;
    }
}
