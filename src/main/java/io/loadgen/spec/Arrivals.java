package io.loadgen.spec;

import static io.loadgen.spec.InvalidSpecException.require;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.List;
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
    static Arrivals even() {
        return new Even();
    }

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
    record Bursts(
            Double factor,
            @DurationText.Json Duration length,
            @DurationText.Json Duration every) implements Arrivals {
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

    /**
     * As they were recorded.
     *
     * @param offsets when each request came, seconds from the start of the recording, in order
     * @param speed how much faster than recorded they are sent
     */
    @JsonDeserialize(using = ValueDeserializer.None.class)
    @JsonPropertyOrder("type")
    record Trace(List<Double> offsets, Double speed) implements Arrivals {
        /** A specification is in every report of its run, whole. */
        public static final int MOST = 20_000;

        private static final double MAX_SPEED = 1_000;

        /** Fills in and checks. */
        public Trace {
            speed = requireNonNullElse(speed, 1.0);
            offsets = requireNonNullElse(offsets, List.of());
            require(
                    !offsets.isEmpty() && offsets.size() <= MOST,
                    "arrivals.offsets",
                    offsets.size() + " offsets",
                    "1 to " + MOST + " offsets in seconds");
            require(speed > 0 && speed <= MAX_SPEED, "arrivals.speed", speed, "above 0, at most 1000");
            double last = 0;
            for (Double offset : offsets) {
                require(
                        offset != null && offset >= last && offset < Double.POSITIVE_INFINITY,
                        "arrivals.offsets",
                        offset,
                        "seconds from the start of the recording, none before the one before it: after " + last);
                last = offset;
            }
            offsets = List.copyOf(offsets);
        }

        /**
         * How many requests are due within a stretch of the schedule.
         *
         * @param time from the start
         * @return the number of the first that is due at its end or later
         */
        public int slotsWithin(Duration time) {
            double end = time.toNanos();
            int slots = 0;
            while (slots < offsets.size() && nanosAt(slots) < end) {
                slots++;
            }
            return slots;
        }

        /**
         * When a request is due.
         *
         * @param slot its number, below that of the offsets
         * @return nanoseconds from the start
         */
        public long nanosAt(int slot) {
            return Math.round(offsets.get(slot) * 1e9 / speed);
        }

        @Override
        @JsonProperty
        public String type() {
            return "trace";
        }

        @Override
        public String words() {
            return String.format(Locale.ROOT, "trace of %d offsets at %.2f times its speed", offsets.size(), speed);
        }

        /** That of the densest second. */
        @Override
        public double peakRate(double ratePerSecond) {
            int most = 0;
            int first = 0;
            for (int last = 0; last < offsets.size(); last++) {
                while (nanosAt(last) - nanosAt(first) >= 1_000_000_000) {
                    first++;
                }
                most = Math.max(most, last - first + 1);
            }
            return Math.max(ratePerSecond, most);
        }

        /** As it is written in refusals and comparisons: the numbers would fill pages. */
        @Override
        public String toString() {
            return words() + String.format(Locale.ROOT, " (%08x)", offsets.hashCode());
        }
    }

    /** Reads a word or an object. */
    final class Reader extends TypedValue<Arrivals> {
        Reader() {
            super(
                    Arrivals.class,
                    "arrivals",
                    Map.of("even", Even.class, "poisson", Poisson.class, "bursts", Bursts.class, "trace", Trace.class));
        }
    }
}
