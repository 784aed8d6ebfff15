package io.loadgen.security;

import io.loadgen.application.Problem;
import java.net.URI;
import org.springframework.http.ProblemDetail;

/** Writes problems as HTTP tells them (RFC 9457). Stateless; any thread. */
public final class ProblemDetails {
    private ProblemDetails() {}

    /**
     * The document of a problem.
     *
     * @param problem the problem
     * @return a new document
     */
    public static ProblemDetail of(Problem problem) {
        ProblemDetail document = ProblemDetail.forStatus(problem.type().status());
        document.setDetail(problem.detail());
        document.setType(URI.create(problem.type().uri()));
        document.setTitle(problem.type().title());
        problem.properties().forEach(document::setProperty);
        return document;
    }
}
