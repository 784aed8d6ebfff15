package io.loadgen.spec;

import com.fasterxml.jackson.annotation.JsonKey;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** A moment of a slot whose distance from its sending is measured. */
public enum Signal {
    /** Request to reply, E1. Frontdoor only; accepted replies only. */
    REPLY("E1", "reply"),
    /** Publish to JetStream PubAck. Canonical only. */
    ACK("ack", "ack"),
    /** Request to the canonical message on its stream subject. */
    HANDOFF("handoff", "handoff"),
    /** Request to member event, E2. */
    EVENT("E2", "event"),
    /** Request to async job result, E3. */
    RESULT("E3", "result");

    private final String symbol;
    private final String label;

    Signal(String symbol, String label) {
        this.symbol = symbol;
        this.label = label;
    }

    /** The short name used in tables, and in reports: E1, ack, handoff, E2 or E3. */
    @JsonValue
    public String symbol() {
        return symbol;
    }

    /**
     * The signal of a label.
     *
     * @param label as {@link #label} gives it
     * @return the signal
     * @throws IllegalArgumentException when there is none of that label
     */
    public static Signal ofLabel(String label) {
        return Arrays.stream(values())
                .filter(signal -> signal.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no signal: " + label));
    }

    /** The name used in prose and as a JSON key: a lower-case word. */
    @JsonKey
    public String label() {
        return label;
    }
}
