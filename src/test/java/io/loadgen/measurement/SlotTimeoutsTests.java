package io.loadgen.measurement;

import static io.loadgen.measurement.TrackerRig.EVENT_TIMEOUT;
import static io.loadgen.measurement.TrackerRig.LAG;
import static io.loadgen.measurement.TrackerRig.MILLI;
import static io.loadgen.measurement.TrackerRig.REPLY_TIMEOUT;
import static io.loadgen.measurement.TrackerRig.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
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
    void aReplyOneNanosecondLaterIsLateWhetherSweptOrNot(boolean swept) {
        long slot = rig.send();
        rig.after(REPLY_TIMEOUT + 1);
        if (swept) {
            rig.sweep();
        }
        rig.accepted(slot);
        rig.event(slot);
        rig.ok(slot);
        rig.sweep();

        assertThat(rig.outcomes()).containsOnly(ReplyOutcome.REPLY_TIMEOUT);
        assertThat(rig.irregularities().lateReplies()).isOne();
        assertThat(rig.irregularities().lateEvents()).isOne();
        assertThat(rig.irregularities().lateResults()).isOne();
        assertThat(rig.irregularities().unansweredEvents()).isZero();
    }

    @Test
    void aHandoffIsLostWithItsReplyUnlessItWasSeen() {
        rig.send();
        long seen = rig.send();
        rig.tracker.handedOff(seen, rig.now);
        rig.after(REPLY_TIMEOUT + 1).sweep();

        assertThat(rig.measured().count(ReplyOutcome.REPLY_TIMEOUT)).isEqualTo(2);
        assertCensored(Signal.HANDOFF, 1, REPLY_TIMEOUT, REPLY_TIMEOUT);
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
        assertThat(rig.irregularities().lateEvents()).isOne();
        assertThat(rig.irregularities().lateResults()).isOne();
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
        assertCensored(Signal.EVENT, 2, REPLY_TIMEOUT, EVENT_TIMEOUT);
        assertCensored(Signal.RESULT, 2, REPLY_TIMEOUT, EVENT_TIMEOUT);
    }

    @Test
    void anEventThatCameWithoutAReplyKeepsItsLatency() {
        long slot = rig.send();
        rig.after(MILLI).event(slot);
        rig.after(REPLY_TIMEOUT).sweep();

        assertThat(rig.outcomes()).containsOnly(ReplyOutcome.REPLY_TIMEOUT);
        assertThat(rig.irregularities().unansweredEvents()).isOne();
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
        assertThat(rig.irregularities().eventTimeoutsAfterOk()).isOne();
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
        record Sent(long key, long at, boolean accepted) {}
        List<Sent> open = new ArrayList<>();
        for (int step = 0; step < 20_000; step++) {
            rig.after(random.nextLong(400 * MILLI));
            if (open.size() < 100) {
                boolean accepted = random.nextBoolean();
                long key = rig.send();
                if (accepted) {
                    rig.accepted(key);
                }
                open.add(new Sent(key, rig.now, accepted));
            }
            if (random.nextInt(3) == 0) {
                rig.sweep();
                open.removeIf(sent -> rig.now - sent.at() > (sent.accepted() ? EVENT_TIMEOUT : REPLY_TIMEOUT));
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
        assertThat(rig.measured().count(EventOutcome.EVENT_TIMEOUT)).isOne();
        assertThat(rig.measured().count(EventOutcome.WORKER_ERROR)).isOne();
        assertThat(rig.measured().count(ReplyOutcome.REPLY_TIMEOUT)).isOne();
        assertThat(rig.measured().residues()).isEmpty();
        assertCensored(Signal.REPLY, 1, SECOND, SECOND);
        assertCensored(Signal.RESULT, 2, SECOND, 3 * SECOND);
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
}
