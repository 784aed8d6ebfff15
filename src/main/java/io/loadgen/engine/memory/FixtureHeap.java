package io.loadgen.engine.memory;

import io.loadgen.fixtures.FixtureCounts;
import io.loadgen.spec.FixtureSpec;
import io.loadgen.spec.Seeding;
import java.util.List;

/** What a fixture set takes of the heap, in bytes. Stateless; any thread. */
public final class FixtureHeap {
    /** An array without its elements, as long as its class may be told by 32 bits. */
    static final long ARRAY = 16;

    static final long REFERENCE = 4;

    private static final long STRING = 24;
    private static final long ALIGNMENT = 8;
    private static final int DIGITS = 7;

    /** A BitSet of nothing, the array that it begins with, and what is counted of it. */
    private static final long BIT_SET = 24 + ARRAY + 2 * Long.BYTES;

    /** Documents of the batches that are under way, and of the reads. */
    private static final long BATCHES = 24 << 20;

    private FixtureHeap() {}

    /**
     * What seeding or refilling a set needs.
     *
     * @param set the set
     * @return share by share
     */
    public static List<MemoryShare> ofSeeding(FixtureSpec set) {
        long subscribers = 2 * Integer.BYTES * (long) set.rooms() * set.candidateBlocksPerRoom()
                + 3L * Integer.BYTES * set.blocks();
        // Which documents are right, and which changed.
        long marks = 2 * FixtureCounts.atMost(set) / Byte.SIZE;
        return List.of(MemoryShare.ofHeap(
                "the rooms and who owns them",
                "rooms",
                String.valueOf(set.rooms()),
                ofPlan(set) + subscribers + marks + BATCHES));
    }

    /** Of each room its id, and the three numbers that order its blocks. */
    static long ofPlan(FixtureSpec set) {
        return set.rooms() * (STRING + text(set) + REFERENCE + 3 * Integer.BYTES);
    }

    /** The candidates of all rooms, as numbers. */
    static long ofPools(FixtureSpec set) {
        return set.rooms() * (ARRAY + REFERENCE + Integer.BYTES * (long) set.candidatesPerRoom());
    }

    /** Which candidates are members, while that is read. */
    static long ofMarks(FixtureSpec set) {
        return set.rooms() * (BIT_SET + REFERENCE + set.candidatesPerRoom() / Byte.SIZE);
    }

    /** An id or an account as an array of bytes. */
    static long text(FixtureSpec set) {
        return aligned(ARRAY + set.prefix().length() + Seeding.GENERATION_LENGTH + 1 + DIGITS);
    }

    static long aligned(long bytes) {
        return Math.ceilDiv(bytes, ALIGNMENT) * ALIGNMENT;
    }
}
