package io.loadgen.spec;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.deser.std.StdDeserializer;

/** What a room of a closed-loop run does when room-service is too busy for an add of it. */
@JsonDeserialize(using = OnBusy.Reader.class)
public enum OnBusy {
    /** It sends the same add again after a while, and gives up after a minute. */
    WAIT,
    /** It ends, as it does after any other refusal. */
    STOP;

    /**
     * The word in requests and reports.
     *
     * @return the name in lower case
     */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static OnBusy of(String word) {
        return Arrays.stream(values())
                .filter(candidate -> candidate.label().equals(word))
                .findFirst()
                .orElseThrow(() -> new InvalidSpecException(
                        "onBusy",
                        word,
                        "one of " + Arrays.stream(values()).map(OnBusy::label).collect(Collectors.joining(", "))));
    }

    /** Reads a word out of a string and out of nothing else. */
    static final class Reader extends StdDeserializer<OnBusy> {
        Reader() {
            super(OnBusy.class);
        }

        @Override
        public OnBusy deserialize(JsonParser json, DeserializationContext context) {
            return of(context.readValue(json, String.class));
        }
    }
}
