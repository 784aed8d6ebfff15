package io.loadgen.result;

/** How a check ended. */
public enum CheckStatus {
    /** As it must be. */
    PASS,
    /** A run is possible, but its figures may surprise. */
    WARN,
    /** A run would not measure what it is meant to: it is refused. */
    FAIL,
    /** It was not looked at; the finding says why. */
    SKIPPED
}
