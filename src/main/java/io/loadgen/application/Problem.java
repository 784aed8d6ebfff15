package io.loadgen.application;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why something that was asked for is refused, or could not be done.
 *
 * @param type which problem of the closed set
 * @param detail what is wrong and how to mend it
 * @param properties what more is told, in this order: {@code field}, {@code value} and {@code accepted} where a field of the request
 *     is at fault, then what goes with the type
 */
public record Problem(ProblemType type, String detail, Map<String, Object> properties) {
    private static final int CONFLICT = 409;

    /** Takes a copy. */
    public Problem {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }

    /** The same problem, told with one property more. */
    public Problem with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(properties);
        more.put(name, value);
        return new Problem(type, detail, more);
    }

    /** Whether the request itself is at fault; else it may succeed as it is at another time. */
    public boolean ofTheRequest() {
        return type.status() / 100 == 4 && type.status() != CONFLICT;
    }

    /** What kind of problem it is, and what is wrong. */
    public String inWords() {
        return type.title() + ": " + detail;
    }
}
