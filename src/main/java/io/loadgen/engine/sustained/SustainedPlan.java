package io.loadgen.engine.sustained;

import io.loadgen.engine.ArrivalSchedule;
import io.loadgen.result.Phase;
import io.loadgen.spec.SustainedSpec;
import java.time.Duration;

/**
 * The schedule of a sustained run, and how far reality may stray from it.
 *
 * @param schedule when slots are due
 * @param slots how many there are, 1 or more
 * @param firstMeasured the first slot that is not warm-up
 * @param catchUpGapNanos the shortest distance between two sends while catching up: half the nominal one, so that the
 *     generator does not turn its own pause into a stampede
 * @param maxLagNanos a slot later than this is dropped
 * @param tickNanos the shortest distance between two wake-ups: all slots that are due by then go out together; 0 where each slot has a
 *     wake-up of its own
 */
public record SustainedPlan(
        ArrivalSchedule schedule,
        long slots,
        long firstMeasured,
        long catchUpGapNanos,
        long maxLagNanos,
        long tickNanos) {
    /** How much faster than nominal a late generator may send. */
    private static final int CATCH_UP_FACTOR = 2;

    private static final long SECOND_NANOS = 1_000_000_000;

    /**
     * A constant rate.
     *
     * @param ratePerSecond slots a second, above 0
     * @param slots how many, 1 or more
     * @param warmup slots due before this are warm-up
     * @param maxLag a slot later than this is dropped
     * @return the plan
     */
    public static SustainedPlan constantRate(double ratePerSecond, long slots, Duration warmup, Duration maxLag) {
        long firstMeasured = SustainedSpec.slotsWithin(warmup, ratePerSecond);
        long gapNanos = (long) (1e9 / ratePerSecond / CATCH_UP_FACTOR);
        return new SustainedPlan(
                ArrivalSchedule.constantRate(ratePerSecond), slots, firstMeasured, gapNanos, maxLag.toNanos(), 0);
    }

    /**
     * The same plan for a thread that wakes up so many times a second at most. Where slots are not nearer to each other than that nothing
     * changes.
     *
     * @param maxWakeups wake-ups a second, 1 or more
     * @return the plan in ticks, or this one
     */
    public SustainedPlan wakingAtMost(int maxWakeups) {
        long tick = SECOND_NANOS / maxWakeups;
        return CATCH_UP_FACTOR * catchUpGapNanos >= tick
                ? this
                : new SustainedPlan(schedule, slots, firstMeasured, catchUpGapNanos, maxLagNanos, tick);
    }

    public Phase phase(long slot) {
        return slot < firstMeasured ? Phase.WARMUP : Phase.MEASURED;
    }
}
