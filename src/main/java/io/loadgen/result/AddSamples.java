package io.loadgen.result;

import io.loadgen.result.RoomGrowth.CapacitySample;
import io.loadgen.spec.Signal;
import java.util.Arrays;
import java.util.Iterator;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * Single adds of a capacity run, kept by slot number up to a greatest one. Memory comes in chunks as the numbers rise, 48 bytes a
 * slot.
 *
 * <p>While the run goes on two threads write: the generator calls {@link #sent} before it opens the slot, the collector calls
 * {@link #observed} while the slot is open, and the tracker's hand-over orders the two. Reading is for any thread once no slot is
 * open; from then on nothing changes.
 */
@SuppressWarnings("EnumOrdinal") // a cell never leaves the memory of the process that wrote it
public final class AddSamples implements Iterable<CapacitySample> {
    /** Slots kept of a run: at most 48 MB. */
    public static final int MOST = 1_000_000;

    /** Of a slot that is kept; above them a number has room for the microseconds of 100 days. */
    private static final int SLOT_BITS = 20;

    private static final long NANOS_PER_MICRO = 1_000;

    private static final int CHUNK_BITS = 12;
    private static final int CHUNK_SLOTS = 1 << CHUNK_BITS;
    private static final long[] NO_CHUNK = {};

    private static final int COLUMNS = 6;
    private static final int DUE = 0;

    /** Kind in the upper half, room in the lower. */
    private static final int ROOM = 1;

    /** Size before in the upper half, users added in the lower. */
    private static final int SIZES = 2;

    private static final int FIRST = 3;
    private static final int EVENT = 4;
    private static final int RESULT = 5;

    /** What a cell holds before it is written: no difference of two instants of a run. */
    private static final long ABSENT = Long.MIN_VALUE;

    private static final AddKind[] KINDS = AddKind.values();

    private final long capacity;
    private final long[][] chunks;
    private long count;
    private long dropped;

    /**
     * Makes room.
     *
     * @param capacity how many slots are kept: those numbered below it
     */
    public AddSamples(int capacity) {
        this.capacity = capacity;
        chunks = new long[(capacity + CHUNK_SLOTS - 1) >> CHUNK_BITS][];
        Arrays.fill(chunks, NO_CHUNK);
    }

    /**
     * A slot is about to be sent.
     *
     * @param slot its number, below 2<sup>40</sup>
     * @param dueNanos when it is due, since the start of the run
     * @param room the number of its room
     * @param sizeBefore members of the room
     * @param usersAdded how many it adds
     * @param kind what kind of add it is
     */
    public void sent(long slot, long dueNanos, int room, int sizeBefore, int usersAdded, AddKind kind) {
        if (slot >= capacity) {
            dropped++;
            return;
        }
        count++;
        int chunk = (int) (slot >> CHUNK_BITS);
        if (chunks[chunk].length == 0) {
            chunks[chunk] = new long[CHUNK_SLOTS * COLUMNS];
            Arrays.fill(chunks[chunk], ABSENT);
        }
        set(slot, DUE, dueNanos);
        set(slot, ROOM, (long) kind.ordinal() << Integer.SIZE | room);
        set(slot, SIZES, (long) sizeBefore << Integer.SIZE | usersAdded);
    }

    /**
     * An add that was refused is about to be sent again: it is the same slot, and of its requests the last is kept.
     *
     * @param slot its number
     * @param dueNanos when it is due this time, since the start of the run
     */
    public void sentAgain(long slot, long dueNanos) {
        if (slot < capacity) {
            set(slot, DUE, dueNanos);
        }
    }

    /**
     * A signal of a slot came. A handoff is not kept.
     *
     * @param slot its number
     * @param signal which
     * @param nanos its latency
     */
    public void observed(long slot, Signal signal, long nanos) {
        if (slot < capacity) {
            switch (signal) {
                case REPLY, ACK -> set(slot, FIRST, nanos);
                case EVENT -> set(slot, EVENT, nanos);
                case RESULT -> set(slot, RESULT, nanos);
                case HANDOFF -> {
                    // The stages of the whole run show it; a sample is about the add as a user sees it.
                }
            }
        }
    }

    /**
     * How many adds are kept.
     *
     * @return 0 or more
     */
    public long count() {
        return count;
    }

    /**
     * How many adds were sent and not kept.
     *
     * @return 0 or more
     */
    public long dropped() {
        return dropped;
    }

    /**
     * The adds that are kept, made one by one; what is sorted before is one number an add.
     *
     * @return in the order in which they were due, to the microsecond, those due together in that of their slots
     */
    @Override
    public Iterator<CapacitySample> iterator() {
        return LongStream.range(0, (long) chunks.length * CHUNK_SLOTS)
                .filter(slot -> chunks[(int) (slot >> CHUNK_BITS)].length > 0 && get(slot, DUE) != ABSENT)
                .map(slot -> ((get(slot, DUE) / NANOS_PER_MICRO) << SLOT_BITS) | slot)
                .sorted()
                .mapToObj(key -> sample(key & ((1L << SLOT_BITS) - 1)))
                .iterator();
    }

    private CapacitySample sample(long slot) {
        long room = get(slot, ROOM);
        long sizes = get(slot, SIZES);
        return new CapacitySample(
                get(slot, DUE),
                (int) room,
                (int) (sizes >>> Integer.SIZE),
                (int) sizes,
                KINDS[(int) (room >>> Integer.SIZE)],
                latency(slot, FIRST),
                latency(slot, EVENT),
                latency(slot, RESULT));
    }

    private OptionalLong latency(long slot, int column) {
        long nanos = get(slot, column);
        return nanos == ABSENT ? OptionalLong.empty() : OptionalLong.of(nanos);
    }

    private long get(long slot, int column) {
        return chunks[(int) (slot >> CHUNK_BITS)][(int) (slot & CHUNK_SLOTS - 1) * COLUMNS + column];
    }

    private void set(long slot, int column, long value) {
        chunks[(int) (slot >> CHUNK_BITS)][(int) (slot & CHUNK_SLOTS - 1) * COLUMNS + column] = value;
    }
}
