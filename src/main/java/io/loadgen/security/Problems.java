package io.loadgen.security;

import io.loadgen.application.Problem;
import io.loadgen.application.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import tools.jackson.databind.json.JsonMapper;

/** Answers a request that may not be made with a problem document, as the API does for every other refusal. Any thread. */
final class Problems implements AuthenticationEntryPoint, AccessDeniedHandler {
    private final JsonMapper json;
    private final AuthenticationEntryPoint challenge = new BearerTokenAuthenticationEntryPoint();

    Problems(JsonMapper json) {
        this.json = json;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException, jakarta.servlet.ServletException {
        // Sets status and the challenge header that RFC 6750 asks for.
        challenge.commence(request, response, e);
        write(
                request,
                response,
                ProblemType.UNAUTHENTICATED.because("send a known token: Authorization: Bearer <token>"));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
            throws IOException {
        write(
                request,
                response,
                ProblemType.FORBIDDEN.because(
                        "viewers may read; seeding, starting, stopping and removing is for operators"));
    }

    /** Refuses a request that came by way of another web site. */
    void crossSite(HttpServletRequest request, HttpServletResponse response, String detail) throws IOException {
        write(request, response, ProblemType.CROSS_SITE.because(detail));
    }

    private void write(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
        ProblemDetail document = ProblemDetails.of(problem);
        document.setInstance(URI.create(request.getRequestURI()));
        response.setStatus(problem.type().status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        json.writeValue(response.getOutputStream(), document);
    }
}
