package io.loadgen.spec;

import static io.loadgen.measurement.TrackerRig.EVENT_TIMEOUT;
import static io.loadgen.measurement.TrackerRig.LAG;
import static io.loadgen.measurement.TrackerRig.MILLI;
import static io.loadgen.measurement.TrackerRig.REPLY_TIMEOUT;
import static io.loadgen.measurement.TrackerRig.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.loadgen.latency.LatencyDistribution;
import io.loadgen.latency.LatencySummary;
import io.loadgen.measurement.TrackerRig;
import io.loadgen.result.Books;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Irregularities;
import io.loadgen.result.Irregularity;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.ResultOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a slot's time is up, and what is put on record then. */
class SlotTimeoutsTests {
    private final TrackerRig rig = new TrackerRig();

    @Test
    void signalsExactlyAtTheirTimeoutAreInTime() {
        long slot = rig.send();
        rig.after(REPLY_TIMEOUT).sweep();
        rig.accepted(slot);
        rig.after(EVENT_TIMEOUT - REPLY_TIMEOUT).sweep();
        rig.event(slot);
        rig.ok(slot);

        assertThat(rig.outcomes()).containsOnly(ReplyOutcome.ACCEPTED, EventOutcome.EVENT, ResultOutcome.OK);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aReplyOneNanosecondLaterIsLateWhetherSweptOrNotAndEndsNothingElse(boolean swept) {
        long slot = rig.send();
        rig.after(REPLY_TIMEOUT + 1);
        if (swept) {
            rig.sweep();
        }
        rig.accepted(slot);
        assertThat(rig.tracker.outstanding()).isOne();
        rig.event(slot);
        rig.ok(slot);

        assertThat(rig.tracker.outstanding()).isZero();
        assertThat(rig.outcomes()).containsOnly(ReplyOutcome.REPLY_TIMEOUT, EventOutcome.EVENT, ResultOutcome.OK);
        Irregularities found = rig.irregularities();
        assertThat(found.count(Irregularity.LATE_REPLIES)).isOne();
        assertThat(late(found).maxObservedMillis()).isCloseTo(REPLY_TIMEOUT / 1e6, within(REPLY_TIMEOUT / 1e9));
        assertThat(found.count(Irregularity.LATE_EVENTS)
                        + found.count(Irregularity.LATE_RESULTS)
                        + found.count(Irregularity.DUPLICATE_REPLIES))
                .isZero();
        assertThat(found.count(Irregularity.UNANSWERED_EVENTS)).isOne();
        assertThat(rig.measured().residues()).isEmpty();
    }

    /** The platform's database stood still for a while: replies after 6 s, events after 6.8 s. */
    @Test
    void aPlatformThatStandsStillIsLateInItsRepliesOnly() {
        for (int request = 0; request < 66; request++) {
            long slot = rig.send();
            rig.after(REPLY_TIMEOUT).sweep();
            rig.after(SECOND).accepted(slot);
            rig.after(800 * MILLI).event(slot);
            rig.ok(slot);
        }

        Books books = rig.measured();
        assertThat(books.count(ReplyOutcome.REPLY_TIMEOUT)).isEqualTo(66);
        assertThat(books.count(EventOutcome.EVENT)).isEqualTo(66);
        assertThat(books.count(ResultOutcome.OK)).isEqualTo(66);
        assertThat(books.residues()).isEmpty();
        assertCensored(Signal.REPLY, 66, REPLY_TIMEOUT, REPLY_TIMEOUT);
        assertThat(rig.service(Signal.EVENT).censoredCount()).isZero();
        assertThat(rig.service(Signal.EVENT).observed().getMinValue()).isCloseTo(6_800 * MILLI, within(7 * MILLI));
        LatencySummary late = late(rig.irregularities());
        assertThat(late.count()).isEqualTo(66);
        assertThat(late.meanObservedMillis()).isCloseTo(6_000, within(6.0));
        assertThat(late.maxObservedMillis()).isCloseTo(6_000, within(6.0));
    }

    @Test
    void aRefusalThatIsLateIsALateReplyAndEndsNoWait() {
        long slot = rig.send();
        rig.after(REPLY_TIMEOUT + SECOND);

        assertThat(rig.tracker.notAccepted(slot, ReplyOutcome.REJECTED, "no", rig.now))
                .isFalse();
        rig.event(slot);
        rig.ok(slot);

        assertThat(rig.outcomes()).containsOnly(ReplyOutcome.REPLY_TIMEOUT, EventOutcome.EVENT, ResultOutcome.OK);
        assertThat(rig.irregularities().count(Irregularity.LATE_REPLIES)).isOne();
        assertThat(late(rig.irregularities()).count()).isOne();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theSecondLateReplyIsADuplicateWhetherTheSlotIsOpenOrNot(boolean open) {
        long slot = rig.send();
        rig.after(REPLY_TIMEOUT + 1).sweep();
        rig.accepted(slot);
        if (!open) {
            rig.after(EVENT_TIMEOUT).sweep();
        }
        rig.accepted(slot);

        assertThat(rig.irregularities().count(Irregularity.LATE_REPLIES)).isOne();
        assertThat(rig.irregularities().count(Irregularity.DUPLICATE_REPLIES)).isOne();
        assertThat(late(rig.irregularities()).count()).isOne();
    }

    @Test
    void aReplyAfterItsSlotWasClosedKeepsItsLatency() {
        long slot = rig.send();
        rig.after(EVENT_TIMEOUT + 1).sweep();
        assertThat(rig.tracker.outstanding()).isZero();
        rig.after(SECOND).accepted(slot);

        assertThat(rig.outcomes())
                .containsOnly(ReplyOutcome.REPLY_TIMEOUT, EventOutcome.EVENT_TIMEOUT, ResultOutcome.RESULT_TIMEOUT);
        assertThat(late(rig.irregularities()).maxObservedMillis())
                .isCloseTo((EVENT_TIMEOUT + SECOND) / 1e6, within(EVENT_TIMEOUT / 1e9));
    }

    @Test
    void aHandoffIsLostWithItsReplyUnlessItOrRoomWorkerWasSeen() {
        rig.send();
        long seen = rig.send();
        long worked = rig.send();
        rig.tracker.handedOff(seen, rig.now);
        rig.event(worked);
        rig.after(REPLY_TIMEOUT + 1).sweep();
        assertThat(rig.service(Signal.HANDOFF).censoredCount()).isZero();
        rig.after(EVENT_TIMEOUT).sweep();

        assertThat(rig.measured().count(ReplyOutcome.REPLY_TIMEOUT)).isEqualTo(3);
        assertCensored(Signal.HANDOFF, 1, EVENT_TIMEOUT, EVENT_TIMEOUT);
    }

    @Test
    void aHandoffIsWaitedForAsLongAsItsSlotMayBeOpen() {
        long slot = rig.send();
        rig.after(REPLY_TIMEOUT + SECOND).sweep();
        rig.tracker.handedOff(slot, rig.now);

        assertThat(rig.service(Signal.HANDOFF).maxNanos()).isCloseTo(6 * SECOND, within(6 * MILLI));
        rig.after(EVENT_TIMEOUT).sweep();
        assertThat(rig.service(Signal.HANDOFF).count()).isOne();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void eventAndResultOneNanosecondLaterAreLateWhetherSweptOrNot(boolean swept) {
        long slot = rig.send();
        rig.accepted(slot);
        rig.after(EVENT_TIMEOUT + 1);
        if (swept) {
            rig.sweep();
        }
        rig.event(slot);
        rig.finalError(slot);
        rig.tracker.handedOff(slot, rig.now);
        rig.sweep();

        assertThat(rig.outcomes())
                .containsOnly(ReplyOutcome.ACCEPTED, EventOutcome.EVENT_TIMEOUT, ResultOutcome.RESULT_TIMEOUT);
        assertThat(rig.irregularities().count(Irregularity.LATE_EVENTS)).isOne();
        assertThat(rig.irregularities().count(Irregularity.LATE_RESULTS)).isOne();
        assertThat(rig.response(Signal.HANDOFF).count()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 20 * MILLI, 3 * SECOND, 600 * SECOND})
    void theTimeWaitedDoesNotDependOnWhenTheSweeperCameBy(long sweptAfter) {
        long slot = rig.send();
        rig.accepted(slot);
        rig.send();
        rig.after(REPLY_TIMEOUT + sweptAfter).sweep();
        rig.after(EVENT_TIMEOUT + sweptAfter).sweep();

        assertThat(rig.measured().count(ReplyOutcome.REPLY_TIMEOUT)).isOne();
        assertCensored(Signal.REPLY, 1, REPLY_TIMEOUT, REPLY_TIMEOUT);
        assertCensored(Signal.EVENT, 2, EVENT_TIMEOUT, EVENT_TIMEOUT);
        assertCensored(Signal.RESULT, 2, EVENT_TIMEOUT, EVENT_TIMEOUT);
    }

    @Test
    void anEventThatCameWithoutAReplyKeepsItsLatency() {
        long slot = rig.send();
        rig.after(MILLI).event(slot);
        rig.after(REPLY_TIMEOUT).sweep();
        rig.after(EVENT_TIMEOUT).sweep();

        assertThat(rig.outcomes())
                .containsOnly(ReplyOutcome.REPLY_TIMEOUT, EventOutcome.EVENT, ResultOutcome.RESULT_TIMEOUT);
        assertThat(rig.irregularities().count(Irregularity.UNANSWERED_EVENTS)).isOne();
        assertThat(rig.response(Signal.EVENT).observed().getTotalCount()).isOne();
        assertThat(rig.response(Signal.EVENT).censoredCount()).isZero();
        assertThat(rig.response(Signal.RESULT).censoredCount()).isOne();
    }

    @Test
    void anEventThatIsMissingAfterOkIsToldApart() {
        long slot = rig.send();
        rig.accepted(slot);
        rig.ok(slot);
        rig.after(EVENT_TIMEOUT + 1).sweep();

        assertThat(rig.outcomes()).containsOnly(ReplyOutcome.ACCEPTED, EventOutcome.EVENT_TIMEOUT, ResultOutcome.OK);
        assertThat(rig.irregularities().count(Irregularity.EVENT_TIMEOUTS_AFTER_OK))
                .isOne();
        assertThat(rig.response(Signal.RESULT).censoredCount()).isZero();
    }

    @Test
    void aResultThatIsMissingAfterTheEventIsLostAlone() {
        long slot = rig.send();
        rig.accepted(slot);
        rig.event(slot);
        rig.after(EVENT_TIMEOUT + 1).sweep();

        assertThat(rig.outcomes())
                .containsOnly(ReplyOutcome.ACCEPTED, EventOutcome.EVENT, ResultOutcome.RESULT_TIMEOUT);
        assertCensored(Signal.RESULT, 1, EVENT_TIMEOUT, EVENT_TIMEOUT);
        assertThat(rig.response(Signal.EVENT).censoredCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24})
    void theSweepersEarlyOutMissesNoOverdueSlot(long seed) {
        Random random = new Random(seed);
        record Sent(long at, long timeout) {}
        List<Sent> open = new ArrayList<>();
        for (int step = 0; step < 20_000; step++) {
            rig.after(random.nextLong(400 * MILLI));
            if (open.size() < 100) {
                long key = rig.send();
                boolean onlyReplyIsDue = random.nextBoolean();
                if (onlyReplyIsDue) {
                    rig.event(key);
                    rig.ok(key);
                } else if (random.nextBoolean()) {
                    rig.accepted(key);
                }
                open.add(new Sent(rig.now, onlyReplyIsDue ? REPLY_TIMEOUT : EVENT_TIMEOUT));
            }
            if (random.nextInt(3) == 0) {
                rig.sweep();
                open.removeIf(sent -> rig.now - sent.at() > sent.timeout());
                assertThat(rig.tracker.outstanding())
                        .as("seed %d step %d", seed, step)
                        .isEqualTo(open.size());
            }
        }
    }

    @Test
    void abandonedSlotsAreOnRecordWithTheTimeTheyHad() {
        long accepted = rig.send();
        rig.accepted(accepted);
        rig.after(2 * SECOND).send();
        long failed = rig.send();
        rig.accepted(failed);
        rig.passingError(failed);
        rig.tracker.abandon(rig.after(SECOND).now);

        assertThat(rig.tracker.outstanding()).isZero();
        assertThat(rig.measured().count(EventOutcome.EVENT_TIMEOUT)).isEqualTo(2);
        assertThat(rig.measured().count(EventOutcome.WORKER_ERROR)).isOne();
        assertThat(rig.measured().count(ReplyOutcome.REPLY_TIMEOUT)).isOne();
        assertThat(rig.measured().residues()).isEmpty();
        assertCensored(Signal.REPLY, 1, SECOND, SECOND);
        assertThat(rig.measured().count(ResultOutcome.RESULT_TIMEOUT)).isEqualTo(2);
        // The one that failed counts with its whole wait.
        assertCensored(Signal.RESULT, 3, SECOND, EVENT_TIMEOUT);
    }

    @Test
    void anEventTimeoutBelowTheReplyTimeoutHoldsForEvents() {
        TrackerRig hasty = new TrackerRig(10, new SlotTimeouts(5 * SECOND, SECOND));
        long slot = hasty.send();
        hasty.after(SECOND + 1).event(slot);
        hasty.accepted(slot);
        hasty.sweep();

        assertThat(hasty.outcomes())
                .containsOnly(ReplyOutcome.ACCEPTED, EventOutcome.EVENT_TIMEOUT, ResultOutcome.RESULT_TIMEOUT);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aReplyIsWaitedForBeyondItsEventWhereItsTimeoutIsTheLonger(boolean replied) {
        TrackerRig hasty = new TrackerRig(10, new SlotTimeouts(5 * SECOND, SECOND));
        long slot = hasty.send();
        hasty.after(SECOND + 1).sweep();
        assertThat(hasty.tracker.outstanding()).isOne();
        hasty.event(slot);
        hasty.ok(slot);
        hasty.after(2 * SECOND);
        if (replied) {
            hasty.accepted(slot);
        } else {
            hasty.after(2 * SECOND).sweep();
        }

        assertThat(hasty.outcomes())
                .containsOnly(
                        replied ? ReplyOutcome.ACCEPTED : ReplyOutcome.REPLY_TIMEOUT,
                        EventOutcome.EVENT_TIMEOUT,
                        ResultOutcome.RESULT_TIMEOUT);
        assertThat(hasty.irregularities().count(Irregularity.LATE_EVENTS)).isOne();
        assertThat(hasty.irregularities().count(Irregularity.LATE_RESULTS)).isOne();
        assertThat(hasty.service(Signal.EVENT).censored().getMaxValue()).isCloseTo(SECOND, within(MILLI));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void timeoutsThatAreNotAboveZeroAreRefused(long nanos) {
        assertThatThrownBy(() -> new SlotTimeouts(nanos, 1)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> new SlotTimeouts(1, nanos)).hasMessageContaining("above 0");
    }

    private void assertCensored(Signal signal, long count, long leastNanos, long mostNanos) {
        LatencyDistribution service = rig.service(signal);
        assertThat(service.censoredCount()).isEqualTo(count);
        assertThat(service.censored().getMinValue()).isCloseTo(leastNanos, within(leastNanos / 1_000));
        assertThat(service.censored().getMaxValue()).isCloseTo(mostNanos, within(mostNanos / 1_000));
        LatencyDistribution response = rig.response(signal);
        assertThat(response.censoredCount()).isEqualTo(count);
        assertThat(response.censored().getMaxValue()).isCloseTo(mostNanos + LAG, within(mostNanos / 1_000));
    }

    private static LatencySummary late(Irregularities found) {
        return Objects.requireNonNull(found.lateReplyTimes());
    }
}
