package io.loadgen.engine;

/** A run cannot be carried out as asked; the message says what is wrong and how to mend it. Nothing was sent. */
public class RunRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /**
     * Refuses a run.
     *
     * @param reason the kind of obstacle
     * @param message what is wrong and how to mend it
     */
    public RunRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /**
     * Refuses a run that the candidate pools cannot feed.
     *
     * @param message what is wrong and how to mend it
     * @return the refusal
     */
    public static RunRefusedException poolsTooSmall(String message) {
        return new RunRefusedException(Reason.POOLS_TOO_SMALL, message);
    }

    /**
     * The kind of obstacle.
     *
     * @return one of a closed set
     */
    public Reason reason() {
        return reason;
    }

    /** What can stand in the way of a run. */
    public enum Reason {
        /** There is no such fixture set. */
        UNKNOWN_FIXTURE,
        /** The fixture set is not ready, or held by another job. */
        FIXTURE_NOT_READY,
        /** The candidate pools cannot feed the run. */
        POOLS_TOO_SMALL,
        /** The platform or the database cannot be reached, or is not fit to be measured. */
        PREFLIGHT
    }
}
