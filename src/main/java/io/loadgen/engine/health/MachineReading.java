package io.loadgen.engine.health;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Counters of this process and its machine at one moment. They only grow; their origins do not matter.
 *
 * @param nanos the moment
 * @param cpuNanos processor time of this process
 * @param pauses collections of garbage that stopped the process
 * @param pauseMillis how long they took, all together
 * @param longestPauseMillis the longest since the reading before
 * @param safepoints stops of the process
 * @param ticks the machine's processor time
 * @param throttling what the limit of the control group took
 */
record MachineReading(
        long nanos,
        OptionalLong cpuNanos,
        long pauses,
        long pauseMillis,
        long longestPauseMillis,
        Optional<Stops> safepoints,
        Optional<Ticks> ticks,
        Optional<Throttled> throttling) {
    /** Stops of the process, and how long they took. */
    record Stops(long count, long millis) {}

    /** Processor time of the machine in the kernel's unit: stolen by its host, and all. */
    record Ticks(long stolen, long all) {}

    /** Periods of a limit, those in which it held the process back, and for how long. */
    record Throttled(long periods, long throttledPeriods, long micros) {}
}
