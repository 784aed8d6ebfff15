package io.loadgen.spec;

import static io.loadgen.spec.InvalidSpecException.require;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * How the requests of an open loop are spread over its time: a pure function of the seed of the fixture set and the number of the slot. The
 * mean rate is the one asked for, whatever the arrivals. In JSON a word, or an object with that word as its {@code type}.
 *
 * <p>Immutable; any thread.
 */
@JsonDeserialize(using = Arrivals.Reader.class)
public sealed interface Arrivals {
    /** The arrivals of a run that says nothing. */
    Arrivals EVEN = new Even();

    /** The word of the kind. */
    String type();

    /** The kind as it is told to people: the word, with what it was given. */
    @JsonIgnore
    default String words() {
        return type();
    }

    /**
     * The rate at their busiest.
     *
     * @param ratePerSecond the mean rate
     * @return slots a second, as expected where they come by chance
     */
    default double peakRate(double ratePerSecond) {
        return ratePerSecond;
    }

    /** Equal distances. */
    @JsonDeserialize(using = ValueDeserializer.None.class)
    record Even() implements Arrivals {
        @Override
        @JsonValue
        public String type() {
            return "even";
        }
    }

    /** By chance, each independent of all others: a Poisson process, whose distances are exponential. */
    @JsonDeserialize(using = ValueDeserializer.None.class)
    record Poisson() implements Arrivals {
        @Override
        @JsonValue
        public String type() {
            return "poisson";
        }
    }

    /**
     * A Poisson process of two states: in each cycle one burst, at a moment drawn for that cycle, and less between bursts, so that the mean
     * rate is kept.
     *
     * @param factor the rate in a burst, as a multiple of the mean rate
     * @param length of each burst
     * @param every the length of a cycle
     */
    @JsonDeserialize(using = ValueDeserializer.None.class)
    @JsonPropertyOrder("type")
    @Schema(hidden = true)
    record Bursts(
            Double factor,
            @DurationText.Json Duration length,
            @DurationText.Json Duration every)
            implements Arrivals {
        private static final double MAX_FACTOR = 1_000;
        private static final Duration LONGEST = Duration.ofHours(1);

        /** Fills in and checks. */
        public Bursts {
            factor = requireNonNullElse(factor, 5.0);
            length = requireNonNullElse(length, Duration.ofSeconds(1));
            every = requireNonNullElse(every, Duration.ofSeconds(10));
            require(factor > 1 && factor <= MAX_FACTOR, "arrivals.factor", factor, "above 1, at most 1000");
            require(DurationText.isWithin(every, LONGEST), "arrivals.every", every, "above 0s, at most 1h");
            Duration longest = Duration.ofNanos((long) (every.toNanos() / factor));
            require(
                    DurationText.isWithin(length, longest),
                    "arrivals.length",
                    length,
                    "above 0s, at most every / factor, which is " + longest.toMillis()
                            + "ms: more than all requests cannot come in bursts");
        }

        @Override
        @JsonProperty
        public String type() {
            return "bursts";
        }

        @Override
        public String words() {
            return String.format(
                    Locale.ROOT,
                    "bursts of %.1f times the rate for %s in every %s",
                    factor,
                    DurationText.format(length),
                    DurationText.format(every));
        }

        @Override
        public double peakRate(double ratePerSecond) {
            return factor * ratePerSecond;
        }

        /** As it is written in refusals and comparisons. */
        @Override
        public String toString() {
            return words();
        }
    }

    /** Reads a word or an object. */
    final class Reader extends TypedValue<Arrivals> {
        Reader() {
            super(
                    Arrivals.class,
                    "arrivals",
                    Map.of("even", Even.class, "poisson", Poisson.class, "bursts", Bursts.class));
        }
    }
}
