package io.loadgen.measurement;

import static io.loadgen.measurement.TrackerRig.ACCOUNTS;
import static io.loadgen.measurement.TrackerRig.EVENT_TIMEOUT;
import static io.loadgen.measurement.TrackerRig.HASH;
import static io.loadgen.measurement.TrackerRig.REPLY_TIMEOUT;
import static io.loadgen.measurement.TrackerRig.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadgen.result.AddKind;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Irregularities;
import io.loadgen.result.Irregularity;
import io.loadgen.result.Phase;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.ResultOutcome;
import io.loadgen.spec.Signal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The places of the table: who has one, who had one, and who never did. */
class SlotTableTests {
    private final TrackerRig rig = new TrackerRig(2);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100, 1_000})
    void exactlyAsManySlotsAsAllowedMayBeOpen(int maxOutstanding) {
        TrackerRig small = new TrackerRig(maxOutstanding);
        List<Long> open = new ArrayList<>();
        for (int i = 0; i < maxOutstanding; i++) {
            open.add(small.send());
        }

        assertThat(small.tracker.claim()).isEqualTo(SlotTracker.SATURATED);
        finish(small, open.getFirst());
        assertThat(small.tracker.claim()).isNotEqualTo(SlotTracker.SATURATED);
        assertThat(open).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32})
    void aPlaceIsNeverGivenAwayTwice(long seed) {
        Random random = new Random(seed);
        TrackerRig small = new TrackerRig(5);
        List<Long> open = new ArrayList<>();
        for (int step = 0; step < 10_000; step++) {
            if (random.nextBoolean() && open.size() < 5) {
                long key = small.send();
                assertThat(open.stream().map(SlotKey::place))
                        .as("seed %d step %d", seed, step)
                        .doesNotContain(SlotKey.place(key));
                open.add(key);
            } else if (!open.isEmpty()) {
                finish(small, open.remove(random.nextInt(open.size())));
            }
        }
        assertThat(small.tracker.outstanding()).isEqualTo(open.size());
    }

    @Test
    void signalsOfAFinishedSlotAreDuplicates() {
        long slot = rig.send();
        finish(rig, slot);
        rig.accepted(slot);
        rig.event(slot);
        rig.ok(slot);
        rig.finalError(slot);

        Irregularities found = rig.irregularities();
        assertThat(found.count(Irregularity.DUPLICATE_REPLIES)).isOne();
        assertThat(found.count(Irregularity.DUPLICATE_EVENTS)).isOne();
        assertThat(found.count(Irregularity.DUPLICATE_RESULTS)).isEqualTo(2);
        assertThat(found.count(Irregularity.LATE_REPLIES)
                        + found.count(Irregularity.LATE_EVENTS)
                        + found.count(Irregularity.LATE_RESULTS))
                .isZero();
        assertThat(rig.response(Signal.EVENT).count()).isOne();
    }

    @Test
    void signalsThatComeTwiceToAnOpenSlotAreDuplicates() {
        long slot = rig.send();
        rig.event(slot);
        rig.event(slot);
        rig.ok(slot);
        rig.ok(slot);

        assertThat(rig.irregularities().count(Irregularity.DUPLICATE_EVENTS)).isOne();
        assertThat(rig.irregularities().count(Irregularity.DUPLICATE_RESULTS)).isOne();
        assertThat(rig.response(Signal.EVENT).count()).isOne();
        assertThat(rig.tracker.outstanding()).isOne();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theFirstEventAfterAFinalErrorIsLateWhetherTheSlotIsOpenOrNot(boolean open) {
        long slot = rig.send();
        if (!open) {
            rig.accepted(slot);
        }
        rig.finalError(slot);
        rig.event(slot);

        assertThat(rig.irregularities().count(Irregularity.LATE_EVENTS)).isOne();
        assertThat(rig.irregularities().count(Irregularity.DUPLICATE_EVENTS)).isZero();
    }

    @Test
    void signalsAfterATimeoutAreLate() {
        long slot = rig.send();
        rig.after(EVENT_TIMEOUT + 1).sweep();
        rig.accepted(slot);
        rig.event(slot);
        rig.ok(slot);
        rig.tracker.handedOff(slot, rig.now);

        Irregularities found = rig.irregularities();
        assertThat(found.count(Irregularity.LATE_REPLIES)).isOne();
        assertThat(found.count(Irregularity.LATE_EVENTS)).isOne();
        assertThat(found.count(Irregularity.LATE_RESULTS)).isOne();
        assertThat(found.count(Irregularity.DUPLICATE_REPLIES)
                        + found.count(Irregularity.DUPLICATE_EVENTS)
                        + found.count(Irregularity.DUPLICATE_RESULTS))
                .isZero();
        assertThat(rig.outcomes())
                .containsOnly(ReplyOutcome.REPLY_TIMEOUT, EventOutcome.EVENT_TIMEOUT, ResultOutcome.RESULT_TIMEOUT);
    }

    @Test
    void aStragglerCannotTouchTheSuccessorInItsPlace() {
        long former = rig.send();
        rig.after(EVENT_TIMEOUT + 1).sweep();
        long successor = rig.send();
        while (SlotKey.place(successor) != SlotKey.place(former)) {
            finish(rig, successor);
            successor = rig.send();
        }
        long eventsBefore = rig.response(Signal.EVENT).count();
        rig.accepted(former);
        rig.event(former);
        rig.finalError(former);
        rig.tracker.handedOff(former, rig.now);

        assertThat(rig.irregularities().count(Irregularity.LATE_EVENTS)).isOne();
        assertThat(rig.irregularities().count(Irregularity.LATE_REPLIES)).isOne();
        assertThat(rig.irregularities().lateReplyTimes())
                .as("nobody knows any more when it was sent")
                .isNull();
        assertThat(rig.response(Signal.EVENT).count()).isEqualTo(eventsBefore);
        assertThat(rig.tracker.outstanding()).isOne();
        rig.accepted(successor);
        rig.event(successor);
        rig.ok(successor);
        assertThat(rig.tracker.outstanding()).isZero();
        assertThat(rig.measured().count(EventOutcome.WORKER_ERROR)).isZero();
        assertThat(rig.measured().residues()).isEmpty();
    }

    @Test
    void aKeyBeyondTheTableIsForeign() {
        long beyond = SlotTracker.key(1 << 20, 0);
        rig.accepted(beyond);
        rig.event(beyond);
        rig.ok(-1);

        assertThat(rig.irregularities().count(Irregularity.FOREIGN_SIGNALS)).isEqualTo(3);
    }

    /** A key of a place that no slot had yet, and of the number that an empty word holds. */
    @Test
    void aPlaceThatNobodyHadIsNobodys() {
        rig.send();
        for (int place = 0; place < 4; place++) {
            rig.accepted(SlotTracker.key(place, (1L << SlotKey.SLOT_BITS) - 1));
        }
        rig.event(SlotTracker.key(3, 0));

        assertThat(rig.irregularities().count(Irregularity.LATE_REPLIES)).isEqualTo(4);
        assertThat(rig.irregularities().count(Irregularity.LATE_EVENTS)).isOne();
        assertThat(rig.irregularities().lateReplyTimes()).isNull();
        assertThat(rig.tracker.outstanding()).isOne();
    }

    @Test
    void aSlotIsFoundByRoomAndAccounts() {
        long slot = rig.send();

        assertThat(rig.tracker.findByAccounts(ROOM, ACCOUNTS, HASH)).isEqualTo(slot);
        assertThat(rig.tracker.findByAccounts(ROOM + 1, ACCOUNTS, HASH)).isEqualTo(SlotTracker.NOT_FOUND);
        assertThat(rig.tracker.findByAccounts(ROOM, ACCOUNTS - 1, HASH)).isEqualTo(SlotTracker.NOT_FOUND);
        assertThat(rig.tracker.findByAccounts(ROOM, ACCOUNTS, HASH + 1)).isEqualTo(SlotTracker.NOT_FOUND);
    }

    @Test
    void aSlotThatHasItsEventOrIsClosedIsNotFound() {
        long slot = rig.send();
        rig.event(slot);
        assertThat(rig.tracker.findByAccounts(ROOM, ACCOUNTS, HASH)).isEqualTo(SlotTracker.NOT_FOUND);
        rig.send();
        rig.after(EVENT_TIMEOUT + 1).sweep();
        assertThat(rig.tracker.findByAccounts(ROOM, ACCOUNTS, HASH)).isEqualTo(SlotTracker.NOT_FOUND);
    }

    @Test
    void drainOpensAtOnceWhenNothingIsOutstanding() {
        finish(rig, rig.send());

        assertThat(rig.tracker.drain().getCount()).isZero();
    }

    @Test
    void drainOpensWithTheLastSlotWhateverClosesIt() {
        long one = rig.send();
        rig.send();
        CountDownLatch drained = rig.tracker.drain();
        assertThat(drained.getCount()).isOne();
        finish(rig, one);
        assertThat(drained.getCount()).isOne();
        rig.after(REPLY_TIMEOUT + 1).sweep();
        assertThat(drained.getCount()).isOne();
        rig.after(EVENT_TIMEOUT).sweep();

        assertThat(drained.getCount()).isZero();
        assertThat(rig.tracker.drain().getCount()).isZero();
    }

    @Test
    void theTrackerMayBeEmptyInMidRunWithoutBeingDrained() {
        finish(rig, rig.send());
        rig.send();

        assertThat(rig.tracker.drain().getCount()).isOne();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 2_097_153})
    void aTableOfAnotherSizeIsRefused(int maxOutstanding) {
        assertThatThrownBy(() -> new TrackerRig(maxOutstanding)).hasMessageContaining("was " + maxOutstanding);
    }

    @Test
    void slotNumbersAndPlacesUseTheirWholeRange() {
        long slot = (1L << SlotKey.SLOT_BITS) - 1;
        int place = (1 << SlotKey.PLACE_BITS) - 1;
        long key = SlotTracker.key(place, slot);

        assertThat(key).isBetween(0L, (1L << 62) - 1);
        assertThat(SlotKey.slot(key)).isEqualTo(slot);
        assertThat(SlotKey.place(key)).isEqualTo(place);
    }

    @Test
    void everyKindOfAWordIsReadBack() {
        for (AddKind kind : AddKind.values()) {
            for (Phase phase : Phase.values()) {
                long word = SlotWord.withFailure(
                        SlotWord.with(SlotWord.open(7, phase, kind), ResultOutcome.RESULT_TIMEOUT), true);
                assertThat(SlotWord.kind(word)).isEqualTo(kind);
                assertThat(SlotWord.kind(SlotWord.closed(word))).isEqualTo(kind);
                assertThat(SlotWord.phase(word)).isEqualTo(phase);
                assertThat(SlotWord.slot(word)).isEqualTo(7);
                assertThat(SlotWord.reply(word)).isNull();
            }
        }
    }

    @Test
    void everyStateOfAWordIsReadBack() {
        long slot = (1L << SlotKey.SLOT_BITS) - 1;
        for (ReplyOutcome reply : ReplyOutcome.values()) {
            for (EventOutcome event : EventOutcome.values()) {
                for (ResultOutcome result : EnumSet.allOf(ResultOutcome.class)) {
                    long word = SlotWord.with(
                            SlotWord.with(
                                    SlotWord.with(SlotWord.open(slot, Phase.WARMUP, AddKind.FIRST_ORGS), reply), event),
                            result);
                    word = SlotWord.withFailure(SlotWord.withHandoff(word), true);
                    assertThat(SlotWord.reply(word)).isEqualTo(reply);
                    assertThat(SlotWord.event(word)).isEqualTo(event);
                    assertThat(SlotWord.result(word)).isEqualTo(result);
                    assertThat(SlotWord.slot(word)).isEqualTo(slot);
                    assertThat(SlotWord.phase(word)).isEqualTo(Phase.WARMUP);
                    assertThat(SlotWord.isOpen(word)).isTrue();
                    assertThat(SlotWord.isOpen(SlotWord.closed(word))).isFalse();
                    assertThat(SlotWord.isErrorSeen(word) && SlotWord.isHandedOff(word))
                            .isTrue();
                }
            }
        }
    }

    private static void finish(TrackerRig of, long slot) {
        of.accepted(slot);
        of.event(slot);
        of.ok(slot);
    }
}
