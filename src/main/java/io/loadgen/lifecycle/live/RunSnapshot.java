package io.loadgen.lifecycle.live;

import io.loadgen.audit.AuditProgress;
import io.loadgen.engine.RunProgress;
import io.loadgen.result.Measurements.WorkerStall;
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
 * @param progress how far it is
 * @param second the second that has just ended, null in states without; the last one of a run may be shorter than a second
 * @param stall how long room-worker has taken no job though jobs wait, null where it takes them and in states without seconds
 * @param timeLeft how long sending will go on, null when that cannot be told
 * @param audit how far the audit is, null before it begins
 */
public record RunSnapshot(
        String runId,
        RunState state,
        @Nullable Double targetRatePerSecond,
        RunProgress progress,
        @Nullable SecondSample second,
        @Nullable WorkerStall stall,
        @Nullable TimeLeft timeLeft,
        @Nullable AuditProgress audit) {
    RunSnapshot in(RunState newState, @Nullable AuditProgress auditNow) {
        return new RunSnapshot(runId, newState, null, progress, null, null, null, auditNow);
    }
}
