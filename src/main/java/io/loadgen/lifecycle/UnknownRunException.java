package io.loadgen.lifecycle;

/** There is no run of that id, or none any more. */
public class UnknownRunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String runId;

    /**
     * Names the run.
     *
     * @param runId the id that is not known
     */
    public UnknownRunException(String runId) {
        super("there is no run " + runId);
        this.runId = runId;
    }

    /**
     * The id that is not known.
     *
     * @return as it was asked for
     */
    public String runId() {
        return runId;
    }
}
