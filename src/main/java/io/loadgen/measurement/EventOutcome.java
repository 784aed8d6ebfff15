package io.loadgen.measurement;

/** How the member event of an accepted slot ended. Every accepted slot has exactly one. */
public enum EventOutcome {
    /** Came in time, with the accounts that the slot had to add. */
    EVENT,
    /** Came in time, with other accounts. */
    EVENT_MISMATCH,
    /** None was due: the job ended {@code ok} and the slot had nothing to add. */
    NO_OP,
    /** None came, and the worker reported an error. */
    WORKER_ERROR,
    /** None came in time. */
    EVENT_TIMEOUT
}
