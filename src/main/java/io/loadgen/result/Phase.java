package io.loadgen.result;

/** Which part of a run a slot belongs to, by its intended send time. */
public enum Phase {
    /** Sent and accounted for, left out of every headline figure. */
    WARMUP,
    /** What the run is about. */
    MEASURED
}
