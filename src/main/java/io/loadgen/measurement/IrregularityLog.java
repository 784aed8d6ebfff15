package io.loadgen.measurement;

import io.loadgen.contract.ForeignText;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.latency.LatencySummary;
import io.loadgen.result.ConnectionGaps;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Irregularities;
import io.loadgen.result.Irregularities.MessageBytes;
import io.loadgen.result.Irregularity;
import io.loadgen.result.Phase;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.spec.Signal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Counts reasons of failure and signals that belong to no open slot. Bounded: reasons come from closed sets, and only the
 * first few messages are kept verbatim.
 *
 * <p>Any thread.
 */
public final class IrregularityLog {
    private static final int MESSAGES_KEPT = 5;

    /** Reasons told apart; the contract has fewer, a system under test that makes them up cannot fill the memory. */
    private static final int REASONS_KEPT = 64;

    private final Map<String, LongAdder> rejections = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> workerErrors = new ConcurrentHashMap<>();
    private final Queue<String> messages = new ConcurrentLinkedQueue<>();
    private final AtomicInteger messagesSeen = new AtomicInteger();
    private final Map<Irregularity, LongAdder> counts = Stream.of(Irregularity.values())
            .collect(Collectors.toMap(
                    Function.identity(),
                    kind -> new LongAdder(),
                    (first, second) -> first,
                    () -> new EnumMap<>(Irregularity.class)));

    /** Those whose slot was still known. Late replies come in crowds, when a platform wakes up: wait-free. */
    private final AtomicHistogram lateReplyTimes =
            new AtomicHistogram(1, LatencyDistribution.HIGHEST_NANOS, LatencyDistribution.DIGITS);

    /** Written by the thread that sends, and by that which hears. */
    private volatile int largestRequest;

    private volatile int largestEvent;

    private final AttemptLog attempts = new AttemptLog();
    private final ConnectionGapLog gaps = new ConnectionGapLog();

    /** Creates an empty log. */
    public IrregularityLog() {}

    /**
     * A slot was refused.
     *
     * @param reason from a closed set
     * @param text in the words of the system under test
     */
    public void rejection(String reason, String text) {
        count(rejections, reason);
        keep("rejected: " + text);
    }

    /**
     * The first worker error of a slot.
     *
     * @param reason from a closed set
     * @param text in the words of the system under test
     */
    public void workerError(String reason, String text) {
        count(workerErrors, reason);
        keep("worker error: " + text);
    }

    /**
     * A request could not be sent.
     *
     * @param text what the client said
     */
    public void publishError(String text) {
        keep("publish error: " + text);
    }

    AttemptLog attempts() {
        return attempts;
    }

    /** A request of so many bytes is sent. By one thread. */
    public void request(int bytes) {
        if (bytes > largestRequest) {
            largestRequest = bytes;
        }
    }

    /** An event of so many bytes was heard. By one thread. */
    public void event(int bytes) {
        if (bytes > largestEvent) {
            largestEvent = bytes;
        }
    }

    /** An event came without a request id and was matched by room and accounts. */
    public void eventWithoutHeader() {
        count(Irregularity.EVENTS_WITHOUT_HEADER);
    }

    /** A signal came that is nobody's of this run. */
    public void foreignSignal() {
        count(Irregularity.FOREIGN_SIGNALS);
    }

    /** A message on one of our subjects could not be read. */
    public void unreadableSignal() {
        count(Irregularity.UNREADABLE_SIGNALS);
    }

    /**
     * Signals cannot be heard any more.
     *
     * @param fromNanos up to when the connection is proven to have carried them
     * @param cause why
     */
    public void connectionLost(long fromNanos, ConnectionGaps.Cause cause) {
        gaps.lost(fromNanos, cause);
    }

    /**
     * Our own connection is proven to carry signals again.
     *
     * @param nowNanos when it was
     */
    public void connectionRestored(long nowNanos) {
        gaps.restored(nowNanos);
    }

    /** A slot was closed that had been sent at an instant. One that ended well costs a look at its outcomes. */
    void closed(Phase phase, ReplyOutcome reply, @Nullable EventOutcome event, long sentNanos, long nowNanos) {
        if (phase != Phase.MEASURED || isWell(reply, event)) {
            return;
        }
        if (reply == ReplyOutcome.PUBLISH_ERROR) {
            gaps.notSent(nowNanos);
        } else {
            gaps.failed(sentNanos, nowNanos);
        }
    }

    private static boolean isWell(ReplyOutcome reply, @Nullable EventOutcome event) {
        return reply.goesOn() && (event == EventOutcome.EVENT || event == EventOutcome.NO_OP);
    }

    /** Signals of a request timed out that were waited for over a span. */
    void timedOut(Phase phase, int signals, long fromNanos, long toNanos) {
        gaps.timedOut(phase, signals, fromNanos, toNanos);
    }

    void straggler(Signal signal, boolean duplicate) {
        switch (signal) {
            case REPLY, ACK -> count(duplicate ? Irregularity.DUPLICATE_REPLIES : Irregularity.LATE_REPLIES);
            case EVENT -> count(duplicate ? Irregularity.DUPLICATE_EVENTS : Irregularity.LATE_EVENTS);
            case RESULT -> count(duplicate ? Irregularity.DUPLICATE_RESULTS : Irregularity.LATE_RESULTS);
            case HANDOFF -> {
                // A redelivered job is not published again; a straggling observation tells nothing.
            }
        }
    }

    /** The first reply to a slot whose wait for one was over. */
    void lateReply(long serviceNanos) {
        count(Irregularity.LATE_REPLIES);
        lateReplyTimes.recordValue(LatencyDistribution.inRange(serviceNanos));
    }

    void unansweredEvent() {
        count(Irregularity.UNANSWERED_EVENTS);
    }

    void eventTimeoutAfterOk() {
        count(Irregularity.EVENT_TIMEOUTS_AFTER_OK);
    }

    private void count(Irregularity kind) {
        Objects.requireNonNull(counts.get(kind)).increment();
    }

    private static void count(Map<String, LongAdder> counts, String reason) {
        String kept = counts.size() < REASONS_KEPT || counts.containsKey(reason) ? reason : "other";
        counts.computeIfAbsent(kept, key -> new LongAdder()).increment();
    }

    private void keep(String message) {
        if (messagesSeen.get() < MESSAGES_KEPT && messagesSeen.getAndIncrement() < MESSAGES_KEPT) {
            messages.add(ForeignText.capped(message));
        }
    }

    /** The log as it stands, as a copy. */
    public Irregularities snapshot() {
        ConnectionGaps connection = gaps.snapshot();
        return new Irregularities(
                new TreeMap<>(sums(rejections)),
                new TreeMap<>(sums(workerErrors)),
                messages.stream().toList(),
                sums(counts),
                lateReplyTimes(),
                connection.gaps().isEmpty() ? null : connection,
                largestRequest == 0 ? null : new MessageBytes(largestRequest, largestEvent),
                attempts.snapshot(),
                List.of());
    }

    private @Nullable LatencySummary lateReplyTimes() {
        Histogram copy = LatencyDistribution.newHistogram();
        copy.add(lateReplyTimes);
        return copy.getTotalCount() == 0
                ? null
                : LatencySummary.of(new LatencyDistribution(copy, LatencyDistribution.newHistogram()));
    }

    private static <K> Map<K, Long> sums(Map<K, LongAdder> counts) {
        return counts.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().sum()));
    }
}
