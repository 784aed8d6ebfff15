package io.loadgen.engine;

import io.loadgen.result.FigureText;
import io.loadgen.spec.AbortLimits;
import io.loadgen.spec.InvalidSpecException;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides, second by second, whether a run has to end before its time. It sees figures and gives a reason; it knows neither
 * clock nor connection.
 *
 * <p>Owned by one thread. Memory: two numbers for each second of the window.
 */
final class AbortRule {
    private final AbortLimits limits;
    private final long[] closed;
    private final long[] failed;
    private long closedInWindow;
    private long failedInWindow;
    private long secondsSeen;
    private long secondsDown;

    AbortRule(AbortLimits limits) {
        this.limits = limits;
        int window = Math.toIntExact(
                limits.errorWindow().orElse(AbortLimits.DEFAULT_WINDOW).toSeconds());
        this.closed = new long[window];
        this.failed = new long[window];
    }

    /**
     * Takes the next second in.
     *
     * @param second what it brought
     * @return why the run has to end, empty when it may go on
     */
    Optional<String> endSecond(Second second) {
        slide(second);
        secondsDown = second.connected() ? 0 : secondsDown + 1;
        return disconnected(second)
                .or(() -> dropped(second))
                .or(() -> backlog(second))
                .or(this::errors);
    }

    private void slide(Second second) {
        int place = (int) (secondsSeen++ % closed.length);
        closedInWindow += second.closed() - closed[place];
        failedInWindow += second.failed() - failed[place];
        closed[place] = second.closed();
        failed[place] = second.failed();
    }

    private Optional<String> disconnected(Second second) {
        if (limits.disconnectedFor().isPresent()
                && secondsDown >= limits.disconnectedFor().get().toSeconds()) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "no connection to NATS for %d s (abortOn.disconnectedFor %s)",
                    secondsDown,
                    InvalidSpecException.seconds(limits.disconnectedFor().get())));
        }
        if (limits.disconnects().isPresent()
                && second.disconnects() > limits.disconnects().getAsLong()) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "the connection to NATS was lost %d times (abortOn.disconnects %d)",
                    second.disconnects(),
                    limits.disconnects().getAsLong()));
        }
        return Optional.empty();
    }

    private Optional<String> dropped(Second second) {
        return limits.droppedMessages().isPresent()
                        && second.droppedMessages() > limits.droppedMessages().getAsLong()
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "our own client was a slow consumer and dropped %d messages (abortOn.droppedMessages %d)",
                        second.droppedMessages(),
                        limits.droppedMessages().getAsLong()))
                : Optional.empty();
    }

    private Optional<String> backlog(Second second) {
        return limits.backlog().isPresent()
                        && second.backlog() > limits.backlog().getAsLong()
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "room-worker has %d messages before it (abortOn.backlog %d)",
                        second.backlog(),
                        limits.backlog().getAsLong()))
                : Optional.empty();
    }

    private Optional<String> errors() {
        if (limits.errorRate().isEmpty()
                || closedInWindow < limits.errorMinimum().orElse(AbortLimits.DEFAULT_MINIMUM)) {
            return Optional.empty();
        }
        double share = (double) failedInWindow / (double) closedInWindow;
        return share > limits.errorRate().getAsDouble()
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "%d of %d requests closed within %d s are without their event, which is %s (abortOn.errorRate %s)",
                        failedInWindow,
                        closedInWindow,
                        Math.min(secondsSeen, closed.length),
                        FigureText.exactPercent(share),
                        limits.errorRate().getAsDouble()))
                : Optional.empty();
    }

    /**
     * What one second of a run brought.
     *
     * @param closed requests closed in it
     * @param failed those of them that are without their member event
     * @param backlog messages that room-worker has before it at its end, -1 when unknown
     * @param droppedMessages messages that our client dropped since the run began
     * @param disconnects losses of our connection since the run began
     * @param connected whether the connection is up at its end
     */
    record Second(long closed, long failed, long backlog, long droppedMessages, long disconnects, boolean connected) {}
}
