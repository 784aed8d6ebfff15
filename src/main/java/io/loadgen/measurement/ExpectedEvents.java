package io.loadgen.measurement;

import java.util.Arrays;
import java.util.concurrent.locks.StampedLock;
import java.util.function.IntPredicate;

/**
 * What the event of the slot in each place must hold: its room, how many names, and their fingerprint. Found by place, and by what an
 * event holds, for one that came without its header; the latter in a few steps, however many slots there are.
 *
 * <p>One thread writes, the generator, and never waits. Any may read; who looks by what an event holds reads once more when the
 * generator was at it. Nothing is allocated after construction.
 */
final class ExpectedEvents {
    static final int NOWHERE = -1;

    /** Places that are looked at, at most. Events of two slots are alike only where they name nobody; then any of them will do. */
    static final int MOST_STEPS = 64;

    private final int[] rooms;
    private final int[] names;
    private final long[] hashes;

    /** Chains of places whose events fall into the same bucket; the generator takes a place out before it gets another slot. */
    private final int[] heads;

    private final int[] next;
    private final int[] previous;

    /** Taken by the generator alone, so always free; the others only see by it whether the chains have changed meanwhile. */
    private final StampedLock changes = new StampedLock();

    /** For a power of two of places. */
    ExpectedEvents(int places) {
        rooms = new int[places];
        names = new int[places];
        hashes = new long[places];
        heads = new int[places];
        next = new int[places];
        previous = new int[places];
        Arrays.fill(rooms, NOWHERE);
        Arrays.fill(heads, NOWHERE);
    }

    /** The slot that is in a place from now on waits for this. */
    void expect(int place, int room, int nameCount, long hash) {
        long stamp = changes.writeLock();
        try {
            if (rooms[place] != NOWHERE) {
                unlink(place);
            }
            rooms[place] = room;
            names[place] = nameCount;
            hashes[place] = hash;
            link(place);
        } finally {
            changes.unlockWrite(stamp);
        }
    }

    private void link(int place) {
        int bucket = bucket(rooms[place], names[place], hashes[place]);
        int first = heads[bucket];
        next[place] = first;
        previous[place] = NOWHERE;
        if (first != NOWHERE) {
            previous[first] = place;
        }
        heads[bucket] = place;
    }

    private void unlink(int place) {
        int before = previous[place];
        int after = next[place];
        if (before == NOWHERE) {
            heads[bucket(rooms[place], names[place], hashes[place])] = after;
        } else {
            next[before] = after;
        }
        if (after != NOWHERE) {
            previous[after] = before;
        }
    }

    int room(int place) {
        return rooms[place];
    }

    /** Whether an event is the one that the slot in a place waits for. */
    boolean isMet(int place, int nameCount, long hash) {
        return names[place] == nameCount && hashes[place] == hash;
    }

    /**
     * Finds a place whose slot waits for an event.
     *
     * @param waits whether the slot in a place still waits for its event
     * @return the place, or {@link #NOWHERE}
     */
    int find(int room, int nameCount, long hash, IntPredicate waits) {
        while (true) {
            long stamp = changes.tryOptimisticRead();
            if (stamp != 0) {
                int found = walk(room, nameCount, hash, waits);
                if (changes.validate(stamp)) {
                    return found;
                }
            }
            Thread.onSpinWait();
        }
    }

    /** Ends also where a chain is read that is being changed. */
    private int walk(int room, int nameCount, long hash, IntPredicate waits) {
        int place = heads[bucket(room, nameCount, hash)];
        for (int step = 0; step < MOST_STEPS && place != NOWHERE; step++) {
            if (waits.test(place) && rooms[place] == room && isMet(place, nameCount, hash)) {
                return place;
            }
            place = next[place];
        }
        return NOWHERE;
    }

    private int bucket(int room, int nameCount, long hash) {
        long mixed = (hash + room * 0x9E37_79B9_7F4A_7C15L + nameCount) * 0xBF58_476D_1CE4_E5B9L;
        return (int) (mixed ^ mixed >>> 32) & heads.length - 1;
    }
}
