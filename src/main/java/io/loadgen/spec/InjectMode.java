package io.loadgen.spec;

/** Where a request enters the path. */
public enum InjectMode {
    /** Request and reply through room-service, as a client would. */
    FRONTDOOR,
    /** A JetStream publish of the canonical message, past room-service. */
    CANONICAL
}
