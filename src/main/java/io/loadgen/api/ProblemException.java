package io.loadgen.api;

import org.springframework.http.ProblemDetail;

/** Ends a request with a problem. Nothing was started or stored. */
final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ProblemDetail problem;

    ProblemException(ProblemDetail problem) {
        super(problem.getDetail());
        this.problem = problem;
    }

    ProblemDetail problem() {
        return problem;
    }
}
