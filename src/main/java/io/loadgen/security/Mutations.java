package io.loadgen.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/** Tells requests that may change something from those that only read (RFC 9110, safe methods). */
final class Mutations {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private Mutations() {}

    static boolean isOne(HttpServletRequest request) {
        return !SAFE.contains(request.getMethod());
    }
}
