package io.loadgen.conformance;

import java.util.List;
import java.util.Map;

/**
 * A message as it was heard.
 *
 * @param subject where
 * @param headers by their names
 * @param body its text
 */
public record WireMessage(String subject, Map<String, List<String>> headers, String body) {
    /** What is said of a request on whose subject nobody listens. */
    public static final String NO_RESPONDERS = "<no responders>";
}
