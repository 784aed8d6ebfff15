package io.loadgen.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import io.loadgen.contract.Shape;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.ResultOutcome;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What was to be added, and how it ended, can be read back for every slot. */
class AddLogTests {
    private static final int PLACE = (1 << SlotKey.PLACE_BITS) - 1;

    @Test
    void everyCombinationOfOutcomesIsReadBack() {
        AddLog log = new AddLog(1_000);
        List<LoggedAdd> expected = new ArrayList<>();
        List<Shape> shapes = List.of(Shape.values());
        for (ReplyOutcome reply : ReplyOutcome.values()) {
            for (EventOutcome event : withNone(EventOutcome.values())) {
                for (ResultOutcome result : withNone(ResultOutcome.values())) {
                    int slot = expected.size();
                    long key = SlotKey.of(PLACE - slot, slot);
                    Shape shape = shapes.get(slot % shapes.size());
                    log.sent(key, 7 * slot, 11 * slot, AddLog.MOST_ACCOUNTS - slot, shape);
                    log.settled(slot, reply, event, result);
                    expected.add(new LoggedAdd(
                            key, 7 * slot, 11 * slot, AddLog.MOST_ACCOUNTS - slot, shape, reply, event, result));
                }
            }
        }

        assertThat(slots(log)).hasSize(expected.size()).isSorted();
        assertThat(slots(log).stream().map(log::get)).containsExactlyElementsOf(expected);
        assertThat(expected).allMatch(add -> log.room(add.slot()) == add.room());
    }

    private static <E> List<@Nullable E> withNone(E[] outcomes) {
        List<@Nullable E> all = new ArrayList<>(Arrays.asList(outcomes));
        all.add(null);
        return all;
    }

    @Test
    void slotsThatWereNotSentAreNotTold() {
        AddLog log = new AddLog(20_000);
        log.sent(SlotKey.of(1, 19_999), 3, 0, 1, Shape.USERS);
        log.sent(SlotKey.of(2, 0), 4, 5, 2, Shape.USERS);

        assertThat(slots(log)).containsExactly(0L, 19_999L);
        assertThat(log.get(0)).isEqualTo(new LoggedAdd(SlotKey.of(2, 0), 4, 5, 2, Shape.USERS, null, null, null));
    }

    @Test
    void releasedLogTellsOfNothing() {
        AddLog log = new AddLog(10);
        log.sent(SlotKey.of(0, 3), 1, 1, 1, Shape.USERS);
        log.release();

        assertThat(slots(log)).isEmpty();
    }

    @Test
    void slotNumbersBeyondAnArrayAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AddLog(1L << 31))
                .withMessage("slotNumbers must be 0 to 2147483647, was 2147483648");
        assertThatIllegalArgumentException().isThrownBy(() -> new AddLog(-1));
    }

    @Test
    void closingASlotIsLoggedBeforeItCountsAsFinished() {
        AddLog log = new AddLog(10);
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
        assertThat(log.get(0).reply()).isNull();
        rig[0].ok(slot);

        assertThat(log.get(0))
                .returns(ReplyOutcome.ACCEPTED, LoggedAdd::reply)
                .returns(EventOutcome.EVENT, LoggedAdd::event)
                .returns(ResultOutcome.OK, LoggedAdd::result);
        assertThat(outstandingWhenLogged).containsExactly(1L);
    }

    @Test
    void sweptSlotIsLoggedWithItsTimeouts() {
        AddLog log = new AddLog(10);
        TrackerRig rig = new TrackerRig(log);
        log.sent(SlotKey.of(0, 0), 0, 0, TrackerRig.ACCOUNTS, Shape.USERS);
        rig.send();
        rig.after(TrackerRig.EVENT_TIMEOUT + 1).sweep();

        assertThat(log.get(0))
                .returns(ReplyOutcome.REPLY_TIMEOUT, LoggedAdd::reply)
                .returns(EventOutcome.EVENT_TIMEOUT, LoggedAdd::event)
                .returns(ResultOutcome.RESULT_TIMEOUT, LoggedAdd::result);
    }

    @Test
    void slotTakesItsSixteenBytesAndNoMore() {
        int slots = 1 << 17;
        AddLog log = new AddLog(2L * slots);
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

    private static List<Long> slots(AddLog log) {
        List<Long> slots = new ArrayList<>();
        log.forEach(slots::add);
        return slots;
    }
}
