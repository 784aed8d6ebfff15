package io.loadgen.measurement;

import io.loadgen.contract.Shape;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.ResultOutcome;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What every slot of a run was to add, and how it ended, by slot number: what the audit compares the database with. A slot takes
 * 16 bytes; memory comes in chunks as the numbers rise, and the numbers are bounded by what the candidate pools can feed.
 *
 * <p>No lock and no allocation per slot. The generator writes a slot with {@link #sent} before it opens it in the tracker, whose
 * hand-over (a release store of the slot's word, read by acquire) orders that before the one {@link #settled} of whichever thread
 * closes the slot. Slots lie in cells of their own, so threads that close different slots share nothing. Closing counts the slot
 * out only afterwards, so whoever saw the tracker drained may read everything; {@link #release} is for that reader.
 */
@SuppressWarnings("EnumOrdinal") // a cell never leaves the memory of the process that wrote it
public final class AddLog implements SlotObserver {
    /** The most accounts that a slot may add. */
    public static final int MOST_ACCOUNTS = (1 << 20) - 1;

    private static final int CHUNK_BITS = 12;
    private static final int CHUNK_SLOTS = 1 << CHUNK_BITS;
    private static final int[] NO_CHUNK = {};

    private static final int COLUMNS = 4;
    private static final int PLACE = 0;
    private static final int ROOM = 1;
    private static final int FROM = 2;

    /**
     * From the bottom: accounts (20 bits), result (2), event (3), reply (3), shape (2); a stage is 0 while open, else its
     * outcome's ordinal plus one.
     */
    private static final int REST = 3;

    private static final int RESULT_SHIFT = 20;
    private static final int EVENT_SHIFT = 22;
    private static final int REPLY_SHIFT = 25;
    private static final int SHAPE_SHIFT = 28;
    private static final int WIDE = 0b111;
    private static final int NARROW = 0b11;

    private static final Shape[] SHAPES = Shape.values();
    private static final ReplyOutcome[] REPLIES = ReplyOutcome.values();
    private static final EventOutcome[] EVENTS = EventOutcome.values();
    private static final ResultOutcome[] RESULTS = ResultOutcome.values();

    private final int[][] chunks;

    /**
     * Makes room for slots, of which none was sent.
     *
     * @param slotNumbers the slots are numbered below it, 0 to 2<sup>31</sup> - 1
     */
    public AddLog(long slotNumbers) {
        if (slotNumbers < 0 || slotNumbers > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("slotNumbers must be 0 to 2147483647, was " + slotNumbers);
        }
        chunks = new int[(int) ((slotNumbers + CHUNK_SLOTS - 1) >> CHUNK_BITS)][];
        release();
    }

    /**
     * A slot is about to be opened. By the generator only.
     *
     * @param key the slot's key
     * @param room the number of its room
     * @param from where in the pool of the room its accounts begin
     * @param accounts how many they are, 1 to {@value #MOST_ACCOUNTS}
     * @param shape what its request names
     */
    public void sent(long key, int room, int from, int accounts, Shape shape) {
        long slot = SlotKey.slot(key);
        int chunk = (int) (slot >> CHUNK_BITS);
        if (chunks[chunk].length == 0) {
            chunks[chunk] = new int[CHUNK_SLOTS * COLUMNS];
        }
        int[] cells = chunks[chunk];
        int at = cell(slot);
        cells[at + PLACE] = SlotKey.place(key);
        cells[at + ROOM] = room;
        cells[at + FROM] = from;
        cells[at + REST] = accounts | shape.ordinal() << SHAPE_SHIFT;
    }

    @Override
    public void settled(long slot, ReplyOutcome reply, @Nullable EventOutcome event, @Nullable ResultOutcome result) {
        int[] cells = chunks[(int) (slot >> CHUNK_BITS)];
        int outcomes = (reply.ordinal() + 1) << REPLY_SHIFT
                | (event == null ? 0 : event.ordinal() + 1) << EVENT_SHIFT
                | (result == null ? 0 : result.ordinal() + 1) << RESULT_SHIFT;
        cells[cell(slot) + REST] |= outcomes;
    }

    /**
     * Tells of every slot that was sent, in the order of their numbers.
     *
     * @param told takes the number of each
     */
    public void forEach(LongConsumer told) {
        for (int chunk = 0; chunk < chunks.length; chunk++) {
            for (int index = 0; index < chunks[chunk].length / COLUMNS; index++) {
                if (accounts(chunks[chunk][index * COLUMNS + REST]) > 0) {
                    told.accept((long) chunk << CHUNK_BITS | index);
                }
            }
        }
    }

    /**
     * The room of a slot that was sent.
     *
     * @param slot its number
     * @return the number of the room
     */
    public int room(long slot) {
        return chunks[(int) (slot >> CHUNK_BITS)][cell(slot) + ROOM];
    }

    /**
     * All that is known of a slot that was sent.
     *
     * @param slot its number
     * @return a copy
     */
    public LoggedAdd get(long slot) {
        int[] cells = chunks[(int) (slot >> CHUNK_BITS)];
        int at = cell(slot);
        int rest = cells[at + REST];
        int reply = rest >>> REPLY_SHIFT & WIDE;
        int event = rest >>> EVENT_SHIFT & WIDE;
        int result = rest >>> RESULT_SHIFT & NARROW;
        return new LoggedAdd(
                SlotKey.of(cells[at + PLACE], slot),
                cells[at + ROOM],
                cells[at + FROM],
                accounts(rest),
                SHAPES[rest >>> SHAPE_SHIFT],
                reply == 0 ? null : REPLIES[reply - 1],
                event == 0 ? null : EVENTS[event - 1],
                result == 0 ? null : RESULTS[result - 1]);
    }

    /** Forgets everything, and lets its memory go. */
    public void release() {
        Arrays.fill(chunks, NO_CHUNK);
    }

    private static int accounts(int rest) {
        return rest & MOST_ACCOUNTS;
    }

    private static int cell(long slot) {
        return (int) (slot & CHUNK_SLOTS - 1) * COLUMNS;
    }
}
