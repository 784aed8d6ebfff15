package io.loadgen.engine;

import io.loadgen.measurement.SlotObserver;
import io.loadgen.result.RoomGrowth;
import io.loadgen.result.arrivals.ArrivalFigures;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one window sends when, and what is found beside the figures that every window has. Made for one window.
 *
 * <p>{@link #generator}, {@link #slotsProcessed} and {@link #result} are called once each, by the run's thread; the rest by any
 * thread.
 */
public interface Load {
    /** How long from the start the states and the seconds count as warm-up; without one, not at all. */
    default long warmupNanos() {
        return 0;
    }

    /** When the first measured slot is due, since the start; without a warm-up at once. */
    default long firstMeasuredNanos() {
        return 0;
    }

    /** Who has to hear of slots as they settle, by their numbers within the run. */
    SlotObserver observer();

    /** Makes what sends. */
    Generator generator(RunRecorders instruments, AddSender sender);

    /** How many slots there will be, at most. */
    long plannedSlots();

    /** How many slots there were, by the generator's own count; to be called when no slot is outstanding. */
    long slotsProcessed();

    /** All its slots are numbered below it, from 0. */
    long slotNumbers();

    /** The rate asked for, null where the system under test sets the pace. */
    @Nullable
    Double targetRatePerSecond();

    /** The rate at which its traffic is rehearsed: where there is none to ask for, one that such a run may come to. */
    double rehearsalRatePerSecond();

    /** Members of each room by its id, empty where rooms are not followed. */
    Map<String, Integer> roomSizes();

    /** Whether the sends of an open loop were as planned; to be called when no slot is outstanding. */
    default Optional<ArrivalFigures> arrivals() {
        return Optional.empty();
    }

    /** What a closed loop found; to be called when no slot is outstanding. */
    Optional<RoomGrowth> result();
}
