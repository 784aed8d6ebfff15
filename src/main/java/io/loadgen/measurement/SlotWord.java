package io.loadgen.measurement;

import io.loadgen.result.AddKind;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Phase;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.ResultOutcome;
import io.loadgen.result.Stages.Stop;
import io.loadgen.spec.Signal;
import io.loadgen.spec.SlotTimeouts;
import org.jspecify.annotations.Nullable;

/**
 * All that changes about a slot after it was sent, in one {@code long}, so that one compare-and-set is one step of its life and
 * two threads can never settle the same stage. The slot number is in it too: a step meant for a slot cannot hit its successor
 * in the same place.
 *
 * <p>Layout, from the top: slot number (38 bits), arrival (2), outbox (2), path (3), failures (3), late reply seen, kind (3), retry due, handed off, result (2), event (3),
 * reply (3), measured, open. A stage is 0 while pending, else its outcome's ordinal plus one. A closed word keeps its stages until
 * the place is used again, so that a straggling signal can be told from a duplicate.
 */
@SuppressWarnings("EnumOrdinal") // a word never leaves the memory of the process that made it
public final class SlotWord {
    private static final long OPEN = 1;
    private static final long MEASURED = 1 << 1;
    private static final int REPLY_SHIFT = 2;
    private static final int EVENT_SHIFT = 5;
    private static final int RESULT_SHIFT = 8;
    private static final long WIDE = 0b111;
    private static final long NARROW = 0b11;
    private static final long HANDED_OFF = 1 << 10;
    private static final long RETRY_DUE = 1 << 11;
    private static final int KIND_SHIFT = 12;
    private static final long LATE_REPLY_SEEN = 1 << 15;
    private static final int FAILURES_SHIFT = 16;
    private static final int PATH_SHIFT = 19;
    private static final int COPIES_SHIFT = 22;
    private static final int COPY_BITS = 2;
    private static final int SLOT_SHIFT = Long.SIZE - SlotKey.SLOT_BITS;

    /** The word of a place that no slot had yet, or whose facts are being written: open or settled slots have another. */
    static final long VACANT = 0;

    private static final AddKind[] KINDS = AddKind.values();
    private static final ReplyOutcome[] REPLIES = ReplyOutcome.values();
    private static final EventOutcome[] EVENTS = EventOutcome.values();
    private static final ResultOutcome[] RESULTS = ResultOutcome.values();
    private static final Copy[] COPIES = Copy.values();

    /** What there is of a slot's message to another site, at one point of its way. */
    enum Copy {
        /** None is waited for: everybody is of the own site, or nobody listens. */
        NONE,
        /** It is due once the event has come, and has not been seen. */
        AWAITED,
        /** It came. */
        SEEN,
        /** It did not come in time. */
        MISSING
    }

    private SlotWord() {}

    static long open(long slot, Phase phase, AddKind kind) {
        return slot << SLOT_SHIFT
                | (long) kind.ordinal() << KIND_SHIFT
                | OPEN
                | (phase == Phase.MEASURED ? MEASURED : 0);
    }

    /** The same of an add that takes some ways. */
    static long onPath(long word, int path) {
        return word | (long) path << PATH_SHIFT;
    }

    /** The ways that the add takes, by the bits of {@link io.loadgen.result.AddPath}. */
    static int path(long word) {
        return (int) (word >>> PATH_SHIFT & WIDE);
    }

    static Copy copy(long word, CopyPoint point) {
        return COPIES[(int) (word >>> shift(point) & NARROW)];
    }

    static long with(long word, CopyPoint point, Copy copy) {
        return (word & ~(NARROW << shift(point))) | (long) copy.ordinal() << shift(point);
    }

    private static int shift(CopyPoint point) {
        return COPIES_SHIFT + COPY_BITS * point.ordinal();
    }

    /** Whether a message to another site is still to be seen: room-worker sends one after each event. */
    private static boolean isCopyDue(long word) {
        return event(word) == EventOutcome.EVENT
                && (copy(word, CopyPoint.OUTBOX) == Copy.AWAITED || copy(word, CopyPoint.ARRIVAL) == Copy.AWAITED);
    }

    static boolean isOpen(long word) {
        return (word & OPEN) != 0;
    }

    static boolean isSlot(long word, long slot) {
        return word >>> SLOT_SHIFT == slot;
    }

    static long slot(long word) {
        return word >>> SLOT_SHIFT;
    }

    static Phase phase(long word) {
        return (word & MEASURED) == 0 ? Phase.WARMUP : Phase.MEASURED;
    }

    static AddKind kind(long word) {
        return KINDS[(int) (word >>> KIND_SHIFT & WIDE)];
    }

    public static @Nullable ReplyOutcome reply(long word) {
        int code = (int) (word >>> REPLY_SHIFT & WIDE);
        return code == 0 ? null : REPLIES[code - 1];
    }

    public static @Nullable EventOutcome event(long word) {
        int code = (int) (word >>> EVENT_SHIFT & WIDE);
        return code == 0 ? null : EVENTS[code - 1];
    }

    static @Nullable ResultOutcome result(long word) {
        int code = (int) (word >>> RESULT_SHIFT & NARROW);
        return code == 0 ? null : RESULTS[code - 1];
    }

    static long with(long word, ReplyOutcome outcome) {
        return (word & ~(WIDE << REPLY_SHIFT)) | (long) (outcome.ordinal() + 1) << REPLY_SHIFT;
    }

    static long with(long word, EventOutcome outcome) {
        return (word & ~(WIDE << EVENT_SHIFT)) | (long) (outcome.ordinal() + 1) << EVENT_SHIFT;
    }

    static long with(long word, ResultOutcome outcome) {
        return (word & ~(NARROW << RESULT_SHIFT)) | (long) (outcome.ordinal() + 1) << RESULT_SHIFT;
    }

    public static boolean isHandedOff(long word) {
        return (word & HANDED_OFF) != 0;
    }

    static long withHandoff(long word) {
        return word | HANDED_OFF;
    }

    /** How often its job failed, 7 for more. */
    static int failures(long word) {
        return (int) (word >>> FAILURES_SHIFT & WIDE);
    }

    /** The word with one failure more. */
    static long withFailure(long word, boolean retried) {
        long counted = failures(word) == WIDE ? word : word + (1L << FAILURES_SHIFT);
        return retried ? counted | RETRY_DUE : counted & ~RETRY_DUE;
    }

    static boolean isErrorSeen(long word) {
        return failures(word) > 0;
    }

    /** Whether its job failed, and neither {@code ok} nor a lasting failure has come since. */
    static boolean isRetryDue(long word) {
        return (word & RETRY_DUE) != 0;
    }

    static long withoutRetryDue(long word) {
        return word & ~RETRY_DUE;
    }

    /** Whether room-worker gave any sign of the slot: then it was handed off, whoever says otherwise. */
    public static boolean wasWorkedOn(long word) {
        EventOutcome event = event(word);
        return isErrorSeen(word)
                || event == EventOutcome.EVENT
                || event == EventOutcome.EVENT_MISMATCH
                || result(word) == ResultOutcome.OK;
    }

    static boolean isLateReplySeen(long word) {
        return (word & LATE_REPLY_SEEN) != 0;
    }

    static long withLateReplySeen(long word) {
        return word | LATE_REPLY_SEEN;
    }

    /** Whether somebody refused it, or nobody was there to do so. */
    public static boolean isRefused(long word) {
        ReplyOutcome reply = reply(word);
        return reply != null && reply.isRefusal();
    }

    /** Nothing more is due: refused or not sent, or every stage settled. */
    static boolean isComplete(long word) {
        ReplyOutcome reply = reply(word);
        return reply != null && (!reply.goesOn() || (event(word) != null && result(word) != null && !isCopyDue(word)));
    }

    /** Whether the members were added as asked is known: refused or not sent, or reply and event settled. */
    static boolean isDecided(long word) {
        ReplyOutcome reply = reply(word);
        return reply != null && (!reply.goesOn() || event(word) != null);
    }

    /** The word with every stage settled that has waited longer than it may. */
    static long aged(long word, long waitedNanos, SlotTimeouts timeouts) {
        long next = word;
        if (reply(word) == null && waitedNanos > timeouts.replyNanos()) {
            next = with(next, ReplyOutcome.REPLY_TIMEOUT);
        }
        return waitedNanos > timeouts.eventNanos() ? withoutEventAndResult(next) : next;
    }

    /** The word with every stage settled that is pending, as if its time were up. */
    static long abandoned(long word) {
        return withoutEventAndResult(reply(word) == null ? with(word, ReplyOutcome.REPLY_TIMEOUT) : word);
    }

    private static long withoutEventAndResult(long word) {
        boolean failed = isErrorSeen(word);
        long next = word;
        if (event(word) == null) {
            next = with(next, failed ? EventOutcome.WORKER_ERROR : EventOutcome.EVENT_TIMEOUT);
        }
        if (result(word) == null) {
            next = with(next, failed ? ResultOutcome.ERROR : ResultOutcome.RESULT_TIMEOUT);
        }
        return isCopyDue(next) ? withoutCopies(next) : next;
    }

    private static long withoutCopies(long word) {
        long next = word;
        for (CopyPoint point : CopyPoint.ALL) {
            if (copy(next, point) == Copy.AWAITED) {
                next = with(next, point, Copy.MISSING);
            }
        }
        return next;
    }

    /** How long after its send an open slot has to be looked at again: when its next wait ends. */
    static long nextWait(long word, SlotTimeouts timeouts) {
        if (reply(word) != null) {
            return timeouts.eventNanos();
        }
        boolean onlyReply = event(word) != null && result(word) != null && !isCopyDue(word);
        return onlyReply ? timeouts.replyNanos() : Math.min(timeouts.replyNanos(), timeouts.eventNanos());
    }

    static long closed(long word) {
        return word & ~OPEN;
    }

    /** Whether a signal of that kind came before: one more is a duplicate, else it is late. */
    static boolean wasSeen(long word, Signal signal) {
        return switch (signal) {
            case REPLY, ACK -> isLateReplySeen(word) || reply(word) != ReplyOutcome.REPLY_TIMEOUT;
            case HANDOFF -> isHandedOff(word);
            case EVENT -> {
                EventOutcome event = event(word);
                yield event == EventOutcome.EVENT || event == EventOutcome.EVENT_MISMATCH;
            }
            case RESULT -> {
                ResultOutcome result = result(word);
                yield result == ResultOutcome.OK || result == ResultOutcome.ERROR;
            }
        };
    }

    /** How far a closed slot came whose event is lost. */
    static Stop stop(long word) {
        if (isRefused(word)) {
            return Stop.REFUSED;
        }
        EventOutcome event = event(word);
        if (event == EventOutcome.WORKER_ERROR) {
            return Stop.WORKER_ERROR;
        }
        if (event == EventOutcome.EVENT_MISMATCH) {
            return Stop.EVENT_MISMATCH;
        }
        if (isHandedOff(word) || wasWorkedOn(word)) {
            return Stop.HANDED_OFF;
        }
        return reply(word) == ReplyOutcome.ACCEPTED ? Stop.ACCEPTED : Stop.UNANSWERED;
    }
}
