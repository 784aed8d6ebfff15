package io.loadgen.lifecycle.live;

import java.time.Duration;

/**
 * How long a run will go on sending.
 *
 * @param duration zero or more, whole seconds
 * @param basis how that is known
 */
public record TimeLeft(Duration duration, Basis basis) {
    /** How a time is known. */
    public enum Basis {
        /** By the schedule of the run. */
        SCHEDULE,
        /** By the pace of the last seconds: an estimate, and a low one where requests become slower. */
        PACE
    }
}
