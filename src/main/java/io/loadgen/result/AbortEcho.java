package io.loadgen.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.loadgen.spec.AbortLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What was to end a run before its time, as a report repeats it. Null where a limit does not hold.
 *
 * @param errorRate greatest share of requests closed within the window that may be without their event
 * @param errorWindowMillis the window
 * @param errorMinimum requests closed within the window before the share says anything
 * @param backlog most messages before room-worker
 * @param droppedMessages most messages that the generator's own client may drop
 * @param disconnects most losses of the generator's own connection
 * @param disconnectedForMillis longest time without a connection
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AbortEcho(
        @Nullable Double errorRate,
        @Nullable Long errorWindowMillis,
        @Nullable Long errorMinimum,
        @Nullable Long backlog,
        @Nullable Long droppedMessages,
        @Nullable Long disconnects,
        @Nullable Long disconnectedForMillis) {
    static Optional<AbortEcho> of(AbortLimits limits) {
        return limits.equals(AbortLimits.none())
                ? Optional.empty()
                : Optional.of(new AbortEcho(
                        limits.errorRate().isPresent()
                                ? (Double) limits.errorRate().getAsDouble()
                                : null,
                        limits.errorWindow().map(Duration::toMillis).orElse(null),
                        nullable(limits.errorMinimum()),
                        nullable(limits.backlog()),
                        nullable(limits.droppedMessages()),
                        nullable(limits.disconnects()),
                        limits.disconnectedFor().map(Duration::toMillis).orElse(null)));
    }

    AbortLimits toLimits() {
        return new AbortLimits(
                errorRate == null ? OptionalDouble.empty() : OptionalDouble.of(errorRate),
                Optional.ofNullable(errorWindowMillis).map(Duration::ofMillis),
                optional(errorMinimum),
                optional(backlog),
                optional(droppedMessages),
                optional(disconnects),
                Optional.ofNullable(disconnectedForMillis).map(Duration::ofMillis));
    }

    /** The limits in words, one after the other. */
    public String words() {
        List<String> words = new ArrayList<>();
        if (errorRate != null) {
            words.add("errors above " + FigureText.percent(errorRate) + " of "
                    + Objects.requireNonNullElse(errorMinimum, AbortLimits.DEFAULT_MINIMUM) + " or more within "
                    + FigureText.seconds(
                            Objects.requireNonNullElse(errorWindowMillis, AbortLimits.DEFAULT_WINDOW.toMillis())));
        }
        add(words, "backlog above ", backlog, "");
        add(words, "more than ", droppedMessages, " dropped messages");
        add(words, "more than ", disconnects, " disconnects");
        if (disconnectedForMillis != null) {
            words.add("no connection for " + FigureText.seconds(disconnectedForMillis));
        }
        return String.join(", ", words);
    }

    private static void add(List<String> words, String before, @Nullable Long limit, String after) {
        if (limit != null) {
            words.add(before + limit + after);
        }
    }

    private static @Nullable Long nullable(OptionalLong value) {
        return value.isPresent() ? (Long) value.getAsLong() : null;
    }

    private static OptionalLong optional(@Nullable Long value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
