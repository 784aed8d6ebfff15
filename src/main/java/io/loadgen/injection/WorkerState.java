package io.loadgen.injection;

import java.time.Duration;
import java.util.List;

/**
 * The room-worker's consumer: its backlog, and the settings that decide what the platform does with a job.
 *
 * @param backlog the present figures
 * @param paused whether it hands nothing out
 * @param filters the subjects that it is limited to, empty for all
 * @param ackWait how long a job may take before it is handed out again
 * @param backOff how long in place of {@code ackWait} after each delivery, the last for all later ones; empty for none
 * @param maxDeliver how often a job is handed out at most; 0 or less for without end
 * @param maxAckPending how many jobs may be at work at once
 */
public record WorkerState(
        BacklogSample backlog,
        boolean paused,
        List<String> filters,
        Duration ackWait,
        List<Duration> backOff,
        long maxDeliver,
        long maxAckPending) {
    /** Copies the lists. */
    public WorkerState {
        filters = List.copyOf(filters);
        backOff = List.copyOf(backOff);
    }

    /**
     * Whether no job is left.
     *
     * @return true when nothing is pending or being worked on
     */
    public boolean isIdle() {
        return backlog.pending() + backlog.ackPending() == 0;
    }
}
