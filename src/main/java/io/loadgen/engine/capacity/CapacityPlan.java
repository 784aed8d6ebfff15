package io.loadgen.engine.capacity;

import io.loadgen.fixtures.RemainingCandidates;
import io.loadgen.spec.FixtureSpec;
import io.loadgen.spec.OnBusy;
import io.loadgen.spec.ShapeMix;
import java.time.Duration;
import java.util.stream.IntStream;

/**
 * How each room of a closed-loop run grows. Since a room ends at its first add that does not succeed, the number of an add within
 * its room tells the size that the room then has: so a slot number, {@code add * rooms + room}, tells all about its slot, and
 * nobody needs to keep it. An add that is sent again, since room-service was busy, is the same slot each time.
 *
 * <p>Every add of a room is a full one, until less than that is missing. What is missing then is one more add; or, where adds
 * take whole blocks, one of the blocks that it holds and one of the rest, so that the target is hit exactly.
 *
 * <p>Immutable; any thread; every method is a few steps of arithmetic.
 *
 * @param free the candidates of each room that are no members: they tell its size
 * @param pool those of them that can be added
 * @param fullSize members of a room of which every candidate is a member
 * @param targetSize members at which a room is done
 * @param usersPerAdd users of a full add
 * @param usersPerPart users that the last adds of a room are multiples of, but for the very last: those of a block, or 1
 * @param gapNanos the shortest distance between the due times of two adds of a room, 0 for none
 * @param onBusy what a room does whose add room-service is too busy for
 */
public record CapacityPlan(
        RemainingCandidates free,
        RemainingCandidates pool,
        int fullSize,
        int targetSize,
        int usersPerAdd,
        int usersPerPart,
        long gapNanos,
        OnBusy onBusy) {
    /**
     * The plan of a fixture set, which may have been used before.
     *
     * @param fixture its numbers
     * @param free what is left of its pools
     * @param targetSize members at which a room is done
     * @param usersPerAdd users of an add
     * @param shape whether adds take whole blocks
     * @param gap the shortest distance between two adds of a room, zero for none
     * @param onBusy what a room does whose add room-service is too busy for
     * @return the plan
     */
    public static CapacityPlan of(
            FixtureSpec fixture,
            RemainingCandidates free,
            int targetSize,
            int usersPerAdd,
            ShapeMix shape,
            Duration gap,
            OnBusy onBusy) {
        boolean blocks = shape.takesBlocks();
        return new CapacityPlan(
                free,
                free.usableBy(shape),
                fixture.baselineMembers() + fixture.candidatesPerRoom(),
                targetSize,
                usersPerAdd,
                blocks ? fixture.usersPerBlock() : 1,
                gap.toNanos(),
                onBusy);
    }

    /**
     * The most adds that a run of a set can have, whatever is left of its pools.
     *
     * @param set the set
     * @param targetSize members at which a room is done
     * @param usersPerAdd users of an add
     * @return for every room its full adds and the two parts that may follow
     */
    static long mostSlots(FixtureSpec set, int targetSize, int usersPerAdd) {
        int missing = Math.min(targetSize - set.baselineMembers(), set.candidatesPerRoom());
        return set.rooms() * (Math.max(0, missing) / usersPerAdd + 2L);
    }

    /**
     * How many rooms there are.
     *
     * @return 1 or more
     */
    public int rooms() {
        return pool.rooms();
    }

    /**
     * The size that a room has when the run begins: its baseline, and what earlier runs added.
     *
     * @param room its number
     * @return members
     */
    public int startSize(int room) {
        return fullSize - free.count(room);
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
        int missing = missing(room);
        int left = missing % usersPerAdd;
        return (long) missing / usersPerAdd + (left < usersPerPart ? 0 : 1) + (left % usersPerPart == 0 ? 0 : 1);
    }

    private int missing(int room) {
        return Math.max(0, endSize(room) - startSize(room));
    }

    /** The size beyond which a room cannot grow. */
    int endSize(int room) {
        return Math.min(targetSize, startSize(room) + pool.count(room));
    }

    long slot(int room, long add) {
        return add * rooms() + room;
    }

    int room(long slot) {
        return (int) (slot % rooms());
    }

    int sizeBefore(long slot) {
        int room = room(slot);
        long full = missing(room) / usersPerAdd;
        long add = slot / rooms();
        int beyond = add > full ? part(missing(room) % usersPerAdd) : 0;
        return startSize(room) + (int) Math.min(add, full) * usersPerAdd + beyond;
    }

    int users(long slot) {
        int left = endSize(room(slot)) - sizeBefore(slot);
        return left >= usersPerAdd ? usersPerAdd : part(left);
    }

    /** The users of the next add when less than a full one is left. */
    private int part(int left) {
        return left < usersPerPart ? left : left - left % usersPerPart;
    }
}
