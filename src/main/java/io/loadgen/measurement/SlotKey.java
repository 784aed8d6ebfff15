package io.loadgen.measurement;

/**
 * Names a slot in one {@code long}: its place in the table of open slots above, its number below. The place makes the way from
 * a signal to its slot one array access; the number tells whether the place still belongs to that slot.
 */
public final class SlotKey {
    /** Bits of a slot number: over 10<sup>11</sup> slots a run, which is two months at 40,000 a second. */
    public static final int SLOT_BITS = 38;

    /** Bits of a place: over 4 million places. */
    public static final int PLACE_BITS = 22;

    private static final long SLOT_MASK = (1L << SLOT_BITS) - 1;

    private SlotKey() {}

    /**
     * Names a slot.
     *
     * @param place where it is in the table, from 0
     * @param slot its number, from 0
     * @return its key
     */
    public static long of(int place, long slot) {
        return (long) place << SLOT_BITS | slot;
    }

    /**
     * The slot number.
     *
     * @param key a key
     * @return 0 for the first slot of the run
     */
    public static long slot(long key) {
        return key & SLOT_MASK;
    }

    /**
     * The place in the table.
     *
     * @param key a key
     * @return from 0
     */
    public static int place(long key) {
        return (int) (key >>> SLOT_BITS);
    }
}
