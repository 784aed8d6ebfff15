package io.loadgen.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Tells requests that may change something from those that only read (RFC 9110, safe methods). */
final class Mutations {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private Mutations() {}

    /** Reads, but by writing: its probe adds to a room of its own. */
    static final String PREFLIGHT = "/api/v1/preflight";

    /** Matches as the router does: an address may be written in many ways, and lie below a context path. */
    private static final RequestMatcher IS_PREFLIGHT =
            PathPatternRequestMatcher.withDefaults().matcher(PREFLIGHT);

    static boolean isOne(HttpServletRequest request) {
        return !SAFE.contains(request.getMethod()) || IS_PREFLIGHT.matches(request);
    }
}
