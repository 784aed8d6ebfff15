package io.loadgen.engine.search;

import io.loadgen.fixtures.RemainingCandidates;
import java.util.BitSet;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The rooms of a fixture set that no trial had yet. Every room that is given out has the size it was seeded with, and gets the same number of
 * adds in every trial: a higher rate has more rooms, not fuller ones.
 *
 * <p>Owned by one thread.
 */
final class TrialRooms {
    private final RemainingCandidates pool;
    private final int[] fresh;
    private final long addsPerRoom;
    private int next;

    private TrialRooms(RemainingCandidates pool, int[] fresh, long addsPerRoom) {
        this.pool = pool;
        this.fresh = fresh;
        this.addsPerRoom = addsPerRoom;
    }

    /** The rooms of a set whose pools nobody has touched. */
    static int[] fresh(RemainingCandidates pool, int whole) {
        return IntStream.range(0, pool.rooms())
                .filter(room -> pool.count(room) == whole)
                .toArray();
    }

    /** So many adds fit in rooms, where each of so many trials leaves one that is not full. */
    static long adds(int rooms, int trials, long mostPerRoom) {
        return Math.max(0, (long) rooms - trials) * mostPerRoom;
    }

    /** Rooms for so many adds in so many trials, filled as little as there are rooms enough for. */
    static TrialRooms of(RemainingCandidates pool, int[] fresh, int trials, long adds, long mostPerRoom) {
        long spare = Math.max(1, (long) fresh.length - trials);
        long perRoom = Math.clamp((adds + spare - 1) / spare, 1, mostPerRoom);
        return new TrialRooms(pool, fresh, perRoom);
    }

    /** How many rooms so many adds take. */
    int needed(long adds) {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, (adds + addsPerRoom - 1) / addsPerRoom));
    }

    /** The candidates of as many rooms as so many adds take; empty when there are not so many rooms left. */
    Optional<RemainingCandidates> take(long adds) {
        int rooms = needed(adds);
        if (fresh.length - next < rooms) {
            return Optional.empty();
        }
        BitSet taken = new BitSet();
        IntStream.range(next, next + rooms).forEach(at -> taken.set(fresh[at]));
        next += rooms;
        return Optional.of(pool.inRooms(taken::get));
    }
}
