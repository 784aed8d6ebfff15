package io.loadgen.workload;

import io.loadgen.fixtures.FixtureSpec;
import io.loadgen.fixtures.RemainingCandidates;
import java.time.Duration;
import java.util.stream.IntStream;

/**
 * How each room of a closed-loop run grows. Since a room ends at its first add that does not succeed, the number of an add within
 * its room tells the size that the room then has: so a slot number, {@code add * rooms + room}, tells all about its slot, and
 * nobody needs to keep it.
 *
 * <p>Immutable; any thread; every method is a few steps of arithmetic.
 *
 * @param candidates what is left of each pool
 * @param fullSize members of a room whose pool is used up
 * @param targetSize members at which a room is done
 * @param usersPerAdd users of each add but the last of a room, which may have fewer
 * @param gapNanos the shortest distance between the due times of two adds of a room, 0 for none
 */
public record CapacityPlan(
        RemainingCandidates candidates, int fullSize, int targetSize, int usersPerAdd, long gapNanos) {
    /**
     * The plan of a fixture set, which may have been used before.
     *
     * @param fixture its numbers
     * @param candidates what is left of its pools
     * @param targetSize members at which a room is done
     * @param usersPerAdd users of an add
     * @param gap the shortest distance between two adds of a room, zero for none
     * @return the plan
     */
    public static CapacityPlan of(
            FixtureSpec fixture, RemainingCandidates candidates, int targetSize, int usersPerAdd, Duration gap) {
        int fullSize = fixture.baselineMembers() + fixture.candidatesPerRoom();
        return new CapacityPlan(candidates, fullSize, targetSize, usersPerAdd, gap.toNanos());
    }

    /**
     * How many rooms there are.
     *
     * @return 1 or more
     */
    public int rooms() {
        return candidates.rooms();
    }

    /**
     * The size that a room has when the run begins: its baseline, and what earlier runs added.
     *
     * @param room its number
     * @return members
     */
    public int startSize(int room) {
        return fullSize - candidates.count(room);
    }

    /**
     * The adds of the whole run, if every one succeeds.
     *
     * @return 0 when no room can grow
     */
    public long slots() {
        return IntStream.range(0, rooms()).mapToLong(this::adds).sum();
    }

    /**
     * What all slot numbers are below; some of those below it may belong to no slot, since rooms differ in their adds.
     *
     * @return 0 when no room can grow
     */
    public long slotNumbers() {
        return IntStream.range(0, rooms()).mapToLong(this::adds).max().orElse(0) * rooms();
    }

    private long adds(int room) {
        long missing = Math.max(0, endSize() - startSize(room));
        return (missing + usersPerAdd - 1) / usersPerAdd;
    }

    /** The size beyond which no room can grow. */
    int endSize() {
        return Math.min(targetSize, fullSize);
    }

    long slot(int room, long add) {
        return add * rooms() + room;
    }

    int room(long slot) {
        return (int) (slot % rooms());
    }

    int sizeBefore(long slot) {
        return (int) (startSize(room(slot)) + slot / rooms() * usersPerAdd);
    }

    int users(long slot) {
        return Math.min(usersPerAdd, endSize() - sizeBefore(slot));
    }
}
