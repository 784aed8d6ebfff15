package io.loadgen.measurement;

/** How far a request came whose event is lost. Every loss of E2 has exactly one. */
public enum Stop {
    /** It was refused, or nobody listened. */
    REFUSED,
    /** Neither a reply in time nor its handoff was seen. */
    UNANSWERED,
    /** It was accepted; its handoff was not seen. */
    ACCEPTED,
    /** Its handoff was seen, or a sign of room-worker, but no event. */
    HANDED_OFF,
    /** The worker reported an error. */
    WORKER_ERROR,
    /** The event named other accounts. */
    EVENT_MISMATCH;

    /** Of a closed slot whose event is lost. */
    static Stop of(long word) {
        if (SlotWord.isRefused(word)) {
            return REFUSED;
        }
        EventOutcome event = SlotWord.event(word);
        if (event == EventOutcome.WORKER_ERROR) {
            return WORKER_ERROR;
        }
        if (event == EventOutcome.EVENT_MISMATCH) {
            return EVENT_MISMATCH;
        }
        if (SlotWord.isHandedOff(word) || SlotWord.wasWorkedOn(word)) {
            return HANDED_OFF;
        }
        return SlotWord.reply(word) == ReplyOutcome.ACCEPTED ? ACCEPTED : UNANSWERED;
    }
}
