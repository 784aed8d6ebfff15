package io.loadgen.lifecycle;

import io.loadgen.spec.DurationText;
import java.time.Duration;

/** A run was not started because of another one. Nothing was started or stored. */
public class RunConflictException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String runId;

    private RunConflictException(Kind kind, String runId, String message) {
        super(message);
        this.kind = kind;
        this.runId = runId;
    }

    static RunConflictException active(String runId) {
        return new RunConflictException(
                Kind.RUN_ACTIVE, runId, "run " + runId + " is active; one run at a time: wait for its end, or stop it");
    }

    static RunConflictException beside(String what) {
        return new RunConflictException(
                Kind.RUN_ACTIVE, what, what + " goes on; one run or check at a time: wait for its end");
    }

    public static RunConflictException activeElsewhere(LeaseHolder holder, Duration lapse) {
        return new RunConflictException(
                Kind.RUN_ACTIVE,
                holder.purpose(),
                "run " + holder.purpose() + " of " + holder.owner()
                        + " is active; one run at a time among all that share its database: wait for its end, or stop it"
                        + " there. If that process has died, its claim lapses within "
                        + DurationText.format(lapse));
    }

    static RunConflictException keyReused(String idempotencyKey, String runId) {
        return new RunConflictException(
                Kind.IDEMPOTENCY_KEY_REUSED,
                runId,
                "idempotency key " + idempotencyKey + " was used with another specification, for run " + runId
                        + ": send the same specification, or another key");
    }

    /**
     * What stands against it.
     *
     * @return one of a closed set
     */
    public Kind kind() {
        return kind;
    }

    /**
     * The other run: the active one, or the one that has the idempotency key.
     *
     * @return its id
     */
    public String runId() {
        return runId;
    }

    /** What can stand against a start. */
    public enum Kind {
        /** Another run is active. */
        RUN_ACTIVE,
        /** The idempotency key belongs to a run with another specification. */
        IDEMPOTENCY_KEY_REUSED
    }
}
