package io.loadgen.engine;

import io.loadgen.latency.FigureText;
import io.loadgen.result.Measurements.WorkerStall;
import io.loadgen.spec.AbortLimits;
import io.loadgen.spec.DurationText;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
        int window = Math.toIntExact(limits.window().toSeconds());
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
                .or(() -> stalled(second))
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
        Duration gap = limits.disconnectedFor();
        if (gap != null && secondsDown >= gap.toSeconds()) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "no connection to NATS for %d s (abortOn.disconnectedFor %s)",
                    secondsDown,
                    DurationText.format(gap)));
        }
        Long disconnects = limits.disconnects();
        if (disconnects != null && second.disconnects() > disconnects) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "the connection to NATS was lost %d times (abortOn.disconnects %d)",
                    second.disconnects(),
                    disconnects));
        }
        return Optional.empty();
    }

    private Optional<String> dropped(Second second) {
        Long most = limits.droppedMessages();
        return most != null && second.droppedMessages() > most
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "our own client was a slow consumer and dropped %d messages (abortOn.droppedMessages %d)",
                        second.droppedMessages(),
                        most))
                : Optional.empty();
    }

    private Optional<String> backlog(Second second) {
        Long most = limits.backlog();
        return most != null && second.backlog() > most
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "room-worker has %d messages before it (abortOn.backlog %d)",
                        second.backlog(),
                        most))
                : Optional.empty();
    }

    private Optional<String> stalled(Second second) {
        Duration most = limits.workerStalledFor();
        WorkerStall stall = second.stall();
        return most != null && stall != null && stall.lasted().compareTo(most) >= 0
                ? Optional.of(stall.words() + " (abortOn.workerStalledFor " + DurationText.format(most) + ")")
                : Optional.empty();
    }

    private Optional<String> errors() {
        Double most = limits.errorRate();
        if (most == null || closedInWindow < limits.minimum()) {
            return Optional.empty();
        }
        double share = (double) failedInWindow / (double) closedInWindow;
        return share > most
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "%d of %d requests closed within %d s are without their event, which is %s (abortOn.errorRate %s)",
                        failedInWindow,
                        closedInWindow,
                        Math.min(secondsSeen, closed.length),
                        FigureText.exactPercent(share),
                        most))
                : Optional.empty();
    }

    /**
     * What one second of a run brought.
     *
     * @param closed requests closed in it
     * @param failed those of them that are without their member event
     * @param backlog messages that room-worker has before it at its end, -1 when unknown
     * @param stall how long room-worker has taken no job though jobs wait at its end, null where it takes them
     * @param droppedMessages messages that our client dropped since the run began
     * @param disconnects losses of our connection since the run began
     * @param connected whether the connection is up at its end
     */
    record Second(
            long closed,
            long failed,
            long backlog,
            @Nullable WorkerStall stall,
            long droppedMessages,
            long disconnects,
            boolean connected) {}
}
