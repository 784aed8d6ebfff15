package io.loadgen.measurement;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * Counts reasons of failure and signals that belong to no open slot. Bounded: reasons come from closed sets, and only the
 * first few messages are kept verbatim.
 *
 * <p>Any thread.
 */
public final class IrregularityLog {
    private static final int MESSAGES_KEPT = 5;
    private static final int LONGEST_MESSAGE = 500;

    /** Reasons told apart; the contract has fewer, a system under test that makes them up cannot fill the memory. */
    private static final int REASONS_KEPT = 64;

    private final Map<String, LongAdder> rejections = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> workerErrors = new ConcurrentHashMap<>();
    private final Queue<String> messages = new ConcurrentLinkedQueue<>();
    private final AtomicInteger messagesSeen = new AtomicInteger();
    private final LongAdder duplicateReplies = new LongAdder();
    private final LongAdder duplicateEvents = new LongAdder();
    private final LongAdder duplicateResults = new LongAdder();
    private final LongAdder lateReplies = new LongAdder();
    private final LongAdder lateEvents = new LongAdder();
    private final LongAdder lateResults = new LongAdder();
    private final LongAdder unansweredEvents = new LongAdder();
    private final LongAdder eventTimeoutsAfterOk = new LongAdder();
    private final LongAdder eventsWithoutHeader = new LongAdder();
    private final LongAdder foreignSignals = new LongAdder();
    private final LongAdder unreadableSignals = new LongAdder();
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

    /** An event came without a request id and was matched by room and accounts. */
    public void eventWithoutHeader() {
        eventsWithoutHeader.increment();
    }

    /** A signal came that is nobody's of this run. */
    public void foreignSignal() {
        foreignSignals.increment();
    }

    /** A message on one of our subjects could not be read. */
    public void unreadableSignal() {
        unreadableSignals.increment();
    }

    /**
     * Our own connection was lost: signals cannot come.
     *
     * @param nowNanos when that was noticed
     */
    public void connectionLost(long nowNanos) {
        gaps.lost(nowNanos);
    }

    /**
     * Our own connection is back, and signals come again.
     *
     * @param nowNanos when they began to
     */
    public void connectionRestored(long nowNanos) {
        gaps.restored(nowNanos);
    }

    /** Signals of a request timed out that was under way for a span. */
    void timedOut(Phase phase, int signals, long fromNanos, long toNanos) {
        gaps.timedOut(phase, signals, fromNanos, toNanos);
    }

    void straggler(Signal signal, boolean duplicate) {
        switch (signal) {
            case REPLY, ACK -> (duplicate ? duplicateReplies : lateReplies).increment();
            case EVENT -> (duplicate ? duplicateEvents : lateEvents).increment();
            case RESULT -> (duplicate ? duplicateResults : lateResults).increment();
            case HANDOFF -> {
                // A redelivered job is not published again; a straggling observation tells nothing.
            }
        }
    }

    void unansweredEvent() {
        unansweredEvents.increment();
    }

    void eventTimeoutAfterOk() {
        eventTimeoutsAfterOk.increment();
    }

    private static void count(Map<String, LongAdder> counts, String reason) {
        String kept = counts.size() < REASONS_KEPT || counts.containsKey(reason) ? reason : "other";
        counts.computeIfAbsent(kept, key -> new LongAdder()).increment();
    }

    private void keep(String message) {
        if (messagesSeen.get() < MESSAGES_KEPT && messagesSeen.getAndIncrement() < MESSAGES_KEPT) {
            messages.add(message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) : message);
        }
    }

    /**
     * The log as it stands.
     *
     * @return a copy
     */
    public Irregularities snapshot() {
        return new Irregularities(
                sums(rejections),
                sums(workerErrors),
                messages.stream().toList(),
                duplicateReplies.sum(),
                duplicateEvents.sum(),
                duplicateResults.sum(),
                lateReplies.sum(),
                lateEvents.sum(),
                lateResults.sum(),
                unansweredEvents.sum(),
                eventTimeoutsAfterOk.sum(),
                eventsWithoutHeader.sum(),
                foreignSignals.sum(),
                unreadableSignals.sum(),
                gaps.snapshot());
    }

    private static Map<String, Long> sums(Map<String, LongAdder> counts) {
        return counts.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().sum()));
    }
}
