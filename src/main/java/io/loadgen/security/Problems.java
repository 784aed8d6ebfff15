package io.loadgen.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.springframework.http.HttpStatus;
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
                HttpStatus.UNAUTHORIZED,
                "unauthenticated",
                "The request does not say who makes it",
                "send a known token: Authorization: Bearer <token>");
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
            throws IOException {
        write(
                request,
                response,
                HttpStatus.FORBIDDEN,
                "forbidden",
                "The caller may not do this",
                "viewers may read; seeding, starting, stopping and removing is for operators");
    }

    /** Refuses a request that came by way of another web site. */
    void crossSite(HttpServletRequest request, HttpServletResponse response, String detail) throws IOException {
        write(
                request,
                response,
                HttpStatus.FORBIDDEN,
                "cross-site",
                "The request comes by way of another web site",
                detail);
    }

    private void write(
            HttpServletRequest request,
            HttpServletResponse response,
            HttpStatus status,
            String name,
            String title,
            String detail)
            throws IOException {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("urn:loadgen:problem:" + name));
        problem.setTitle(title);
        problem.setInstance(URI.create(request.getRequestURI()));
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        json.writeValue(response.getOutputStream(), problem);
    }
}
