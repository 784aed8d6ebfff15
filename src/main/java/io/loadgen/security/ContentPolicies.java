package io.loadgen.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.web.header.HeaderWriter;

/**
 * Says to browsers what a page may load and run: as little as each kind of page can do with, and never anything of another server.
 * No page may be shown inside another one.
 *
 * <p>Stateless; any thread.
 */
final class ContentPolicies implements HeaderWriter {
    private static final String HEADER = "Content-Security-Policy";

    private static final String COMMON = "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** The web page: files of this service only, nothing inline. */
    private static final String PAGE =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';" + " connect-src 'self'" + COMMON;

    /** Answers of the API: reports as HTML bring their style with them, and no script. */
    private static final String ANSWER = "default-src 'none'; style-src 'unsafe-inline'; img-src data:" + COMMON;

    /** Swagger UI: a page of others, which has scripts and styles inline. */
    private static final String SWAGGER = "default-src 'self'; script-src 'self' 'unsafe-inline';"
            + " style-src 'self' 'unsafe-inline'; img-src 'self' data:" + COMMON;

    @Override
    public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
        if (!response.containsHeader(HEADER)) {
            response.setHeader(
                    HEADER,
                    policyFor(request.getRequestURI()
                            .substring(request.getContextPath().length())));
        }
    }

    static String policyFor(String path) {
        if (path.startsWith("/swagger-ui")) {
            return SWAGGER;
        }
        return path.startsWith("/api/") ? ANSWER : PAGE;
    }
}
