package io.loadgen.measurement;

import io.loadgen.latency.LatencyDistribution;
import io.loadgen.result.AddKind;
import io.loadgen.result.Books;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Irregularities;
import io.loadgen.result.ListenerFigures;
import io.loadgen.result.Measurements;
import io.loadgen.result.Measurements.BacklogSummary;
import io.loadgen.result.Phase;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.spec.Basis;
import io.loadgen.spec.Signal;
import io.loadgen.spec.SlotTimeouts;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A tracker with its instruments, and a clock that starts from a constant. Each slot adds {@link #ACCOUNTS} accounts. */
public final class TrackerRig {
    public static final long MILLI = 1_000_000;
    public static final long SECOND = 1_000_000_000;
    public static final long REPLY_TIMEOUT = 5 * SECOND;
    public static final long EVENT_TIMEOUT = 30 * SECOND;
    static final int ROOM = 2;
    public static final int ACCOUNTS = 3;
    public static final long HASH = 0x1234_5678_9abcL;

    /** How late every slot is sent. */
    public static final long LAG = 4 * MILLI;

    private static final Set<Signal> SIGNALS = EnumSet.of(Signal.REPLY, Signal.HANDOFF, Signal.EVENT, Signal.RESULT);

    public final Ledger books = new Ledger();
    final IrregularityLog log = new IrregularityLog();
    public final LatencyRecorder latencies;
    final FirstOrgAdds firstOrgAdds = new FirstOrgAdds(
            EnumSet.of(Signal.REPLY, Signal.HANDOFF, Signal.EVENT, Signal.RESULT), ROOM + 1, room -> false);
    public final SlotTracker tracker;

    /** What the tracker told its observer, as text, in order. */
    final List<String> told = new ArrayList<>();

    /** The present moment; the clock of a machine may be negative. */
    public long now = -12 * SECOND;

    private long slots;

    public TrackerRig() {
        this(100);
    }

    TrackerRig(int maxOutstanding) {
        this(maxOutstanding, new SlotTimeouts(REPLY_TIMEOUT, EVENT_TIMEOUT));
    }

    public TrackerRig(int maxOutstanding, SlotTimeouts timeouts) {
        this(maxOutstanding, timeouts, false);
    }

    /** A rig whose observer writes down what it is {@link #told}, which allocates. */
    static TrackerRig observed() {
        return new TrackerRig(100, new SlotTimeouts(REPLY_TIMEOUT, EVENT_TIMEOUT), true);
    }

    /** A rig whose adds take ways of their own. */
    static TrackerRig onPaths(OtherSiteWatch watch) {
        return new TrackerRig(
                100,
                new SlotTimeouts(REPLY_TIMEOUT, EVENT_TIMEOUT),
                SlotObserver.NONE,
                new PathLog(SIGNALS, watch, false));
    }

    public TrackerRig(SlotObserver observer) {
        this(100, new SlotTimeouts(REPLY_TIMEOUT, EVENT_TIMEOUT), observer, null);
    }

    private TrackerRig(int maxOutstanding, SlotTimeouts timeouts, SlotObserver observer, @Nullable PathLog paths) {
        latencies = new LatencyRecorder(SIGNALS, paths);
        tracker = tracker(maxOutstanding, timeouts, observer);
    }

    private TrackerRig(int maxOutstanding, SlotTimeouts timeouts, boolean observed) {
        latencies = new LatencyRecorder(SIGNALS);
        tracker = tracker(maxOutstanding, timeouts, observed ? new Diary() : SlotObserver.NONE);
    }

    private SlotTracker tracker(int maxOutstanding, SlotTimeouts timeouts, SlotObserver observer) {
        return new SlotTracker(maxOutstanding, Signal.REPLY, timeouts, latencies, firstOrgAdds, books, log, observer);
    }

    /** Sends a measured slot now. */
    public long send() {
        return send(Phase.MEASURED, ACCOUNTS);
    }

    public long send(Phase phase, int accounts) {
        return send(phase, AddKind.USERS, accounts);
    }

    public long send(Phase phase, AddKind kind, int names) {
        return send(key -> {}, phase, kind, names);
    }

    long send(LongConsumer first, Phase phase, AddKind kind, int names) {
        long key = SlotTracker.key(tracker.claim(), slots++);
        first.accept(key);
        books.sent(phase, kind.shape());
        tracker.open(key, phase, kind, ROOM, now - LAG, now, names, HASH);
        return key;
    }

    public TrackerRig after(long nanos) {
        now += nanos;
        return this;
    }

    public void accepted(long key) {
        tracker.accepted(key, now);
    }

    public void event(long key) {
        tracker.delivered(key, ACCOUNTS, HASH, now);
    }

    public void ok(long key) {
        tracker.resolved(key, now);
    }

    public boolean passingError(long key) {
        return tracker.workerFailed(key, true, "try again", now);
    }

    public boolean finalError(long key) {
        return tracker.workerFailed(key, false, "no way", now);
    }

    public void sweep() {
        tracker.sweep(now);
    }

    public Books measured() {
        return books.snapshot(Phase.MEASURED);
    }

    /** All that the instruments show, of a run of as many slots as were sent. */
    public Measurements measurements() {
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
                OptionalLong.of(slots),
                ListenerFigures.none(),
                latencies.stageFigures(),
                latencies.pathFigures(),
                Optional.empty());
    }

    /** Every outcome that was counted once, in both phases together; fails if one was counted more often. */
    public Set<Enum<?>> outcomes() {
        Books all = measured().plus(books.snapshot(Phase.WARMUP));
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

    public Irregularities irregularities() {
        return log.snapshot();
    }

    public LatencyDistribution response(Signal signal) {
        return total(Basis.RESPONSE, signal);
    }

    public LatencyDistribution service(Signal signal) {
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
