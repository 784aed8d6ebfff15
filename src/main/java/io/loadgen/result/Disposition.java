package io.loadgen.result;

/** What became of a planned slot on the generator's side. Every planned slot has exactly one. */
public enum Disposition {
    /** Handed to the client, or refused by it ({@link ReplyOutcome#PUBLISH_ERROR}). */
    SENT,
    /** Dropped: later than the greatest schedule lag allowed. */
    UNDERRUN,
    /** Dropped: too many slots outstanding. */
    SATURATED,
    /** Not sent: no room had candidates left. */
    EXHAUSTED,
    /** Not sent: the run was stopped before. */
    ABORTED
}
