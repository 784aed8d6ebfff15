package io.loadgen.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Writes one line for each request that may have changed something, also for those refused: who, what, from where, and what came of
 * it. The logger is {@code loadgen.audit}. Bodies and headers are not written, so that no secret is.
 *
 * <p>Any thread.
 */
final class AuditLog extends OncePerRequestFilter {
    private static final Logger LOG = LoggerFactory.getLogger("loadgen.audit");
    private static final String NOBODY = "nobody";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } finally {
            if (Mutations.isOne(request)) {
                LOG.info(
                        "who={} from={} did=\"{} {}\" status={} location={}",
                        caller(),
                        request.getRemoteAddr(),
                        request.getMethod(),
                        request.getRequestURI(),
                        response.getStatus(),
                        Objects.requireNonNullElse(response.getHeader(HttpHeaders.LOCATION), "-"));
            }
        }
    }

    /** The name of the caller, with line ends and quotes taken out: an issuer may have put anything in it. */
    private static String caller() {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        return caller == null ? NOBODY : caller.getName().replaceAll("[\\p{Cntrl}\"]", "_");
    }
}
