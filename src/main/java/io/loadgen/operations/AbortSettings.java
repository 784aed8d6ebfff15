package io.loadgen.operations;

import io.loadgen.spec.AbortLimits;
import io.loadgen.spec.InvalidSpecException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What ends runs that do not say so themselves, {@code loadgen.runs.abort-on.*}. Null where nothing is set: a run then goes on.
 *
 * @param errorRate greatest share of requests without their member event
 * @param errorWindow the last seconds over which the share is taken
 * @param errorMinimum requests that must have been closed within the window
 * @param backlog most messages that room-worker may have before it
 * @param droppedMessages most messages that the generator's own client may drop
 * @param disconnects most losses of the generator's own connection
 * @param disconnectedFor longest time without a connection
 */
record AbortSettings(
        @Nullable Double errorRate,
        @Nullable Duration errorWindow,
        @Nullable Long errorMinimum,
        @Nullable Long backlog,
        @Nullable Long droppedMessages,
        @Nullable Long disconnects,
        @Nullable Duration disconnectedFor) {
    /** Checks the settings. */
    AbortSettings {
        try {
            limits(errorRate, errorWindow, errorMinimum, backlog, droppedMessages, disconnects, disconnectedFor);
        } catch (InvalidSpecException e) {
            LoadgenProperties.check(false, property(e.field()), e.value(), e.accepted());
        }
    }

    AbortLimits toLimits() {
        return limits(errorRate, errorWindow, errorMinimum, backlog, droppedMessages, disconnects, disconnectedFor);
    }

    private static AbortLimits limits(
            @Nullable Double errorRate,
            @Nullable Duration errorWindow,
            @Nullable Long errorMinimum,
            @Nullable Long backlog,
            @Nullable Long droppedMessages,
            @Nullable Long disconnects,
            @Nullable Duration disconnectedFor) {
        return new AbortLimits(
                errorRate == null ? OptionalDouble.empty() : OptionalDouble.of(errorRate),
                Optional.ofNullable(errorWindow),
                optional(errorMinimum),
                optional(backlog),
                optional(droppedMessages),
                optional(disconnects),
                Optional.ofNullable(disconnectedFor));
    }

    private static OptionalLong optional(@Nullable Long value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** {@code abortOn.errorRate} is set by {@code runs.abort-on.error-rate}. */
    private static String property(String field) {
        return "runs." + field.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
