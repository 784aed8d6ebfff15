package io.loadgen.spec;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request names a value that cannot be accepted. Nothing was started or stored. */
public class InvalidSpecException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String value;
    private final String accepted;

    /**
     * Refuses a value.
     *
     * @param field the field of the request
     * @param value the value it had
     * @param accepted the accepted range, in words
     */
    public InvalidSpecException(String field, String value, String accepted) {
        super(field + " must be " + accepted + ", was " + value);
        this.field = field;
        this.value = value;
        this.accepted = accepted;
    }

    /**
     * Refuses a value unless it can be accepted.
     *
     * @param holds whether it can
     * @param field the field of the request
     * @param value what it held
     * @param accepted the accepted range, in words
     */
    public static void require(boolean holds, String field, @Nullable Object value, String accepted) {
        if (!holds) {
            throw new InvalidSpecException(
                    field,
                    value instanceof Duration duration ? DurationText.format(duration) : String.valueOf(value),
                    accepted);
        }
    }

    /** The field of the request: its name as in the API. */
    public String field() {
        return field;
    }

    /** What it held: the value as text. */
    public String value() {
        return value;
    }

    /** What it may hold: the accepted range, in words. */
    public String accepted() {
        return accepted;
    }
}
