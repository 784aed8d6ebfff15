package io.loadgen.spec;

/** From which moment a latency counts. */
public enum Basis {
    /** From the intended send time: what a user would have waited. */
    RESPONSE,
    /** From the actual send time: what the system under test took. */
    SERVICE
}
