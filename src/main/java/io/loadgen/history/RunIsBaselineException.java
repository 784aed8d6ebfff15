package io.loadgen.history;

/** A run is not removed, since a baseline has it. */
public class RunIsBaselineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String runId;
    private final String baseline;

    RunIsBaselineException(String runId, String baseline) {
        super("run " + runId + " belongs to the baseline " + baseline
                + ": remove that first, by DELETE /api/v1/baselines/" + baseline);
        this.runId = runId;
        this.baseline = baseline;
    }

    /** The run. */
    public String runId() {
        return runId;
    }

    /** A baseline that has it. */
    public String baseline() {
        return baseline;
    }
}
