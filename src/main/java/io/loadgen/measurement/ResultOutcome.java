package io.loadgen.measurement;

/** How the async job result of an accepted slot ended. Every accepted slot has exactly one. */
public enum ResultOutcome {
    /** {@code ok}, with no error before it. */
    OK,
    /** An error, also one that was followed by {@code ok}. */
    ERROR,
    /** None came in time. */
    RESULT_TIMEOUT
}
