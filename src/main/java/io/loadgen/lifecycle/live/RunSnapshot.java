package io.loadgen.lifecycle.live;

import io.loadgen.audit.AuditProgress;
import io.loadgen.result.RunState;
import io.loadgen.result.SecondSample;
import org.jspecify.annotations.Nullable;

/**
 * A run as it is at the end of one of its seconds, or, in states that have no seconds, at any moment. Counts are of the whole run so
 * far, warm-up included.
 *
 * <p>Immutable; any thread.
 *
 * @param runId the run
 * @param state where it is
 * @param targetRatePerSecond the rate asked for, null when nothing is due any more and where the system under test sets the pace
 * @param plannedSlots slots of the whole run, at most; 0 while it is not known
 * @param dealtWith slots dealt with, sent or not
 * @param sent slots sent
 * @param completed slots closed with their event
 * @param failed slots closed without it, though one was due
 * @param outstanding slots open
 * @param second the second that has just ended, null in states without; the last one of a run may be shorter than a second
 * @param timeLeft how long sending will go on, null when that cannot be told
 * @param audit how far the audit is, null before it begins
 */
public record RunSnapshot(
        String runId,
        RunState state,
        @Nullable Double targetRatePerSecond,
        long plannedSlots,
        long dealtWith,
        long sent,
        long completed,
        long failed,
        long outstanding,
        @Nullable SecondSample second,
        @Nullable TimeLeft timeLeft,
        @Nullable AuditProgress audit) {
    /**
     * How much of the schedule was dealt with.
     *
     * @return 0 to 1
     */
    public double share() {
        return plannedSlots == 0 ? 0 : Math.min(1, (double) dealtWith / plannedSlots);
    }

    RunSnapshot in(RunState newState, @Nullable AuditProgress auditNow) {
        return new RunSnapshot(
                runId,
                newState,
                null,
                plannedSlots,
                dealtWith,
                sent,
                completed,
                failed,
                outstanding,
                null,
                null,
                auditNow);
    }
}
