package io.loadgen.measurement;

import io.loadgen.measurement.SlotWord.Copy;
import io.loadgen.result.AddKind;
import io.loadgen.result.AddPath;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Phase;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.ResultOutcome;
import io.loadgen.spec.Signal;
import io.loadgen.spec.SlotTimeouts;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The slots that were sent and are not finished. Takes every signal to its slot, settles each stage exactly once, records
 * latencies, and enters the outcomes in the books when the slot closes.
 *
 * <p>Three roles. The <em>generator</em> (one thread) claims a place and opens a slot in it. The <em>collector</em> (one thread)
 * reports signals. The <em>sweeper</em> (one thread) closes what has waited too long. They share no lock: what changes about a
 * slot is one word, changed by compare-and-set ({@link SlotWord}); its fixed facts are written before the word is published.
 * Nothing is allocated after construction. The table has twice the places that may be open, so a free one is found in a step
 * or two.
 */
public final class SlotTracker {
    /** Returned by {@link #claim} when as many slots are outstanding as may be. */
    public static final int SATURATED = -1;

    /** Returned by {@link #findByAccounts} when no open slot fits. */
    public static final long NOT_FOUND = -1;

    private final int maxOutstanding;
    private final int mask;
    private final AtomicLongArray words;
    private final long[] intendedNanos;
    private final long[] sentNanos;
    private final ExpectedEvents expected;
    private final IntPredicate waitsForEvent = this::waitsForEvent;
    private final AtomicInteger outstanding = new AtomicInteger();
    private final CountDownLatch drained = new CountDownLatch(1);
    private volatile boolean draining;

    private final Signal firstSignal;
    private final SlotTimeouts timeouts;
    private final LatencyRecorder latencies;
    private final FirstOrgAdds firstOrgAdds;
    private final SlotClosings closings;

    /** Null where stages are not recorded. */
    private final @Nullable SlotStages stages;

    /** Null where all adds take the ordinary way. */
    private final @Nullable SlotPaths paths;

    private final IrregularityLog irregularities;
    private final SlotObserver observer;

    /** The generator's: where it looks for a free place next. */
    private int hand;

    /** The sweeper's: before this instant no open slot can be overdue. */
    private long nextSweepNanos = Long.MIN_VALUE;

    private boolean swept;

    /**
     * Makes an empty table.
     *
     * @param maxOutstanding the most slots that may be open, 1 to 2,000,000
     * @param firstSignal what ends the first stage, {@link Signal#REPLY} or {@link Signal#ACK}
     * @param timeouts how long signals are waited for
     * @param latencies where latencies go
     * @param firstOrgAdds where those of first org adds go
     * @param books where outcomes go
     * @param irregularities where the rest goes
     * @param observer told of each slot as it settles, {@link SlotObserver#NONE} where nobody waits for that
     */
    public SlotTracker(
            int maxOutstanding,
            Signal firstSignal,
            SlotTimeouts timeouts,
            LatencyRecorder latencies,
            FirstOrgAdds firstOrgAdds,
            Ledger books,
            IrregularityLog irregularities,
            SlotObserver observer) {
        if (maxOutstanding < 1 || maxOutstanding > 1 << (SlotKey.PLACE_BITS - 1)) {
            throw new IllegalArgumentException("maxOutstanding must be 1 to 2097152, was " + maxOutstanding);
        }
        int places = Integer.highestOneBit(maxOutstanding * 2 - 1) << 1;
        this.maxOutstanding = maxOutstanding;
        this.mask = places - 1;
        this.words = new AtomicLongArray(places);
        this.intendedNanos = new long[places];
        this.sentNanos = new long[places];
        this.expected = new ExpectedEvents(places);
        this.firstSignal = firstSignal;
        this.timeouts = timeouts;
        this.latencies = latencies;
        this.firstOrgAdds = firstOrgAdds;
        StageRecorder recorder = latencies.stages();
        this.stages = recorder == null ? null : new SlotStages(recorder, timeouts, firstSignal, places);
        PathLog pathLog = latencies.paths();
        this.paths = pathLog == null ? null : new SlotPaths(pathLog, places);
        this.closings =
                new SlotClosings(firstSignal, timeouts, latencies, firstOrgAdds, books, irregularities, observer);
        this.irregularities = irregularities;
        this.observer = observer;
    }

    // --- generator ---

    /**
     * Finds a place for the next slot. The place is not taken until {@link #open}.
     *
     * @return a place, or {@link #SATURATED}
     */
    public int claim() {
        if (outstanding.get() >= maxOutstanding) {
            return SATURATED;
        }
        int place = hand;
        while (SlotWord.isOpen(words.getAcquire(place))) {
            place = place + 1 & mask;
        }
        hand = place + 1 & mask;
        return place;
    }

    /**
     * The key of a slot that is about to be opened in a place.
     *
     * @param place from {@link #claim}
     * @param slot its number
     * @return the key that its signals carry
     */
    public static long key(int place, long slot) {
        return SlotKey.of(place, slot);
    }

    /**
     * Says which ways the add of the slot takes that is opened next in a place. Means nothing in a run whose adds all take the ordinary one.
     *
     * @param key from {@link #key}
     * @param path the ways, by the bits of {@link AddPath}
     * @param names how many members its outbox message must name, 0 for none
     * @param hash the fingerprint of those names
     */
    public void expectPath(long key, int path, int names, long hash) {
        if (paths != null) {
            paths.expect(SlotKey.place(key), path, names, hash);
        }
    }

    /**
     * Opens a slot; to be called right before it is sent, so that no signal can come too early.
     *
     * @param key from {@link #key}
     * @param phase its phase
     * @param kind what kind of add it is
     * @param room the index of its room
     * @param intended when it was due, nanoseconds
     * @param sent the present moment, nanoseconds
     * @param names how many names its event must hold: accounts, and orgs where the contract has them in the event. Not who is
     *     added: that may be more, or with {@link AddKind#NOBODY} no one
     * @param hash the fingerprint of those names
     */
    public void open(long key, Phase phase, AddKind kind, int room, long intended, long sent, int names, long hash) {
        int place = SlotKey.place(key);
        // First, so that a late reply to the former slot of the place cannot take the new facts for its own.
        words.setPlain(place, SlotWord.VACANT);
        VarHandle.storeStoreFence();
        intendedNanos[place] = intended;
        sentNanos[place] = sent;
        expected.expect(place, room, names, hash);
        outstanding.incrementAndGet();
        if (kind == AddKind.FIRST_ORGS) {
            firstOrgAdds.opened(room, phase);
        }
        long word = SlotWord.open(SlotKey.slot(key), phase, kind);
        if (paths != null) {
            word = paths.begin(place, word);
            paths.log.sent(paths.path(place), phase, kind.shape());
        }
        words.setRelease(place, word);
    }

    // --- collector ---

    /**
     * The request was accepted, or the canonical message stored.
     *
     * @param key the slot
     * @param nowNanos when that was received
     */
    public void accepted(long key, long nowNanos) {
        settleReply(key, ReplyOutcome.ACCEPTED, null, nowNanos);
    }

    /**
     * The first stage ended otherwise.
     *
     * @param key the slot
     * @param outcome how
     * @param text why, verbatim
     * @param nowNanos when that was known
     * @return true when this settled it, false when it was settled before or came too late
     */
    public boolean notAccepted(long key, ReplyOutcome outcome, String text, long nowNanos) {
        return outcome == ReplyOutcome.PUBLISH_ERROR
                ? settleUnsent(key, text, nowNanos)
                : settleReply(key, outcome, text, nowNanos);
    }

    private boolean settleReply(long key, ReplyOutcome outcome, @Nullable String failure, long nowNanos) {
        int place = SlotKey.place(key);
        while (true) {
            long word = wordOf(key, place, firstSignal);
            if (word == 0) {
                return false;
            }
            ReplyOutcome before = SlotWord.reply(word);
            long waited = nowNanos - sentNanos[place];
            if (before == ReplyOutcome.REPLY_TIMEOUT || (before == null && waited > timeouts.replyNanos())) {
                if (enterLateReply(place, word, waited, nowNanos)) {
                    return false;
                }
            } else if (before != null) {
                irregularities.straggler(firstSignal, true);
                return false;
            } else {
                Signal came = outcome == ReplyOutcome.ACCEPTED ? firstSignal : null;
                if (advance(place, word, SlotWord.with(word, outcome), came, failure, nowNanos)) {
                    return true;
                }
            }
        }
    }

    /**
     * Enters a reply to a slot whose wait for one is over, whether the slot is open or not.
     *
     * @return false when somebody else took the slot a step on meanwhile
     */
    private boolean enterLateReply(int place, long word, long waited, long nowNanos) {
        if (SlotWord.isLateReplySeen(word)) {
            irregularities.straggler(firstSignal, true);
            return true;
        }
        long next = SlotWord.withLateReplySeen(word);
        boolean entered = SlotWord.isOpen(word)
                ? advance(place, word, next, null, null, nowNanos)
                : words.compareAndSet(place, word, next);
        if (entered) {
            irregularities.lateReply(waited);
        }
        return entered;
    }

    /** However late the client says so: what was not sent has no reply that could be late. */
    private boolean settleUnsent(long key, String failure, long nowNanos) {
        int place = SlotKey.place(key);
        while (true) {
            long word = words.getAcquire(place);
            boolean undecided = SlotWord.isSlot(word, SlotKey.slot(key))
                    && SlotWord.isOpen(word)
                    && SlotWord.reply(word) != ReplyOutcome.ACCEPTED
                    && !SlotWord.isDecided(word);
            if (!undecided) {
                return false;
            }
            if (advance(place, word, SlotWord.with(word, ReplyOutcome.PUBLISH_ERROR), null, failure, nowNanos)) {
                return true;
            }
        }
    }

    /**
     * The canonical message of a slot was seen. Only the first sight counts.
     *
     * @param key the slot
     * @param nowNanos when it was received
     */
    public void handedOff(long key, long nowNanos) {
        int place = SlotKey.place(key);
        while (true) {
            long word = openWordOf(key, place, Signal.HANDOFF);
            if (word == 0 || SlotWord.isHandedOff(word)) {
                return;
            }
            if (nowNanos - sentNanos[place] > timeouts.handoffNanos()) {
                return;
            }
            if (stages != null) {
                stages.handedOff(place, word, nowNanos);
            }
            if (advance(place, word, SlotWord.withHandoff(word), Signal.HANDOFF, null, nowNanos)) {
                return;
            }
        }
    }

    /**
     * The member event of a slot came.
     *
     * @param key the slot
     * @param names how many names it holds
     * @param hash their fingerprint
     * @param nowNanos when it was received
     */
    public void delivered(long key, int names, long hash, long nowNanos) {
        int place = SlotKey.place(key);
        while (true) {
            long word = openWordOf(key, place, Signal.EVENT);
            if (word == 0) {
                return;
            }
            if (SlotWord.event(word) != null) {
                irregularities.straggler(Signal.EVENT, SlotWord.wasSeen(word, Signal.EVENT));
                return;
            }
            if (nowNanos - sentNanos[place] > timeouts.eventNanos()) {
                irregularities.straggler(Signal.EVENT, false);
                return;
            }
            EventOutcome outcome =
                    expected.isMet(place, names, hash) ? EventOutcome.EVENT : EventOutcome.EVENT_MISMATCH;
            Signal came = outcome == EventOutcome.EVENT ? Signal.EVENT : null;
            if (stages != null) {
                stages.delivered(place, nowNanos);
            }
            if (advance(place, word, SlotWord.with(word, outcome), came, null, nowNanos)) {
                return;
            }
        }
    }

    /**
     * A member event of the run was heard, whatever becomes of it.
     *
     * @param local whether on a subject of the site
     */
    public void heard(boolean local) {
        if (paths != null) {
            paths.log.heard(local);
        }
    }

    /**
     * The outbox message of a slot was seen. Only the first counts; one that names others is not what is waited for.
     *
     * @param key the slot
     * @param names how many members it names
     * @param hash their fingerprint
     * @param nowNanos when it was received
     */
    public void forwarded(long key, int names, long hash, long nowNanos) {
        copied(CopyPoint.OUTBOX, key, names, hash, nowNanos);
    }

    /**
     * The outbox message of a slot was seen to arrive at the other site, by the rules of {@link #forwarded}.
     *
     * @param key the slot
     * @param names how many members it names
     * @param hash their fingerprint
     * @param nowNanos when it was received
     */
    public void arrived(long key, int names, long hash, long nowNanos) {
        copied(CopyPoint.ARRIVAL, key, names, hash, nowNanos);
    }

    private void copied(CopyPoint point, long key, int names, long hash, long nowNanos) {
        if (paths == null) {
            return;
        }
        int place = SlotKey.place(key);
        while (true) {
            long word = place > mask ? SlotWord.VACANT : words.getAcquire(place);
            boolean awaited = SlotWord.isOpen(word)
                    && SlotWord.isSlot(word, SlotKey.slot(key))
                    && SlotWord.copy(word, point) == Copy.AWAITED
                    && nowNanos - sentNanos[place] <= timeouts.eventNanos();
            if (!awaited) {
                paths.log.copies(point).repeated();
                return;
            }
            if (!paths.isMet(place, names, hash)) {
                paths.log.copies(point).mismatched();
                return;
            }
            if (advance(place, word, SlotWord.with(word, point, Copy.SEEN), null, null, nowNanos)) {
                return;
            }
        }
    }

    /**
     * The job of a slot ended {@code ok}. Where the slot had somebody to add, its event is waited for still: it may have been
     * overtaken, and if it is lost that is a timeout, not a no-op.
     *
     * @param key the slot
     * @param nowNanos when the result was received
     */
    public void resolved(long key, long nowNanos) {
        int place = SlotKey.place(key);
        while (true) {
            long word = pendingResult(key, place, nowNanos);
            if (word == 0) {
                return;
            }
            boolean failedBefore = SlotWord.isErrorSeen(word);
            long next = SlotWord.withoutRetryDue(
                    SlotWord.with(word, failedBefore ? ResultOutcome.ERROR : ResultOutcome.OK));
            if (SlotWord.event(word) == null && (failedBefore || SlotWord.kind(word) == AddKind.NOBODY)) {
                next = SlotWord.with(next, failedBefore ? EventOutcome.WORKER_ERROR : EventOutcome.NO_OP);
            }
            if (advance(place, word, next, Signal.RESULT, null, nowNanos)) {
                return;
            }
        }
    }

    /**
     * The job of a slot failed. A passing failure will be tried again, so event and result are waited for still; whatever comes
     * then, the slot has had a worker error.
     *
     * @param key the slot
     * @param retried whether the worker tries again
     * @param text what it said
     * @param nowNanos when the result was received
     * @return true when it is the slot's first error
     */
    public boolean workerFailed(long key, boolean retried, String text, long nowNanos) {
        int place = SlotKey.place(key);
        while (true) {
            long word = pendingResult(key, place, nowNanos);
            if (word == 0) {
                return false;
            }
            boolean first = !SlotWord.isErrorSeen(word);
            long next = SlotWord.withFailure(word, retried);
            if (!retried) {
                next = SlotWord.with(next, ResultOutcome.ERROR);
                if (SlotWord.event(word) == null) {
                    next = SlotWord.with(next, EventOutcome.WORKER_ERROR);
                }
            }
            if (advance(place, word, next, null, first ? text : null, nowNanos)) {
                irregularities.attempts().failed(SlotWord.failures(next));
                return first;
            }
        }
    }

    /** The word of a slot whose result may still be settled, or 0 with the straggler entered. */
    private long pendingResult(long key, int place, long nowNanos) {
        long word = openWordOf(key, place, Signal.RESULT);
        if (word == 0) {
            return 0;
        }
        if (SlotWord.result(word) != null) {
            irregularities.straggler(Signal.RESULT, SlotWord.wasSeen(word, Signal.RESULT));
            return 0;
        }
        if (nowNanos - sentNanos[place] > timeouts.eventNanos()) {
            irregularities.straggler(Signal.RESULT, false);
            return 0;
        }
        return word;
    }

    /**
     * Finds the open slot of a room that waits for exactly these names, for events that lack their header.
     *
     * @param room the index of the room
     * @param names how many names
     * @param hash their fingerprint
     * @return the slot's key, or {@link #NOT_FOUND}
     */
    public long findByAccounts(int room, int names, long hash) {
        int place = expected.find(room, names, hash, waitsForEvent);
        long word = place == ExpectedEvents.NOWHERE ? SlotWord.VACANT : words.getAcquire(place);
        return SlotWord.isOpen(word) ? SlotKey.of(place, SlotWord.slot(word)) : NOT_FOUND;
    }

    private boolean waitsForEvent(int place) {
        long word = words.getAcquire(place);
        return SlotWord.isOpen(word) && SlotWord.event(word) == null;
    }

    // --- sweeper ---

    /**
     * Ends every wait that has lasted too long, that for the reply and that for event and result apart, and closes the slots that
     * wait for nothing more.
     *
     * @param nowNanos the present moment
     */
    public void sweep(long nowNanos) {
        if (swept && nowNanos - nextSweepNanos < 0) {
            return;
        }
        // A slot opened after this look cannot be overdue before the shorter timeout has passed.
        long next = nowNanos + Math.min(timeouts.replyNanos(), timeouts.eventNanos());
        for (int place = 0; place <= mask; place++) {
            long word = words.getAcquire(place);
            while (SlotWord.isOpen(word)) {
                long due = sentNanos[place] + SlotWord.nextWait(word, timeouts);
                if (nowNanos - due <= 0) {
                    next = due - next < 0 ? due : next;
                    break;
                }
                advance(place, word, word, null, null, nowNanos);
                word = words.getAcquire(place);
            }
        }
        swept = true;
        nextSweepNanos = next;
    }

    /**
     * Closes every open slot as if its time were up, with the time that it had.
     *
     * @param nowNanos the present moment
     */
    public void abandon(long nowNanos) {
        for (int place = 0; place <= mask; place++) {
            long word = words.getAcquire(place);
            while (SlotWord.isOpen(word)) {
                advance(place, word, SlotWord.abandoned(word), null, null, nowNanos);
                word = words.getAcquire(place);
            }
        }
    }

    // --- any thread ---

    /** Slots that were sent and are not finished. */
    public int outstanding() {
        return outstanding.get();
    }

    /**
     * Says that no more slots will be opened. To be called by the generator, after its last.
     *
     * @return opens when none is outstanding
     */
    public CountDownLatch drain() {
        draining = true;
        if (outstanding.get() == 0) {
            drained.countDown();
        }
        return drained;
    }

    /** The word of a slot that is open, or 0 with the straggler entered. */
    private long openWordOf(long key, int place, Signal signal) {
        long word = wordOf(key, place, signal);
        if (word == 0 || SlotWord.isOpen(word)) {
            return word;
        }
        irregularities.straggler(signal, SlotWord.wasSeen(word, signal));
        return 0;
    }

    /** The word of a slot, open or closed, or 0 with the straggler entered: the place is nobody's, or another slot's by now. */
    private long wordOf(long key, int place, Signal signal) {
        if (place > mask) {
            irregularities.foreignSignal();
            return 0;
        }
        long word = words.getAcquire(place);
        if (word != SlotWord.VACANT && SlotWord.isSlot(word, SlotKey.slot(key))) {
            return word;
        }
        irregularities.straggler(signal, false);
        return 0;
    }

    /**
     * Takes a slot one step on, if it is still where it was seen; waits that are over by now end with it, so that what becomes of a
     * slot does not hang on how often the sweeper comes by. The fixed facts are read before the step: it may free the place for
     * another slot. All that the step means is on record before the slot counts as finished, so that whoever saw the tracker
     * drained finds every latency.
     *
     * @param came the signal to be recorded as a latency, null for none
     * @param failure why the slot fails, in another's words, null for nothing said
     */
    private boolean advance(
            int place, long word, long step, @Nullable Signal came, @Nullable String failure, long nowNanos) {
        long intended = intendedNanos[place];
        long sent = sentNanos[place];
        int room = expected.room(place);
        long handoff = stages == null ? 0 : stages.handoff(place);
        long event = stages == null ? 0 : stages.event(place);
        long next = SlotWord.aged(step, nowNanos - sent, timeouts);
        boolean complete = SlotWord.isComplete(next);
        if (!words.compareAndSet(place, word, complete ? SlotWord.closed(next) : next)) {
            return false;
        }
        long slot = SlotWord.slot(word);
        boolean retried = SlotWord.isErrorSeen(word);
        if (came != null && retried) {
            irregularities.attempts().came(came, SlotWord.failures(word), nowNanos - intended, nowNanos - sent);
        }
        // An ok after a failure is no result of the slot's.
        if (came != null && !(retried && came == Signal.RESULT)) {
            record(word, came, nowNanos - intended, nowNanos - sent);
            if (stages != null) {
                stages.came(came, word, intended, sent, handoff, event, nowNanos);
            }
        }
        if (stages != null) {
            stages.copied(word, next, nowNanos - sent);
        }
        if (failure != null) {
            observer.failed(slot, failure);
        }
        if (complete) {
            closings.enter(next, room, intended, sent, nowNanos);
            if (stages != null) {
                stages.closed(next, sent, handoff, event, nowNanos);
            }
        }
        ReplyOutcome reply = SlotWord.reply(next);
        if (reply != null && SlotWord.isDecided(next) && !SlotWord.isDecided(word)) {
            observer.decided(slot, reply, SlotWord.event(next), nowNanos);
        }
        if (complete) {
            leave();
            observer.closed(slot);
        }
        return true;
    }

    private void record(long word, Signal came, long responseNanos, long serviceNanos) {
        AddKind kind = SlotWord.kind(word);
        if (kind == AddKind.FIRST_ORGS) {
            latencies.recordInterval(came, responseNanos);
            firstOrgAdds.observed(came, responseNanos, serviceNanos);
        } else {
            latencies.record(came, SlotWord.phase(word), responseNanos, serviceNanos);
        }
        if (paths != null) {
            paths.log.observed(word, came, responseNanos, serviceNanos);
        }
        observer.observed(SlotWord.slot(word), kind, came, responseNanos, serviceNanos);
    }

    private void leave() {
        if (outstanding.decrementAndGet() == 0 && draining) {
            drained.countDown();
        }
    }
}
