package io.loadgen.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/** Tells requests that may change something from those that only read (RFC 9110, safe methods). */
final class Mutations {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private Mutations() {}

    /** Reads, but by writing: its probe adds to a room of its own. */
    static final String PREFLIGHT = "/api/v1/preflight";

    static boolean isOne(HttpServletRequest request) {
        return !SAFE.contains(request.getMethod()) || PREFLIGHT.equals(request.getRequestURI());
    }
}
