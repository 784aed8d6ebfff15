package io.loadgen.application;

/** Ends what was asked for with a problem. Nothing was started or stored. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /**
     * Refuses.
     *
     * @param problem why
     */
    public ProblemException(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    /** Why. */
    public Problem problem() {
        return problem;
    }
}
