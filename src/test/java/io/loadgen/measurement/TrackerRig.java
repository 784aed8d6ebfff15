package io.loadgen.measurement;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A tracker with its instruments, and a clock that starts from a constant. Each slot adds {@link #ACCOUNTS} accounts. */
final class TrackerRig {
    static final long MILLI = 1_000_000;
    static final long SECOND = 1_000_000_000;
    static final long REPLY_TIMEOUT = 5 * SECOND;
    static final long EVENT_TIMEOUT = 30 * SECOND;
    static final int ROOM = 2;
    static final int ACCOUNTS = 3;
    static final long HASH = 0x1234_5678_9abcL;

    /** How late every slot is sent. */
    static final long LAG = 4 * MILLI;

    final Books books = new Books();
    final IrregularityLog log = new IrregularityLog();
    final LatencyRecorder latencies =
            new LatencyRecorder(EnumSet.of(Signal.REPLY, Signal.HANDOFF, Signal.EVENT, Signal.RESULT));
    final FirstOrgAdds firstOrgAdds = new FirstOrgAdds(
            EnumSet.of(Signal.REPLY, Signal.HANDOFF, Signal.EVENT, Signal.RESULT), ROOM + 1, room -> false);
    final SlotTracker tracker;

    /** What the tracker told its observer, as text, in order. */
    final List<String> told = new ArrayList<>();

    /** The present moment; the clock of a machine may be negative. */
    long now = -12 * SECOND;

    private long slots;

    TrackerRig() {
        this(100);
    }

    TrackerRig(int maxOutstanding) {
        this(maxOutstanding, new SlotTimeouts(REPLY_TIMEOUT, EVENT_TIMEOUT));
    }

    TrackerRig(int maxOutstanding, SlotTimeouts timeouts) {
        this(maxOutstanding, timeouts, false);
    }

    /** A rig whose observer writes down what it is {@link #told}, which allocates. */
    static TrackerRig observed() {
        return new TrackerRig(100, new SlotTimeouts(REPLY_TIMEOUT, EVENT_TIMEOUT), true);
    }

    TrackerRig(SlotObserver observer) {
        tracker = tracker(100, new SlotTimeouts(REPLY_TIMEOUT, EVENT_TIMEOUT), observer);
    }

    private TrackerRig(int maxOutstanding, SlotTimeouts timeouts, boolean observed) {
        tracker = tracker(maxOutstanding, timeouts, observed ? new Diary() : SlotObserver.NONE);
    }

    private SlotTracker tracker(int maxOutstanding, SlotTimeouts timeouts, SlotObserver observer) {
        return new SlotTracker(maxOutstanding, Signal.REPLY, timeouts, latencies, firstOrgAdds, books, log, observer);
    }

    /** Sends a measured slot now. */
    long send() {
        return send(Phase.MEASURED, ACCOUNTS);
    }

    long send(Phase phase, int accounts) {
        return send(phase, AddKind.USERS, accounts);
    }

    long send(Phase phase, AddKind kind, int names) {
        long key = SlotTracker.key(tracker.claim(), slots++);
        books.sent(phase, kind.shape());
        tracker.open(key, phase, kind, ROOM, now - LAG, now, names, HASH);
        return key;
    }

    TrackerRig after(long nanos) {
        now += nanos;
        return this;
    }

    void accepted(long key) {
        tracker.accepted(key, now);
    }

    void event(long key) {
        tracker.delivered(key, ACCOUNTS, HASH, now);
    }

    void ok(long key) {
        tracker.resolved(key, now);
    }

    boolean passingError(long key) {
        return tracker.workerFailed(key, true, "try again", now);
    }

    boolean finalError(long key) {
        return tracker.workerFailed(key, false, "no way", now);
    }

    void sweep() {
        tracker.sweep(now);
    }

    LedgerSnapshot measured() {
        return books.snapshot(Phase.MEASURED);
    }

    /** All that the instruments show, of a run of as many slots as were sent. */
    Measurements measurements() {
        latencies.takeInterval();
        return new Measurements(
                measured(),
                books.snapshot(Phase.WARMUP),
                books.shapes(Phase.MEASURED),
                log.snapshot(),
                latencies.totals(Basis.RESPONSE),
                latencies.totals(Basis.SERVICE),
                firstOrgAdds.snapshot(),
                latencies.totalLag(),
                List.of(),
                List.of(),
                BacklogSummary.unseen(),
                0,
                0,
                0,
                OptionalLong.of(slots),
                ListenerFigures.none(),
                latencies.stageFigures());
    }

    /** Every outcome that was counted once, in both phases together; fails if one was counted more often. */
    Set<Enum<?>> outcomes() {
        LedgerSnapshot all = measured().plus(books.snapshot(Phase.WARMUP));
        Set<Enum<?>> outcomes = new HashSet<>();
        for (Map<? extends Enum<?>, Long> stage :
                List.<Map<? extends Enum<?>, Long>>of(all.replies(), all.events(), all.results())) {
            stage.forEach((outcome, count) -> {
                if (count > 1) {
                    throw new AssertionError(outcome + " counted " + count + " times");
                }
                if (count == 1) {
                    outcomes.add(outcome);
                }
            });
        }
        return outcomes;
    }

    Irregularities irregularities() {
        return log.snapshot();
    }

    LatencyDistribution response(Signal signal) {
        return total(Basis.RESPONSE, signal);
    }

    LatencyDistribution service(Signal signal) {
        return total(Basis.SERVICE, signal);
    }

    private LatencyDistribution total(Basis basis, Signal signal) {
        latencies.takeInterval();
        LatencyDistribution distribution = latencies.totals(basis).get(signal);
        if (distribution == null) {
            throw new AssertionError("not recorded: " + signal);
        }
        return distribution;
    }

    /** Writes down what it is told. */
    private final class Diary implements SlotObserver {
        @Override
        public void observed(long slot, AddKind kind, Signal signal, long responseNanos, long serviceNanos) {
            told.add(slot + " " + signal.symbol());
        }

        @Override
        public void lost(long slot, AddKind kind, Signal signal, long responseNanos, long serviceNanos) {
            told.add(slot + " lost " + signal.symbol());
        }

        @Override
        public void failed(long slot, String text) {
            told.add(slot + " failed: " + text);
        }

        @Override
        public void decided(long slot, ReplyOutcome reply, @Nullable EventOutcome event, long nowNanos) {
            told.add(slot + " decided " + reply + "/" + event);
        }

        @Override
        public void closed(long slot) {
            told.add(slot + " closed");
        }
    }
}
