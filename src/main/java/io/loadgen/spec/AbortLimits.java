package io.loadgen.spec;

import static io.loadgen.spec.InvalidSpecException.require;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What ends a run before its time, so that it does no harm while nobody looks. An {@link Slo} judges a run that was carried
 * out; these end one that should not go on. Each is null where it does not hold.
 *
 * <p>Immutable; any thread.
 *
 * @param errorRate greatest share of the requests closed within {@code errorWindow} that may be without their member event,
 *     0 to 1
 * @param errorWindow the last whole seconds over which the share is taken, 1 s to 10 min; 10 s where it is not given
 * @param errorMinimum how many requests must have been closed within the window before the share says anything, 1 or more; 20
 *     where it is not given
 * @param backlog most messages that room-worker may have before it, waiting and in work
 * @param droppedMessages most messages that our own client may drop as a slow consumer
 * @param disconnects most losses of our own connection
 * @param disconnectedFor longest time without a connection, whole seconds
 * @param workerStalledFor longest time in which room-worker may take no job though jobs wait, whole seconds from 5 s on: a shorter one is
 *     not told from a worker that is busy
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "AbortOn",
        description =
                "Ends the run as ABORTED, with a report of what was measured until then. Looked at once a second while"
                        + " the run sends. What is left out is as the operator has set it, which is off by default.")
public record AbortLimits(
        @Schema(
                description =
                        "Greatest share of the requests closed within `errorWindow` that may be without their member"
                                + " event, 0 to 1",
                minimum = "0",
                maximum = "1",
                example = "0.5")
        @Nullable
        Double errorRate,

        @Schema(description = "The last whole seconds over which the share is taken, 1s to 10m", defaultValue = "10s")
        @DurationText.Json
        @Nullable
        Duration errorWindow,

        @Schema(
                description =
                        "Requests that must have been closed within the window before the share says anything, 1 or"
                                + " more",
                minimum = "1",
                defaultValue = "20")
        @Nullable
        Long errorMinimum,

        @Schema(
                description = "Most messages that room-worker may have before it, waiting and in work, 0 or more",
                minimum = "0")
        @Nullable
        Long backlog,

        @Schema(
                description = "Most messages that the generator's own client may drop as a slow consumer, 0 or more",
                minimum = "0")
        @Nullable
        Long droppedMessages,

        @Schema(description = "Most losses of the generator's own connection to NATS, 0 or more", minimum = "0")
        @Nullable
        Long disconnects,

        @Schema(description = "Longest time without a connection to NATS, whole seconds, 1s to 24h")
        @DurationText.Json
        @Nullable
        Duration disconnectedFor,

        @Schema(
                description =
                        "Longest time in which room-worker may take no job though jobs wait, whole seconds, 5s to 24h")
        @DurationText.Json
        @Nullable
        Duration workerStalledFor) {
    /** The window where none is given. */
    public static final Duration DEFAULT_WINDOW = Duration.ofSeconds(10);

    /** The least number of requests where none is given. */
    public static final long DEFAULT_MINIMUM = 20;

    /** The shortest stall of room-worker that can be told. */
    public static final Duration SHORTEST_STALL = Duration.ofSeconds(5);

    private static final Duration LONGEST_WINDOW = Duration.ofMinutes(10);
    private static final AbortLimits NONE = new AbortLimits(null, null, null, null, null, null, null, null);

    /** Checks the limits. */
    public AbortLimits {
        require(errorRate == null || (errorRate >= 0 && errorRate <= 1), "abortOn.errorRate", errorRate, "0 to 1");
        require(
                errorWindow == null || (isWholeSeconds(errorWindow) && errorWindow.compareTo(LONGEST_WINDOW) <= 0),
                "abortOn.errorWindow",
                errorWindow,
                "whole seconds, 1s to 10m");
        require(errorMinimum == null || errorMinimum >= 1, "abortOn.errorMinimum", errorMinimum, "1 or more");
        requireNotNegative("abortOn.backlog", backlog);
        requireNotNegative("abortOn.droppedMessages", droppedMessages);
        requireNotNegative("abortOn.disconnects", disconnects);
        require(
                disconnectedFor == null
                        || (isWholeSeconds(disconnectedFor) && disconnectedFor.compareTo(SustainedSpec.LONGEST) <= 0),
                "abortOn.disconnectedFor",
                disconnectedFor,
                "whole seconds, 1s to " + SustainedSpec.LONGEST.toHours() + "h");
        require(
                workerStalledFor == null
                        || (isWholeSeconds(workerStalledFor)
                                && workerStalledFor.compareTo(SHORTEST_STALL) >= 0
                                && workerStalledFor.compareTo(SustainedSpec.LONGEST) <= 0),
                "abortOn.workerStalledFor",
                workerStalledFor,
                "whole seconds, " + DurationText.format(SHORTEST_STALL) + " to " + SustainedSpec.LONGEST.toHours()
                        + "h");
    }

    private static void requireNotNegative(String field, @Nullable Long limit) {
        require(limit == null || limit >= 0, field, limit, "0 or more");
    }

    private static boolean isWholeSeconds(Duration span) {
        return span.toSeconds() >= 1 && span.equals(Duration.ofSeconds(span.toSeconds()));
    }

    /** Nothing ends a run: an empty set of limits. */
    public static AbortLimits none() {
        return NONE;
    }

    /** The window that holds, given or not: {@link #DEFAULT_WINDOW} when none was given. */
    public Duration window() {
        return Objects.requireNonNullElse(errorWindow, DEFAULT_WINDOW);
    }

    /** The least number of requests that holds, given or not: {@value #DEFAULT_MINIMUM} when none was given. */
    public long minimum() {
        return Objects.requireNonNullElse(errorMinimum, DEFAULT_MINIMUM);
    }

    /**
     * Fills in what is not given.
     *
     * @param defaults the operator's limits
     * @return these limits, each of the others where these have none
     */
    public AbortLimits or(AbortLimits defaults) {
        return new AbortLimits(
                either(errorRate, defaults.errorRate),
                either(errorWindow, defaults.errorWindow),
                either(errorMinimum, defaults.errorMinimum),
                either(backlog, defaults.backlog),
                either(droppedMessages, defaults.droppedMessages),
                either(disconnects, defaults.disconnects),
                either(disconnectedFor, defaults.disconnectedFor),
                either(workerStalledFor, defaults.workerStalledFor));
    }

    private static <T> @Nullable T either(@Nullable T own, @Nullable T other) {
        return own != null ? own : other;
    }

    /** The limits in words: one after the other; empty where none is given. */
    public String words() {
        List<String> words = new ArrayList<>();
        if (errorRate != null) {
            words.add(String.format(
                    Locale.ROOT,
                    "errors above %.2f %% of %d or more within %s",
                    errorRate * 100,
                    minimum(),
                    DurationText.format(window())));
        }
        add(words, "backlog above ", backlog, "");
        add(words, "more than ", droppedMessages, " dropped messages");
        add(words, "more than ", disconnects, " disconnects");
        if (disconnectedFor != null) {
            words.add("no connection for " + DurationText.format(disconnectedFor));
        }
        if (workerStalledFor != null) {
            words.add("no job taken by room-worker for " + DurationText.format(workerStalledFor));
        }
        return String.join(", ", words);
    }

    private static void add(List<String> words, String before, @Nullable Long limit, String after) {
        if (limit != null) {
            words.add(before + limit + after);
        }
    }
}
