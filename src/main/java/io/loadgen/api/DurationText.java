package io.loadgen.api;

import io.loadgen.spec.InvalidSpecException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 60s}, {@code 1m30s}, {@code 500ms}, or ISO-8601. Stateless; any thread. */
final class DurationText {
    /** What is read, for refusals and for the API's description. */
    static final String ACCEPTED = "a duration in whole milliseconds, such as 60s, 1m30s, 500ms or PT1M30S";

    private static final Pattern UNITS =
            Pattern.compile("(-)?(?=\\d)(?:(\\d{1,9})h)?(?:(\\d{1,9})m(?!s))?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");

    private DurationText() {}

    /**
     * Reads a duration.
     *
     * @param field the field it came in, for the refusal
     * @param text what was written
     * @return the duration, whatever its sign
     * @throws InvalidSpecException naming the field when it cannot be read
     */
    static Duration parse(String field, String text) {
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
    static String format(Duration duration) {
        return duration.toMillisPart() == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
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
}
