package io.loadgen.spec;

import com.fasterxml.jackson.annotation.JsonValue;
import tools.jackson.databind.annotation.JsonDeserialize;

/** Where a request enters the path. */
@JsonDeserialize(using = InjectMode.Reader.class)
public enum InjectMode {
    /** Request and reply through room-service, as a client would. */
    FRONTDOOR,
    /** A JetStream publish of the canonical message, past room-service. */
    CANONICAL;

    /** The mode as it is written in requests, reports and metrics: the name in lower case. */
    @JsonValue
    public String label() {
        return EnumWord.label(this);
    }

    /**
     * Reads a mode.
     *
     * @param word as {@link #label} gives it
     * @return the mode
     * @throws InvalidSpecException listing the modes when there is none of that word
     */
    public static InjectMode of(String word) {
        return EnumWord.of(InjectMode.class, "inject", word);
    }

    /** Reads its word. */
    static final class Reader extends EnumWord<InjectMode> {
        Reader() {
            super(InjectMode.class, "inject");
        }
    }
}
