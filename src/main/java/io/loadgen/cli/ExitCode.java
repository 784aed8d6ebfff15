package io.loadgen.cli;

import io.loadgen.application.Problem;
import io.loadgen.conformance.ContractReport;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.result.RunState;
import io.loadgen.result.Verdict;

/** What the process of a command ends with. The numbers do not change. */
public enum ExitCode {
    /** The run was carried out and kept its limits, or has none; or the platform keeps its contract. */
    PASS(0),
    /** A limit was broken, the audit found what must not be, or the platform differs from its contract. */
    FAIL(1),
    /** The command line, a setting or the specification cannot be accepted; nothing was sent. */
    USAGE(2),
    /** The figures cannot decide. */
    INCONCLUSIVE(3),
    /** The run was aborted or failed, or could not begin: the platform, the database or another run was in the way. */
    BROKEN_OFF(4),
    /** A contract check found every rule kept, and fields that no contract knows. */
    UNKNOWN_FIELDS(5);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /**
     * The code of an ended run.
     *
     * @param run the run in its terminal state
     * @return what its process ends with
     */
    static ExitCode of(RunRecord run) {
        boolean carriedOut = run.state() == RunState.COMPLETED || run.state() == RunState.EXHAUSTED;
        return carriedOut && run.result() != null ? of(run.result().verdict()) : BROKEN_OFF;
    }

    /**
     * The code of a contract check.
     *
     * @param report what it found
     * @return what its process ends with
     */
    static ExitCode of(ContractReport report) {
        if (!report.ok()) {
            return FAIL;
        }
        return report.unknownFields().isEmpty() ? PASS : UNKNOWN_FIELDS;
    }

    /**
     * The code of a run that could not begin.
     *
     * @param refusal why
     * @return what its process ends with
     */
    static ExitCode of(Problem refusal) {
        return refusal.ofTheRequest() ? USAGE : BROKEN_OFF;
    }

    private static ExitCode of(Verdict verdict) {
        return switch (verdict.decision()) {
            case PASS, NONE -> PASS;
            case FAIL -> FAIL;
            case INCONCLUSIVE -> INCONCLUSIVE;
        };
    }

    /** The number: 0 to 5. */
    public int number() {
        return number;
    }
}
