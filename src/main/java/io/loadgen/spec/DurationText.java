package io.loadgen.spec;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.ser.std.StdSerializer;

/** Durations as people write them: {@code 60s}, {@code 1m30s}, {@code 500ms}, or ISO-8601. Stateless; any thread. */
public final class DurationText {
    /** What is read, for refusals and for the API's description. */
    public static final String ACCEPTED = "a duration in whole milliseconds, such as 60s, 1m30s, 500ms or PT1M30S";

    private static final Pattern UNITS =
            Pattern.compile("(-)?(?=\\d)(?:(\\d{1,9})h)?(?:(\\d{1,9})m(?!s))?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");

    /** What a text of {@value #ACCEPTED} looks like, for the API's description; a text is as long as a number and its unit. */
    public static final String PATTERN = "^(?:(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?"
            + "|P(?:[0-9]{1,9}D)?(?:T(?:[0-9]{1,9}H)?(?:[0-9]{1,9}M)?(?:[0-9]{1,9}(?:\\.[0-9]{1,3})?S)?)?)$";

    private DurationText() {}

    /**
     * Reads a duration.
     *
     * @param field the field it came in, for the refusal
     * @param text what was written
     * @return the duration, whatever its sign
     * @throws InvalidSpecException naming the field when it cannot be read
     */
    public static Duration parse(String field, String text) {
        Duration duration = read(field, text.strip());
        if (duration.toNanosPart() % 1_000_000 != 0) {
            throw new InvalidSpecException(field, text, ACCEPTED);
        }
        return duration;
    }

    /**
     * Writes a duration.
     *
     * @param duration in whole milliseconds
     * @return such as {@code 60s}, or {@code 1500ms} when the seconds are not whole
     */
    public static String format(Duration duration) {
        return duration.toMillisPart() == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }

    /** Whether a duration is above zero and at most so long. */
    static boolean isWithin(Duration value, Duration longest) {
        return value.isPositive() && value.compareTo(longest) <= 0;
    }

    private static Duration read(String field, String text) {
        Matcher units = UNITS.matcher(text);
        if (units.matches()) {
            Duration sum = Duration.ofHours(number(units, 2))
                    .plusMinutes(number(units, 3))
                    .plusSeconds(number(units, 4))
                    .plusMillis(number(units, 5));
            return units.start(1) < 0 ? sum : sum.negated();
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            throw new InvalidSpecException(field, text, ACCEPTED);
        }
    }

    private static long number(Matcher units, int group) {
        return units.start(group) < 0 ? 0 : Long.parseLong(units.group(group));
    }

    /** A duration that is such a text in JSON. */
    @Retention(RetentionPolicy.RUNTIME)
    @JacksonAnnotationsInside
    @JsonDeserialize(using = Reader.class)
    @JsonSerialize(using = Writer.class)
    @interface Json {}

    /** Reads a duration out of a string and out of nothing else. */
    static final class Reader extends StdDeserializer<Duration> {
        Reader() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser json, DeserializationContext context) {
            String text = context.readValue(json, String.class);
            try {
                return parse("", text);
            } catch (InvalidSpecException e) {
                throw context.weirdStringException(text, Duration.class, e.accepted());
            }
        }
    }

    /** Writes a duration as a string. */
    static final class Writer extends StdSerializer<Duration> {
        Writer() {
            super(Duration.class);
        }

        @Override
        public void serialize(Duration duration, JsonGenerator json, SerializationContext context) {
            json.writeString(format(duration));
        }
    }
}
