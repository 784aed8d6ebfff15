package io.loadgen.spec;

import static io.loadgen.spec.InvalidSpecException.require;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What ends a run before its time, so that it does no harm while nobody looks. An {@link Slo} judges a run that was carried
 * out; these end one that should not go on. Each is empty where it does not hold.
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
 */
public record AbortLimits(
        OptionalDouble errorRate,
        Optional<Duration> errorWindow,
        OptionalLong errorMinimum,
        OptionalLong backlog,
        OptionalLong droppedMessages,
        OptionalLong disconnects,
        Optional<Duration> disconnectedFor) {
    /** The window where none is given. */
    public static final Duration DEFAULT_WINDOW = Duration.ofSeconds(10);

    /** The least number of requests where none is given. */
    public static final long DEFAULT_MINIMUM = 20;

    private static final Duration LONGEST_WINDOW = Duration.ofMinutes(10);
    private static final AbortLimits NONE = new AbortLimits(
            OptionalDouble.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            Optional.empty());

    /** Checks the limits. */
    public AbortLimits {
        double rate = errorRate.orElse(0);
        require(rate >= 0 && rate <= 1, "abortOn.errorRate", rate, "0 to 1");
        Duration window = errorWindow.orElse(DEFAULT_WINDOW);
        require(
                isWholeSeconds(window) && window.compareTo(LONGEST_WINDOW) <= 0,
                "abortOn.errorWindow",
                window,
                "whole seconds, 1s to 10m");
        long minimum = errorMinimum.orElse(DEFAULT_MINIMUM);
        require(minimum >= 1, "abortOn.errorMinimum", minimum, "1 or more");
        requireNotNegative("abortOn.backlog", backlog);
        requireNotNegative("abortOn.droppedMessages", droppedMessages);
        requireNotNegative("abortOn.disconnects", disconnects);
        Duration gap = disconnectedFor.orElse(Duration.ofSeconds(1));
        require(isWholeSeconds(gap), "abortOn.disconnectedFor", gap, "whole seconds, 1s or more");
    }

    private static void requireNotNegative(String field, OptionalLong limit) {
        require(limit.orElse(0) >= 0, field, limit.orElse(0), "0 or more");
    }

    private static boolean isWholeSeconds(Duration span) {
        return span.toSeconds() >= 1 && span.equals(Duration.ofSeconds(span.toSeconds()));
    }

    /**
     * Nothing ends a run.
     *
     * @return an empty set of limits
     */
    public static AbortLimits none() {
        return NONE;
    }

    /**
     * Whether nothing ends a run.
     *
     * @return true when no limit is given; a window or a minimum alone is none
     */
    public boolean isEmpty() {
        return errorRate.isEmpty()
                && backlog.isEmpty()
                && droppedMessages.isEmpty()
                && disconnects.isEmpty()
                && disconnectedFor.isEmpty();
    }

    /**
     * Fills in what is not given.
     *
     * @param defaults the operator's limits
     * @return these limits, each of the others where these have none
     */
    public AbortLimits or(AbortLimits defaults) {
        return new AbortLimits(
                errorRate.isPresent() ? errorRate : defaults.errorRate,
                errorWindow.or(() -> defaults.errorWindow),
                errorMinimum.isPresent() ? errorMinimum : defaults.errorMinimum,
                backlog.isPresent() ? backlog : defaults.backlog,
                droppedMessages.isPresent() ? droppedMessages : defaults.droppedMessages,
                disconnects.isPresent() ? disconnects : defaults.disconnects,
                disconnectedFor.or(() -> defaults.disconnectedFor));
    }
}
