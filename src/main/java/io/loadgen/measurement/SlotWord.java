package io.loadgen.measurement;

import org.jspecify.annotations.Nullable;

/**
 * All that changes about a slot after it was sent, in one {@code long}, so that one compare-and-set is one step of its life and
 * two threads can never settle the same stage. The slot number is in it too: a step meant for a slot cannot hit its successor
 * in the same place.
 *
 * <p>Layout, from the top: slot number (40 bits), unused, kind (3), error seen, handed off, result (2), event (3), reply (3), measured,
 * open. A stage is 0 while pending, else its outcome's ordinal plus one. A closed word keeps its stages until the place is
 * used again, so that a straggling signal can be told from a duplicate.
 */
@SuppressWarnings("EnumOrdinal") // a word never leaves the memory of the process that made it
final class SlotWord {
    private static final long OPEN = 1;
    private static final long MEASURED = 1 << 1;
    private static final int REPLY_SHIFT = 2;
    private static final int EVENT_SHIFT = 5;
    private static final int RESULT_SHIFT = 8;
    private static final long WIDE = 0b111;
    private static final long NARROW = 0b11;
    private static final long HANDED_OFF = 1 << 10;
    private static final long ERROR_SEEN = 1 << 11;
    private static final int KIND_SHIFT = 12;
    private static final int SLOT_SHIFT = Long.SIZE - SlotKey.SLOT_BITS;

    private static final AddKind[] KINDS = AddKind.values();
    private static final ReplyOutcome[] REPLIES = ReplyOutcome.values();
    private static final EventOutcome[] EVENTS = EventOutcome.values();
    private static final ResultOutcome[] RESULTS = ResultOutcome.values();

    private SlotWord() {}

    static long open(long slot, Phase phase, AddKind kind) {
        return slot << SLOT_SHIFT
                | (long) kind.ordinal() << KIND_SHIFT
                | OPEN
                | (phase == Phase.MEASURED ? MEASURED : 0);
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

    static @Nullable ReplyOutcome reply(long word) {
        int code = (int) (word >>> REPLY_SHIFT & WIDE);
        return code == 0 ? null : REPLIES[code - 1];
    }

    static @Nullable EventOutcome event(long word) {
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

    static boolean isHandedOff(long word) {
        return (word & HANDED_OFF) != 0;
    }

    static long withHandoff(long word) {
        return word | HANDED_OFF;
    }

    static boolean isErrorSeen(long word) {
        return (word & ERROR_SEEN) != 0;
    }

    static long withErrorSeen(long word) {
        return word | ERROR_SEEN;
    }

    /** Nothing more is due: not accepted, or accepted with its event and its result settled. */
    static boolean isComplete(long word) {
        ReplyOutcome reply = reply(word);
        return reply != null && (reply != ReplyOutcome.ACCEPTED || (event(word) != null && result(word) != null));
    }

    /** Whether the members were added as asked is known: not accepted, or accepted with its event settled. */
    static boolean isDecided(long word) {
        ReplyOutcome reply = reply(word);
        return reply != null && (reply != ReplyOutcome.ACCEPTED || event(word) != null);
    }

    static long closed(long word) {
        return word & ~OPEN;
    }

    /** Whether a signal itself settled its stage: one more is a duplicate, else it is late. */
    static boolean wasSettledBy(long word, Signal signal) {
        return switch (signal) {
            case REPLY, ACK -> reply(word) != ReplyOutcome.REPLY_TIMEOUT;
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
}
