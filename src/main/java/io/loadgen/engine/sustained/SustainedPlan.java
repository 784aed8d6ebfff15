package io.loadgen.engine.sustained;

import io.loadgen.engine.ArrivalSchedule;
import io.loadgen.engine.arrivals.BurstCycles;
import io.loadgen.engine.arrivals.PoissonSchedule;
import io.loadgen.engine.arrivals.TimeChange;
import io.loadgen.engine.arrivals.ZipfRooms;
import io.loadgen.result.Phase;
import io.loadgen.spec.Arrivals;
import io.loadgen.spec.RoomChoice;
import io.loadgen.spec.SustainedSpec;
import java.time.Duration;
import java.util.function.LongToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The schedule of a sustained run, and how far reality may stray from it. A pure function of what was asked for and of the seed of the
 * fixture set.
 *
 * <p>Of a late generator the schedule goes on at most twice as fast as planned, so that it does not turn its own pause into a stampede:
 * between two sends there is half their planned distance or more. So slots that are near each other by plan, as in a burst, are no
 * catching up, and are not held back.
 *
 * @param schedule when slots are due; that of the slot after the last is the end
 * @param slots how many there are, 1 or more
 * @param firstMeasured the first slot that is not warm-up
 * @param measuredFromNanos when the measured window begins
 * @param busiestGapNanos the mean distance of slots where they are nearest
 * @param maxLagNanos a slot later than this is dropped
 * @param tickNanos the shortest distance between two wake-ups: all slots that are due by then go out together; 0 where each slot has a
 *     wake-up of its own
 * @param rooms the room of each slot, null for all in turn
 */
public record SustainedPlan(
        ArrivalSchedule schedule,
        long slots,
        long firstMeasured,
        long measuredFromNanos,
        long busiestGapNanos,
        long maxLagNanos,
        long tickNanos,
        @Nullable LongToIntFunction rooms) {
    /** How much faster than planned a late generator may send. */
    static final int CATCH_UP_FACTOR = 2;

    private static final long SECOND_NANOS = 1_000_000_000;

    /**
     * A constant rate, rooms in turn.
     *
     * @param ratePerSecond slots a second, above 0
     * @param slots how many, 1 or more
     * @param warmup slots due before this are warm-up
     * @param maxLag a slot later than this is dropped
     * @return the plan
     */
    public static SustainedPlan constantRate(double ratePerSecond, long slots, Duration warmup, Duration maxLag) {
        long firstMeasured = SustainedSpec.slotsWithin(warmup, ratePerSecond);
        ArrivalSchedule even = ArrivalSchedule.constantRate(ratePerSecond);
        return new SustainedPlan(
                even,
                slots,
                firstMeasured,
                even.nanosAt(firstMeasured),
                (long) (1e9 / ratePerSecond),
                maxLag.toNanos(),
                0,
                null);
    }

    /**
     * The plan of a run. Whatever its arrivals, warm-up and measured window have as many slots as at a constant rate.
     *
     * @param spec what was asked for
     * @param seed of the fixture set
     * @param rooms how many rooms it has
     * @return the plan
     */
    public static SustainedPlan of(SustainedSpec spec, long seed, int rooms) {
        SustainedPlan even = constantRate(spec.rate(), spec.plannedSlots(), spec.warmup(), spec.maxScheduleLag());
        long slots = spec.plannedSlots();
        return new SustainedPlan(
                switch (spec.arrivals()) {
                    case Arrivals.Even constant -> even.schedule;
                    case Arrivals.Poisson poisson -> even.drawn(seed, TimeChange.NONE);
                    case Arrivals.Bursts bursts -> even.drawn(seed, new BurstCycles(seed, bursts));
                    case Arrivals.Trace trace ->
                        index -> index < slots
                                ? trace.nanosAt((int) index)
                                : spec.duration().toNanos();
                },
                slots,
                spec.warmupSlots(),
                spec.arrivals() instanceof Arrivals.Trace ? spec.warmup().toNanos() : even.measuredFromNanos,
                (long) (1e9 / spec.arrivals().peakRate(spec.rate())),
                even.maxLagNanos,
                even.tickNanos,
                rooms(spec.rooms(), seed, rooms));
    }

    /**
     * The room of each slot.
     *
     * @param choice what was asked for
     * @param seed of the fixture set
     * @param rooms how many rooms it has
     * @return null for all in turn
     */
    static @Nullable LongToIntFunction rooms(RoomChoice choice, long seed, int rooms) {
        return switch (choice) {
            case RoomChoice.RoundRobin inTurn -> null;
            case RoomChoice.Zipf zipf -> new ZipfRooms(seed, rooms, zipf.s());
        };
    }

    private ArrivalSchedule drawn(long seed, TimeChange clock) {
        long warmupSlots = Math.min(firstMeasured, slots);
        return new PoissonSchedule(
                seed, warmupSlots, schedule.nanosAt(warmupSlots), slots, schedule.nanosAt(slots), clock);
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
        return busiestGapNanos >= tick
                ? this
                : new SustainedPlan(
                        schedule, slots, firstMeasured, measuredFromNanos, busiestGapNanos, maxLagNanos, tick, rooms);
    }

    public Phase phase(long slot) {
        return slot < firstMeasured ? Phase.WARMUP : Phase.MEASURED;
    }
}
