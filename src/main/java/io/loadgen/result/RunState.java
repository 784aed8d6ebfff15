package io.loadgen.result;

/** Where a run is in its life. A run moves forward only, and ends in exactly one terminal state. */
public enum RunState {
    /** Taken on, not begun. */
    PENDING(false),
    /** Checking that the run can be carried out and measured. */
    PREFLIGHT(false),
    /** Sending the same traffic to ourselves, until the process is warm. */
    REHEARSAL(false),
    /** Sending; what is sent is left out of the figures. */
    WARMUP(false),
    /** Sending and measuring. */
    MEASURING(false),
    /** Nothing more is sent; waiting until no slot is outstanding. */
    DRAINING(false),
    /** Comparing the database with what was promised. */
    AUDITING(false),
    /** The whole schedule was processed. */
    COMPLETED(true),
    /** Every candidate was used before the schedule ended. */
    EXHAUSTED(true),
    /** Ended by request. */
    STOPPED(true),
    /** Ended by a guard. */
    ABORTED(true),
    /** Could not go on; the reason is kept. */
    FAILED(true),
    /** The process ended before the run did. */
    INTERRUPTED(true);

    private final boolean terminal;

    RunState(boolean terminal) {
        this.terminal = terminal;
    }

    /**
     * Whether the run is over.
     *
     * @return true for the last state of a run
     */
    public boolean isTerminal() {
        return terminal;
    }
}
