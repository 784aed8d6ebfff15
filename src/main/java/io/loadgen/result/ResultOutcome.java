package io.loadgen.result;

/** How the async job result of a slot ended. Every slot that was accepted, or whose reply timed out, has exactly one. */
public enum ResultOutcome {
    /** {@code ok}, with no error before it. */
    OK,
    /** An error, also one that was followed by {@code ok}. */
    ERROR,
    /** None came in time. */
    RESULT_TIMEOUT
}
