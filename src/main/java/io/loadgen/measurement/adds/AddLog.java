package io.loadgen.measurement.adds;

import io.loadgen.contract.Shape;
import io.loadgen.measurement.SlotKey;
import io.loadgen.measurement.SlotObserver;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.ResultOutcome;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every slot of a run was to add, and how it ended, by room: what the audit compares the database with. A slot takes 16 bytes.
 * Memory comes in chunks as the numbers rise; a chunk of which every slot is settled goes to a file, if there is a folder for one, so
 * that a run of any length keeps in memory what is in flight.
 *
 * <p>No lock and no allocation per slot. The generator writes a slot with {@link #sent} before it opens it in the tracker, whose
 * hand-over (a release store of the slot's word, read by acquire) orders that before the one {@link #settled} of whichever thread
 * closes the slot. Slots lie in cells of their own, so threads that close different slots share nothing. {@link #moveSettled} is for
 * one thread beside them: it alone touches the file, since a write may wait for a disk, and the generator must not. Closing counts the
 * slot out only afterwards, so whoever saw the tracker drained, and the moving ended, may read everything; {@link #release} is for
 * that reader.
 */
@SuppressWarnings("EnumOrdinal") // a cell never leaves the machine, and its file has no name
public final class AddLog implements SlotObserver {
    /** The most accounts that a slot may add. */
    public static final int MOST_ACCOUNTS = (1 << 20) - 1;

    /** Of a slot, in memory or in the file. */
    public static final int BYTES_PER_SLOT = 16;

    /** Slots that are moved together. */
    public static final int CHUNK_SLOTS = 1 << 12;

    private static final Logger LOG = LoggerFactory.getLogger(AddLog.class);
    private static final int CHUNK_BITS = Integer.numberOfTrailingZeros(CHUNK_SLOTS);
    private static final int[] NO_CHUNK = {};
    private static final int NONE = -1;

    private static final int COLUMNS = BYTES_PER_SLOT / Integer.BYTES;
    private static final int PLACE = 0;

    /** The slot of the same room that was sent before it. */
    private static final int PREVIOUS = 1;

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

    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(int[].class);
    private static final VarHandle CHUNK = MethodHandles.arrayElementVarHandle(int[][].class);

    /** Empty where nothing was sent yet, or what was sent is in the file. */
    private final int[][] chunks;

    /** The slot of each room that was sent last. */
    private final int[] last;

    private final Optional<ChunkFile> file;

    /** The chunk that the generator is at: those below it get no further slot. */
    private volatile int filling;

    /** Chunks below it are in the file, or were never used. */
    private int moved;

    private boolean full;

    /**
     * Makes room for slots, of which none was sent.
     *
     * @param slotNumbers the slots are numbered below it, 0 to 2<sup>31</sup> - 1
     * @param rooms the rooms are numbered below it
     * @param folder where the file is made once there is something for it; empty to keep all in memory
     */
    public AddLog(long slotNumbers, int rooms, Optional<Path> folder) {
        if (slotNumbers < 0 || slotNumbers > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("slotNumbers must be 0 to 2147483647, was " + slotNumbers);
        }
        chunks = new int[(int) ((slotNumbers + CHUNK_SLOTS - 1) >> CHUNK_BITS)][];
        last = new int[rooms];
        file = folder.map(place -> new ChunkFile(place, CHUNK_SLOTS * COLUMNS));
        Arrays.fill(chunks, NO_CHUNK);
        Arrays.fill(last, NONE);
    }

    /**
     * A slot is about to be opened. By the generator only; in the order of their numbers where there is a folder. Where there is none,
     * a slot that was refused may be opened again: of its requests the last is kept.
     *
     * @param key the slot's key
     * @param room the number of its room
     * @param from where in the pool of the room its accounts begin
     * @param accounts how many they are, 1 to {@value #MOST_ACCOUNTS}
     * @param shape what its request names
     */
    public void sent(long key, int room, int from, int accounts, Shape shape) {
        int slot = (int) SlotKey.slot(key);
        int chunk = slot >> CHUNK_BITS;
        if (chunks[chunk].length == 0) {
            chunks[chunk] = new int[CHUNK_SLOTS * COLUMNS];
            filling = chunk;
        }
        int[] cells = chunks[chunk];
        int at = cell(slot);
        cells[at + PLACE] = SlotKey.place(key);
        if (accounts(cells[at + REST]) == 0) {
            cells[at + PREVIOUS] = last[room];
            last[room] = slot;
        }
        cells[at + FROM] = from;
        cells[at + REST] = accounts | shape.ordinal() << SHAPE_SHIFT;
    }

    @Override
    public void settled(long slot, ReplyOutcome reply, @Nullable EventOutcome event, @Nullable ResultOutcome result) {
        int[] cells = chunks[(int) (slot >> CHUNK_BITS)];
        int at = cell((int) slot) + REST;
        int outcomes = (reply.ordinal() + 1) << REPLY_SHIFT
                | (event == null ? 0 : event.ordinal() + 1) << EVENT_SHIFT
                | (result == null ? 0 : result.ordinal() + 1) << RESULT_SHIFT;
        // Whoever moves the chunk and sees this sees the rest of the slot, too.
        CELL.setRelease(cells, at, cells[at] | outcomes);
    }

    /**
     * Moves to the file what will not change any more, in order, and lets its memory go. What cannot be written stays in memory, and
     * so does all that comes after it.
     */
    public void moveSettled() {
        if (file.isEmpty() || full) {
            return;
        }
        for (int end = filling; moved < end; moved++) {
            int[] cells = chunks[moved];
            if (cells.length > 0 && !(isSettled(cells) && write(file.get(), cells))) {
                return;
            }
            CHUNK.setRelease(chunks, moved, NO_CHUNK);
        }
    }

    private static boolean isSettled(int[] cells) {
        for (int at = REST; at < cells.length; at += COLUMNS) {
            int rest = (int) CELL.getAcquire(cells, at);
            if (accounts(rest) > 0 && (rest >>> REPLY_SHIFT & WIDE) == 0) {
                return false;
            }
        }
        return true;
    }

    private boolean write(ChunkFile to, int[] cells) {
        try {
            to.write(moved, cells);
            return true;
        } catch (IOException cannot) {
            full = true;
            LOG.warn("What requests were to add stays in memory from now on, {}: {}", to, cannot.toString());
            return false;
        }
    }

    /**
     * Tells of every slot of a room that was sent.
     *
     * @param room the number of the room
     * @return copies, in the order of their numbers
     */
    public Stream<LoggedAdd> ofRoom(int room) {
        int[] backwards = IntStream.iterate(last[room], slot -> slot != NONE, slot -> at(slot, PREVIOUS))
                .toArray();
        return IntStream.rangeClosed(1, backwards.length)
                .mapToObj(index -> get(room, backwards[backwards.length - index]));
    }

    private LoggedAdd get(int room, int slot) {
        int rest = at(slot, REST);
        int reply = rest >>> REPLY_SHIFT & WIDE;
        int event = rest >>> EVENT_SHIFT & WIDE;
        int result = rest >>> RESULT_SHIFT & NARROW;
        return new LoggedAdd(
                SlotKey.of(at(slot, PLACE), slot),
                room,
                at(slot, FROM),
                accounts(rest),
                SHAPES[rest >>> SHAPE_SHIFT],
                reply == 0 ? null : REPLIES[reply - 1],
                event == 0 ? null : EVENTS[event - 1],
                result == 0 ? null : RESULTS[result - 1]);
    }

    private int at(int slot, int column) {
        int chunk = slot >> CHUNK_BITS;
        int[] cells = (int[]) CHUNK.getAcquire(chunks, chunk);
        int at = cell(slot) + column;
        return cells.length > 0 ? cells[at] : file.orElseThrow().read(chunk, at);
    }

    int chunksInMemory() {
        return Math.toIntExact(
                Arrays.stream(chunks).filter(chunk -> chunk.length > 0).count());
    }

    /** Forgets everything, and lets its memory and its file go. */
    public void release() {
        Arrays.fill(chunks, NO_CHUNK);
        Arrays.fill(last, NONE);
        file.ifPresent(ChunkFile::close);
    }

    private static int accounts(int rest) {
        return rest & MOST_ACCOUNTS;
    }

    private static int cell(int slot) {
        return (slot & CHUNK_SLOTS - 1) * COLUMNS;
    }
}
