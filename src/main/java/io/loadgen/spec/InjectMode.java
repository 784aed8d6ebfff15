package io.loadgen.spec;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.deser.std.StdDeserializer;

/** Where a request enters the path. */
@JsonDeserialize(using = InjectMode.Reader.class)
public enum InjectMode {
    /** Request and reply through room-service, as a client would. */
    FRONTDOOR,
    /** A JetStream publish of the canonical message, past room-service. */
    CANONICAL;

    /**
     * The mode as it is written in requests, reports and metrics.
     *
     * @return the name in lower case
     */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a mode.
     *
     * @param word as {@link #label} gives it
     * @return the mode
     * @throws InvalidSpecException listing the modes when there is none of that word
     */
    public static InjectMode of(String word) {
        return Arrays.stream(values())
                .filter(candidate -> candidate.label().equals(word))
                .findFirst()
                .orElseThrow(() -> new InvalidSpecException(
                        "inject",
                        word,
                        "one of "
                                + Arrays.stream(values()).map(InjectMode::label).collect(Collectors.joining(", "))));
    }

    /** Reads a mode out of a string and out of nothing else. */
    static final class Reader extends StdDeserializer<InjectMode> {
        Reader() {
            super(InjectMode.class);
        }

        @Override
        public InjectMode deserialize(JsonParser json, DeserializationContext context) {
            return of(context.readValue(json, String.class));
        }
    }
}
