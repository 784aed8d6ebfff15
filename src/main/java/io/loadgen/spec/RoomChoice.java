package io.loadgen.spec;

import static io.loadgen.spec.InvalidSpecException.require;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * Which room each request of an open loop goes to. In JSON a word, or an object with that word as its {@code type}.
 *
 * <p>Immutable; any thread.
 */
@JsonDeserialize(using = RoomChoice.Reader.class)
public sealed interface RoomChoice {
    /** The choice of a run that says nothing. */
    static RoomChoice inTurn() {
        return new RoundRobin();
    }

    /** The word of the kind. */
    String type();

    /** The kind as it is told to people: the word, with what it was given. */
    @JsonIgnore
    default String words() {
        return type();
    }

    /** All in turn, passing over those whose candidates are used up. */
    @JsonDeserialize(using = ValueDeserializer.None.class)
    record RoundRobin() implements RoomChoice {
        @Override
        @JsonValue
        public String type() {
            return "roundRobin";
        }
    }

    /**
     * By chance, a few rooms much more often than most: room <em>k</em>, from 1, with a probability proportional to
     * <em>k</em><sup>-s</sup>. A pure function of the seed of the fixture set and the number of the slot.
     *
     * @param s the exponent
     */
    @JsonDeserialize(using = ValueDeserializer.None.class)
    @JsonPropertyOrder("type")
    record Zipf(Double s) implements RoomChoice {
        /** The greatest exponent: nearly all requests go to the first room. */
        private static final double MAX_EXPONENT = 5;

        /** Fills in and checks. */
        public Zipf {
            s = requireNonNullElse(s, 1.0);
            require(s > 0 && s <= MAX_EXPONENT, "rooms.s", s, "above 0, at most 5");
        }

        @Override
        @JsonProperty
        public String type() {
            return "zipf";
        }

        @Override
        public String words() {
            return String.format(Locale.ROOT, "zipf, s %.2f", s);
        }

        /** As it is written in refusals and comparisons. */
        @Override
        public String toString() {
            return words();
        }
    }

    /** Reads a word or an object. */
    final class Reader extends TypedValue<RoomChoice> {
        Reader() {
            super(RoomChoice.class, "rooms", Map.of("roundRobin", RoundRobin.class, "zipf", Zipf.class));
        }
    }
}
