package io.loadgen.result;

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
    EVENT_MISMATCH
}
