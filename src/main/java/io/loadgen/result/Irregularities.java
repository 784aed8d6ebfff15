package io.loadgen.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.loadgen.latency.LatencySummary;
import io.loadgen.result.ConnectionTroubles.Trouble;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the books leave out or lump together, over the whole run, warm-up included.
 *
 * <p>Immutable; any thread.
 *
 * @param rejections rejected slots by reason
 * @param workerErrors slots with a worker error by the reason of the first one
 * @param firstMessages the first few refusals, worker errors and publish errors in the words of the system under test
 * @param counts how often each kind was seen; every kind has an entry
 * @param lateReplyTimes how long after the actual send late replies came, null when none did; without those whose slot was long closed and
 *     its place given to another
 * @param lostConnection when our own connection was down, null when it held
 * @param largestMessages the largest messages of our own and the largest events that were seen, null where there was none
 * @param attempts what was heard of each attempt at jobs that failed, the first one first; empty where none failed
 * @param connectionTroubles what the server complained of or announced, by kind and by what it was about
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Irregularities(
        Map<String, Long> rejections,
        Map<String, Long> workerErrors,
        List<String> firstMessages,
        @Counts.ByKind Map<Irregularity, Long> counts,
        @Nullable LatencySummary lateReplyTimes,
        @Nullable ConnectionGaps lostConnection,
        @Nullable MessageBytes largestMessages,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Attempt> attempts,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Trouble> connectionTroubles) {
    private static final Comparator<Trouble> BY_KIND =
            Comparator.comparing(Trouble::kind).thenComparing(Trouble::about);

    /** Takes copies. Reports of older builds know of no troubles and of no attempts. */
    public Irregularities {
        rejections = Counts.named(rejections);
        workerErrors = Counts.named(workerErrors);
        firstMessages = List.copyOf(firstMessages);
        counts = Counts.complete(Irregularity.class, counts);
        attempts = attempts == null ? List.of() : List.copyOf(attempts);
        connectionTroubles = connectionTroubles == null ? List.of() : List.copyOf(connectionTroubles);
    }

    /**
     * Sizes of bodies, without headers.
     *
     * @param request of a request or a canonical job that was sent
     * @param event of a member event that was heard
     */
    public record MessageBytes(long request, long event) {}

    public boolean areNone() {
        return counts.values().stream().allMatch(count -> count == 0)
                && rejections.isEmpty()
                && workerErrors.isEmpty()
                && connectionTroubles.isEmpty()
                && lostConnection == null;
    }

    /**
     * How often a kind was seen.
     *
     * @param kind which
     * @return the count
     */
    public long count(Irregularity kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** When our own connection was down, and what may have been lost by it. */
    public ConnectionGaps connection() {
        return Objects.requireNonNullElse(lostConnection, ConnectionGaps.none());
    }

    /** The same with what befell the client. */
    public Irregularities with(SessionHealth health) {
        Map<Irregularity, Long> all = new EnumMap<>(counts);
        all.put(Irregularity.FAILED_SIGNALS, health.failedSignals());
        all.put(Irregularity.DROPPED_MESSAGES, health.droppedMessages());
        all.put(Irregularity.DISCONNECTS, health.disconnects());
        List<Trouble> troubles =
                health.troubles().seen().stream().sorted(BY_KIND).toList();
        return new Irregularities(
                rejections,
                workerErrors,
                firstMessages,
                all,
                lateReplyTimes,
                lostConnection,
                largestMessages,
                attempts,
                troubles);
    }

    /** What befell the client, as far as it is told here: whether it is connected is not. */
    public SessionHealth health() {
        return new SessionHealth(
                true,
                count(Irregularity.DISCONNECTS),
                count(Irregularity.DROPPED_MESSAGES),
                count(Irregularity.FAILED_SIGNALS),
                new ConnectionTroubles(connectionTroubles));
    }

    /**
     * The same, with the times of its connection from the first due slot on.
     *
     * @param firstDueNanos when that was, on the run's clock
     * @param measuredFromNanos when the measured window began, on the run's clock
     * @param endNanos when it ended, likewise
     * @return a copy
     */
    public Irregularities since(long firstDueNanos, long measuredFromNanos, long endNanos) {
        return lostConnection == null
                ? this
                : new Irregularities(
                        rejections,
                        workerErrors,
                        firstMessages,
                        counts,
                        lateReplyTimes,
                        lostConnection.since(firstDueNanos, measuredFromNanos, endNanos),
                        largestMessages,
                        attempts,
                        connectionTroubles);
    }
}
