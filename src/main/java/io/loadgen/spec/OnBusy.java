package io.loadgen.spec;

import com.fasterxml.jackson.annotation.JsonValue;
import tools.jackson.databind.annotation.JsonDeserialize;

/** What a room of a closed-loop run does when room-service is too busy for an add of it. */
@JsonDeserialize(using = OnBusy.Reader.class)
public enum OnBusy {
    /** It sends the same add again after a while, and gives up after a minute. */
    WAIT,
    /** It ends, as it does after any other refusal. */
    STOP;

    /** The word in requests and reports: the name in lower case. */
    @JsonValue
    public String label() {
        return EnumWord.label(this);
    }

    /** Reads its word. */
    static final class Reader extends EnumWord<OnBusy> {
        Reader() {
            super(OnBusy.class, "onBusy");
        }
    }
}
