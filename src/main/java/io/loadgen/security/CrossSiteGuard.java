package io.loadgen.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what a page of another web site makes a browser send: nobody starts load by opening a link. There are no cookies that
 * such a page could use, but a service without tokens takes anybody on its machine, and a browser is on it, too.
 *
 * <p>A browser says where a request comes from in {@code Sec-Fetch-Site}, or else in {@code Origin}; other clients send neither.
 * Without tokens the name that the service is called by must be one of the machine itself as well, or a foreign name that was made
 * to point to it would pass as the same site.
 *
 * <p>Any thread.
 */
final class CrossSiteGuard extends OncePerRequestFilter {
    private static final int LONGEST_SHOWN = 200;
    private static final Set<String> SAME_SITE = Set.of("same-origin", "none");

    private final Problems problems;
    private final boolean loopbackOnly;
    private final List<String> allowedOrigins;

    CrossSiteGuard(Problems problems, boolean loopbackOnly, List<String> allowedOrigins) {
        this.problems = problems;
        this.loopbackOnly = loopbackOnly;
        this.allowedOrigins = List.copyOf(allowedOrigins);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (loopbackOnly && !isLoopbackName(request.getServerName())) {
            problems.crossSite(
                    request,
                    response,
                    "without tokens the service answers only as localhost, and was called as "
                            + shown(request.getServerName()) + "; configure a token to call it by another name");
        } else if (Mutations.isOne(request) && comesFromElsewhere(request)) {
            problems.crossSite(request, response, foreign(request));
        } else {
            chain.doFilter(request, response);
        }
    }

    private static String foreign(HttpServletRequest request) {
        return "only pages of this service itself may change anything through a browser: Origin "
                + shown(request.getHeader("Origin")) + " (Sec-Fetch-Site " + shown(request.getHeader("Sec-Fetch-Site"))
                + ") met Host " + shown(request.getHeader("Host"))
                + "; if that is a reverse proxy of yours, list the origin in loadgen.security.allowed-origins";
    }

    private static String shown(@Nullable String header) {
        if (header == null) {
            return "none";
        }
        return header.length() <= LONGEST_SHOWN ? header : header.substring(0, LONGEST_SHOWN) + "...";
    }

    private boolean comesFromElsewhere(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        if (origin != null && allowedOrigins.stream().anyMatch(origin::equalsIgnoreCase)) {
            return false;
        }
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !SAME_SITE.contains(site);
        }
        return origin != null && !isOwn(origin, request.getHeader("Host"));
    }

    private static boolean isOwn(String origin, @Nullable String host) {
        try {
            String authority = new URI(origin).getAuthority();
            return authority != null && authority.equalsIgnoreCase(host);
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isLoopbackName(String name) {
        if (name.equalsIgnoreCase("localhost")) {
            return true;
        }
        String literal = name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
        try {
            // A literal only: a name must not be looked up, since it is the attacker's to answer for.
            return InetAddress.ofLiteral(literal).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
