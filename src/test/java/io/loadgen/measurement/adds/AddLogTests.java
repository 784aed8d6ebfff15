package io.loadgen.measurement.adds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import io.loadgen.contract.Shape;
import io.loadgen.measurement.SlotKey;
import io.loadgen.measurement.SlotObserver;
import io.loadgen.measurement.TrackerRig;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.ResultOutcome;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was to be added, and how it ended, can be read back for every slot. */
class AddLogTests {
    private static final int ROOMS = 5;

    @TempDir
    Path folder;

    private static final int PLACE = (1 << SlotKey.PLACE_BITS) - 1;

    @Test
    void everyCombinationOfOutcomesIsReadBack() {
        AddLog log = new AddLog(1_000, ROOMS, Optional.empty());
        List<LoggedAdd> expected = new ArrayList<>();
        List<Shape> shapes = List.of(Shape.values());
        for (ReplyOutcome reply : ReplyOutcome.values()) {
            for (EventOutcome event : withNone(EventOutcome.values())) {
                for (ResultOutcome result : withNone(ResultOutcome.values())) {
                    int slot = expected.size();
                    long key = SlotKey.of(PLACE - slot, slot);
                    Shape shape = shapes.get(slot % shapes.size());
                    log.sent(key, 3, 11 * slot, AddLog.MOST_ACCOUNTS - slot, shape);
                    log.settled(slot, reply, event, result);
                    expected.add(
                            new LoggedAdd(key, 3, 11 * slot, AddLog.MOST_ACCOUNTS - slot, shape, reply, event, result));
                }
            }
        }

        assertThat(log.ofRoom(3)).containsExactlyElementsOf(expected);
        assertThat(log.ofRoom(2)).isEmpty();
    }

    private static <E> List<@Nullable E> withNone(E[] outcomes) {
        List<@Nullable E> all = new ArrayList<>(Arrays.asList(outcomes));
        all.add(null);
        return all;
    }

    @Test
    void slotsThatWereNotSentAreNotTold() {
        AddLog log = new AddLog(20_000, ROOMS, Optional.empty());
        log.sent(SlotKey.of(2, 0), 4, 5, 2, Shape.USERS);
        log.sent(SlotKey.of(1, 19_999), 3, 0, 1, Shape.USERS);

        assertThat(log.ofRoom(3)).hasSize(1);
        assertThat(log.ofRoom(4))
                .containsExactly(new LoggedAdd(SlotKey.of(2, 0), 4, 5, 2, Shape.USERS, null, null, null));
    }

    @Test
    void ofASlotThatIsSentAgainTheLastRequestIsKept() {
        AddLog log = new AddLog(100, ROOMS, Optional.empty());
        log.sent(SlotKey.of(1, 0), 3, 0, 2, Shape.USERS);
        log.sent(SlotKey.of(2, 7), 3, 2, 2, Shape.USERS);
        log.settled(7, ReplyOutcome.BUSY, null, null);
        log.sent(SlotKey.of(4, 7), 3, 2, 2, Shape.USERS);

        assertThat(log.ofRoom(3))
                .containsExactly(
                        new LoggedAdd(SlotKey.of(1, 0), 3, 0, 2, Shape.USERS, null, null, null),
                        new LoggedAdd(SlotKey.of(4, 7), 3, 2, 2, Shape.USERS, null, null, null));
        log.settled(7, ReplyOutcome.ACCEPTED, EventOutcome.EVENT, ResultOutcome.OK);
        assertThat(log.ofRoom(3).toList().getLast().reply()).isEqualTo(ReplyOutcome.ACCEPTED);
    }

    @Test
    void releasedLogTellsOfNothing() {
        AddLog log = new AddLog(10, ROOMS, Optional.empty());
        log.sent(SlotKey.of(0, 3), 1, 1, 1, Shape.USERS);
        log.release();

        assertThat(log.ofRoom(1)).isEmpty();
    }

    @Test
    void slotNumbersBeyondAnArrayAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AddLog(1L << 31, ROOMS, Optional.empty()))
                .withMessage("slotNumbers must be 0 to 2147483647, was 2147483648");
        assertThatIllegalArgumentException().isThrownBy(() -> new AddLog(-1, ROOMS, Optional.empty()));
    }

    @Test
    void closingASlotIsLoggedBeforeItCountsAsFinished() {
        AddLog log = new AddLog(10, ROOMS, Optional.empty());
        List<Long> outstandingWhenLogged = new ArrayList<>();
        TrackerRig[] rig = new TrackerRig[1];
        rig[0] = new TrackerRig(SlotObserver.both(log, new SlotObserver() {
            @Override
            public void settled(
                    long slot, ReplyOutcome reply, @Nullable EventOutcome event, @Nullable ResultOutcome result) {
                outstandingWhenLogged.add((long) rig[0].tracker.outstanding());
            }
        }));
        log.sent(SlotKey.of(0, 0), 0, 0, TrackerRig.ACCOUNTS, Shape.USERS);
        long slot = rig[0].send();
        rig[0].accepted(slot);
        rig[0].event(slot);
        assertThat(log.ofRoom(0)).extracting(LoggedAdd::reply).containsExactly((ReplyOutcome) null);
        rig[0].ok(slot);

        assertThat(log.ofRoom(0))
                .singleElement()
                .returns(ReplyOutcome.ACCEPTED, LoggedAdd::reply)
                .returns(EventOutcome.EVENT, LoggedAdd::event)
                .returns(ResultOutcome.OK, LoggedAdd::result);
        assertThat(outstandingWhenLogged).containsExactly(1L);
    }

    @Test
    void sweptSlotIsLoggedWithItsTimeouts() {
        AddLog log = new AddLog(10, ROOMS, Optional.empty());
        TrackerRig rig = new TrackerRig(log);
        log.sent(SlotKey.of(0, 0), 0, 0, TrackerRig.ACCOUNTS, Shape.USERS);
        rig.send();
        rig.after(TrackerRig.EVENT_TIMEOUT + 1).sweep();

        assertThat(log.ofRoom(0))
                .singleElement()
                .returns(ReplyOutcome.REPLY_TIMEOUT, LoggedAdd::reply)
                .returns(EventOutcome.EVENT_TIMEOUT, LoggedAdd::event)
                .returns(ResultOutcome.RESULT_TIMEOUT, LoggedAdd::result);
    }

    @Test
    void slotTakesItsSixteenBytesAndNoMore() {
        int slots = 1 << 17;
        AddLog log = new AddLog(2L * slots, ROOMS, Optional.empty());
        write(log, 0, slots);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        write(log, slots, slots);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(allocated).isBetween(16L * slots, 16L * slots + 8_192);
    }

    private static void write(AddLog log, long first, int count) {
        for (long slot = first; slot < first + count; slot++) {
            log.sent(SlotKey.of(0, slot), 1, 2, 3, Shape.USERS);
            log.settled(slot, ReplyOutcome.ACCEPTED, EventOutcome.EVENT, ResultOutcome.OK);
        }
    }

    /** Threads settle in any order while another moves: what is read back is what a log in memory has. */
    @Test
    void whatIsMovedIsReadBackAsItWas() throws InterruptedException {
        int slots = 50 * AddLog.CHUNK_SLOTS + 17;
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        AddLog moving = new AddLog(slots, ROOMS, Optional.of(folder.resolve("made")));
        AddLog kept = new AddLog(slots, ROOMS, Optional.empty());
        BlockingQueue<Integer> open = new LinkedBlockingQueue<>();
        Thread settling = Thread.ofPlatform().start(() -> settleAll(open, moving, kept));
        for (int slot = 0; slot < slots; slot++) {
            if (random.nextInt(100) > 0) {
                int room = random.nextInt(ROOMS - 1);
                int from = random.nextInt();
                moving.sent(SlotKey.of(slot % 7, slot), room, from, 1 + slot, Shape.ORGS);
                kept.sent(SlotKey.of(slot % 7, slot), room, from, 1 + slot, Shape.ORGS);
                open.add(slot);
            }
            if (slot % 1_000 == 0) {
                moving.moveSettled();
            }
        }
        open.add(-1);
        settling.join();
        moving.moveSettled();

        for (int room = 0; room < ROOMS; room++) {
            assertThat(moving.ofRoom(room))
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(kept.ofRoom(room).toList());
        }
        moving.release();
        assertThat(moving.ofRoom(0)).isEmpty();
    }

    private static void settleAll(BlockingQueue<Integer> open, AddLog... logs) {
        try {
            for (int slot = open.take(); slot >= 0; slot = open.take()) {
                for (AddLog log : logs) {
                    log.settled(slot, ReplyOutcome.ACCEPTED, slot % 2 == 0 ? EventOutcome.EVENT : null, null);
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Else a run that is long would fill the heap after all. */
    @Test
    void whatIsMovedTakesNoMemory() throws IOException {
        int slots = 8 * AddLog.CHUNK_SLOTS;
        AddLog log = new AddLog(2L * slots, ROOMS, Optional.of(folder));
        write(log, 0, slots);
        log.moveSettled();

        assertThat(log.chunksInMemory()).as("the one that is being filled").isEqualTo(1);
        assertThat(folder)
                .as("a file that the end of the process leaves none of")
                .isEmptyDirectory();
    }

    @Test
    void whatIsStillOpenKeepsItsChunkAndThoseAfterIt() {
        int slots = 8 * AddLog.CHUNK_SLOTS;
        AddLog log = new AddLog(slots, ROOMS, Optional.of(folder));
        int open = 3 * AddLog.CHUNK_SLOTS;
        write(log, 0, open);
        log.sent(SlotKey.of(0, open), 1, 2, 3, Shape.USERS);
        write(log, open + 1, slots - open - 1);
        log.moveSettled();
        assertThat(log.chunksInMemory()).isEqualTo(5);

        log.settled(open, ReplyOutcome.ACCEPTED, EventOutcome.EVENT, ResultOutcome.OK);
        log.moveSettled();
        assertThat(log.chunksInMemory()).isEqualTo(1);
        assertThat(log.ofRoom(1)).hasSize(slots).allMatch(add -> add.result() == ResultOutcome.OK);
    }

    @Test
    void whatCannotBeWrittenStaysInMemory() throws IOException {
        Path file = Files.writeString(folder.resolve("no-folder"), "");
        AddLog log = new AddLog(3 * AddLog.CHUNK_SLOTS, ROOMS, Optional.of(file));
        write(log, 0, 3 * AddLog.CHUNK_SLOTS);
        log.moveSettled();
        log.moveSettled();

        assertThat(log.chunksInMemory()).isEqualTo(3);
        assertThat(log.ofRoom(1)).hasSize(3 * AddLog.CHUNK_SLOTS);
    }
}
