package io.loadgen.measurement;

import static io.loadgen.measurement.TrackerRig.ACCOUNTS;
import static io.loadgen.measurement.TrackerRig.EVENT_TIMEOUT;
import static io.loadgen.measurement.TrackerRig.HASH;
import static io.loadgen.measurement.TrackerRig.LAG;
import static io.loadgen.measurement.TrackerRig.MILLI;
import static io.loadgen.measurement.TrackerRig.REPLY_TIMEOUT;
import static io.loadgen.measurement.TrackerRig.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.loadgen.result.AddKind;
import io.loadgen.result.Disposition;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Irregularity;
import io.loadgen.result.Phase;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.ResultOutcome;
import io.loadgen.spec.Signal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One slot, and what each order of its signals makes of it. */
class SlotTransitionsTests {
    private final TrackerRig rig = new TrackerRig();
    private final long slot = rig.send();

    static Stream<List<String>> everyOrderOfThree() {
        return Stream.of(
                List.of("reply", "event", "result"),
                List.of("reply", "result", "event"),
                List.of("event", "reply", "result"),
                List.of("event", "result", "reply"),
                List.of("result", "reply", "event"),
                List.of("result", "event", "reply"));
    }

    @ParameterizedTest
    @MethodSource("everyOrderOfThree")
    void signalsOfASuccessMayOvertakeEachOther(List<String> order) {
        for (String signal : order) {
            assertThat(rig.tracker.outstanding()).isOne();
            rig.after(10 * MILLI);
            switch (signal) {
                case "reply" -> rig.accepted(slot);
                case "event" -> rig.event(slot);
                default -> rig.ok(slot);
            }
        }

        assertThat(rig.tracker.outstanding()).isZero();
        assertThat(rig.outcomes()).containsOnly(ReplyOutcome.ACCEPTED, EventOutcome.EVENT, ResultOutcome.OK);
        assertLatency(Signal.REPLY, (order.indexOf("reply") + 1) * 10L * MILLI);
        assertLatency(Signal.EVENT, (order.indexOf("event") + 1) * 10L * MILLI);
        assertLatency(Signal.RESULT, (order.indexOf("result") + 1) * 10L * MILLI);
        assertNothingIrregular();
    }

    @ParameterizedTest
    @EnumSource(names = {"REJECTED", "BUSY", "NO_RESPONDERS"})
    void aRefusedSlotEndsThereAsIfEverySignalHadBeenWaitedForInVain(ReplyOutcome outcome) {
        assertThat(rig.tracker.notAccepted(slot, outcome, "no", rig.after(MILLI).now))
                .isTrue();

        assertThat(rig.tracker.outstanding()).isZero();
        assertThat(rig.outcomes()).containsOnly(outcome);
        assertLost(Signal.REPLY, REPLY_TIMEOUT);
        assertLost(Signal.HANDOFF, EVENT_TIMEOUT);
        assertLost(Signal.EVENT, EVENT_TIMEOUT);
        assertLost(Signal.RESULT, EVENT_TIMEOUT);
    }

    @Test
    void aSlotThatTheClientDidNotSendIsNoSampleOfAnySignal() {
        assertThat(rig.tracker.notAccepted(slot, ReplyOutcome.PUBLISH_ERROR, "no", rig.after(MILLI).now))
                .isTrue();

        assertThat(rig.tracker.outstanding()).isZero();
        assertThat(rig.outcomes()).containsOnly(ReplyOutcome.PUBLISH_ERROR);
        for (Signal signal : rig.latencies.signals()) {
            assertThat(rig.response(signal).count()).as("samples of %s", signal).isZero();
        }
    }

    /** Its request hung in the client for so long: it was not sent all the same, and nobody's reply was late. */
    @Test
    void aSlotWhoseReplyTimedOutMayTurnOutNotToHaveBeenSent() {
        rig.after(REPLY_TIMEOUT + 1).sweep();

        assertThat(rig.tracker.notAccepted(slot, ReplyOutcome.PUBLISH_ERROR, "no", rig.now))
                .isTrue();
        assertThat(rig.outcomes()).containsOnly(ReplyOutcome.PUBLISH_ERROR);
        assertNothingIrregular();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anEventBeforeARefusalIsToldApartAndStaysInItsDistribution(boolean withResult) {
        rig.after(MILLI).event(slot);
        if (withResult) {
            rig.ok(slot);
        }
        rig.tracker.notAccepted(slot, ReplyOutcome.REJECTED, "no", rig.now);

        assertThat(rig.outcomes()).containsOnly(ReplyOutcome.REJECTED);
        assertThat(rig.measured().refusedEvents()).isOne();
        assertThat(rig.measured().refusedResults()).isEqualTo(withResult ? 1 : 0);
        assertLatency(Signal.EVENT, MILLI);
        assertThat(rig.response(Signal.RESULT).censoredCount()).isEqualTo(withResult ? 0 : 1);
        assertThat(rig.response(Signal.HANDOFF).count()).as("our own miss").isZero();
        assertThat(rig.measured().residues()).isEmpty();
    }

    @Test
    void aRefusalOfASettledSlotIsNotTakenUp() {
        rig.accepted(slot);

        assertThat(rig.tracker.notAccepted(slot, ReplyOutcome.REJECTED, "no", rig.now))
                .isFalse();
        assertThat(rig.irregularities().count(Irregularity.DUPLICATE_REPLIES)).isOne();
    }

    @Test
    void anEventWithOtherAccountsIsAMismatchAndCountsAsWaitedForInVain() {
        rig.accepted(slot);
        rig.tracker.delivered(slot, ACCOUNTS, HASH + 1, rig.after(MILLI).now);
        rig.ok(slot);

        assertThat(rig.outcomes()).containsOnly(ReplyOutcome.ACCEPTED, EventOutcome.EVENT_MISMATCH, ResultOutcome.OK);
        assertLost(Signal.EVENT, EVENT_TIMEOUT);
    }

    @Test
    void anEventWithFewerAccountsIsAMismatch() {
        rig.accepted(slot);
        rig.tracker.delivered(slot, ACCOUNTS - 1, HASH, rig.now);
        rig.ok(slot);

        assertThat(rig.outcomes()).contains(EventOutcome.EVENT_MISMATCH);
    }

    @Test
    void okWithoutAnEventIsANoOpWhereNothingWasToBeAdded() {
        long nothingToAdd = rig.send(Phase.MEASURED, AddKind.NOBODY, 0);
        rig.accepted(nothingToAdd);
        rig.ok(nothingToAdd);

        assertThat(rig.outcomes()).containsOnly(ReplyOutcome.ACCEPTED, EventOutcome.NO_OP, ResultOutcome.OK);
        assertThat(rig.response(Signal.EVENT).count()).isZero();
    }

    @ParameterizedTest
    @EnumSource(value = AddKind.class, names = "NOBODY", mode = Mode.EXCLUDE)
    void whoeverHasSomebodyToAddWaitsForAnEventThatNamesNoOne(AddKind kind) {
        long unnamed = rig.send(Phase.MEASURED, kind, 0);
        rig.accepted(unnamed);
        rig.ok(unnamed);
        assertThat(rig.outcomes()).as("%s is open still", kind).isEmpty();

        rig.tracker.delivered(unnamed, 0, HASH, rig.after(MILLI).now);

        assertThat(rig.outcomes()).containsOnly(ReplyOutcome.ACCEPTED, EventOutcome.EVENT, ResultOutcome.OK);
    }

    @Test
    void okWithoutTheEventThatIsDueWaitsForIt() {
        rig.accepted(slot);
        rig.ok(slot);

        assertThat(rig.tracker.outstanding()).isOne();
        rig.event(slot);
        assertThat(rig.outcomes()).containsOnly(ReplyOutcome.ACCEPTED, EventOutcome.EVENT, ResultOutcome.OK);
    }

    @Test
    void aFinalErrorEndsTheJobWithoutItsEvent() {
        rig.accepted(slot);

        assertThat(rig.after(MILLI).finalError(slot)).isTrue();

        assertThat(rig.tracker.outstanding()).isZero();
        assertThat(rig.outcomes()).containsOnly(ReplyOutcome.ACCEPTED, EventOutcome.WORKER_ERROR, ResultOutcome.ERROR);
        assertLost(Signal.EVENT, EVENT_TIMEOUT);
        assertLost(Signal.RESULT, EVENT_TIMEOUT);
    }

    @Test
    void aFinalErrorAfterTheEventLeavesTheEvent() {
        rig.event(slot);
        rig.finalError(slot);
        rig.accepted(slot);

        assertThat(rig.outcomes()).containsOnly(ReplyOutcome.ACCEPTED, EventOutcome.EVENT, ResultOutcome.ERROR);
    }

    @Test
    void aPassingErrorThenEventThenOkKeepsTheErrorInTheResult() {
        rig.accepted(slot);
        assertThat(rig.passingError(slot)).isTrue();
        assertThat(rig.tracker.outstanding()).isOne();
        rig.event(slot);
        rig.ok(slot);

        assertThat(rig.outcomes()).containsOnly(ReplyOutcome.ACCEPTED, EventOutcome.EVENT, ResultOutcome.ERROR);
        assertLost(Signal.RESULT, EVENT_TIMEOUT);
    }

    @Test
    void eventThenPassingErrorThenOkIsTheSame() {
        rig.accepted(slot);
        rig.event(slot);
        rig.passingError(slot);
        rig.ok(slot);

        assertThat(rig.outcomes()).containsOnly(ReplyOutcome.ACCEPTED, EventOutcome.EVENT, ResultOutcome.ERROR);
    }

    @Test
    void aPassingErrorThenOkWithoutAnEventIsAWorkerError() {
        rig.accepted(slot);
        rig.passingError(slot);
        rig.ok(slot);

        assertThat(rig.outcomes()).containsOnly(ReplyOutcome.ACCEPTED, EventOutcome.WORKER_ERROR, ResultOutcome.ERROR);
    }

    @Test
    void fivePassingErrorsAreOneWorkerErrorAndNoDuplicates() {
        rig.accepted(slot);
        assertThat(rig.passingError(slot)).isTrue();
        for (int again = 0; again < 4; again++) {
            assertThat(rig.passingError(slot)).isFalse();
        }
        rig.after(EVENT_TIMEOUT + 1).sweep();

        assertThat(rig.outcomes()).containsOnly(ReplyOutcome.ACCEPTED, EventOutcome.WORKER_ERROR, ResultOutcome.ERROR);
        assertThat(rig.irregularities().areNone()).isTrue();
    }

    @Test
    void aFinalErrorAfterAPassingOneIsNotTheFirst() {
        rig.accepted(slot);
        rig.passingError(slot);

        assertThat(rig.finalError(slot)).isFalse();
        assertThat(rig.tracker.outstanding()).isZero();
    }

    @Test
    void onlyTheFirstSightOfTheHandoffIsRecorded() {
        rig.tracker.handedOff(slot, rig.after(MILLI).now);
        rig.tracker.handedOff(slot, rig.after(SECOND).now);

        assertLatency(Signal.HANDOFF, MILLI);
        assertThat(rig.tracker.outstanding()).isOne();
    }

    @Test
    void warmupSlotsCountInTheirOwnBooksAndInNoDistribution() {
        long good = rig.send(Phase.WARMUP, ACCOUNTS);
        long failing = rig.send(Phase.WARMUP, ACCOUNTS);
        long hanging = rig.send(Phase.WARMUP, ACCOUNTS);
        rig.after(MILLI).accepted(good);
        rig.tracker.handedOff(good, rig.now);
        rig.event(good);
        rig.ok(good);
        rig.accepted(failing);
        rig.finalError(failing);
        rig.tracker.notAccepted(slot, ReplyOutcome.PUBLISH_ERROR, "no", rig.now);
        rig.accepted(hanging);
        rig.after(EVENT_TIMEOUT).sweep();

        assertThat(rig.tracker.outstanding()).isZero();
        assertThat(rig.books.snapshot(Phase.WARMUP).count(ReplyOutcome.ACCEPTED))
                .isEqualTo(3);
        assertThat(rig.measured().count(Disposition.SENT)).isOne();
        assertThat(rig.measured().count(ReplyOutcome.ACCEPTED)).isZero();
        for (Signal signal : rig.latencies.signals()) {
            assertThat(rig.response(signal).count())
                    .as("response of %s", signal)
                    .isZero();
            assertThat(rig.service(signal).count()).as("service of %s", signal).isZero();
        }
    }

    private void assertLatency(Signal signal, long serviceNanos) {
        assertOnly(
                rig.service(signal).observed().getTotalCount(),
                rig.service(signal).maxNanos(),
                serviceNanos);
        assertOnly(
                rig.response(signal).observed().getTotalCount(),
                rig.response(signal).maxNanos(),
                serviceNanos + LAG);
    }

    private void assertLost(Signal signal, long serviceNanos) {
        assertThat(rig.service(signal).observed().getTotalCount()).isZero();
        assertOnly(
                rig.service(signal).censoredCount(),
                rig.service(signal).censored().getMaxValue(),
                serviceNanos);
        assertOnly(
                rig.response(signal).censoredCount(),
                rig.response(signal).censored().getMaxValue(),
                serviceNanos + LAG);
    }

    private static void assertOnly(long count, long maxNanos, long expectedNanos) {
        assertThat(count).isOne();
        assertThat(maxNanos).isCloseTo(expectedNanos, within(expectedNanos / 1_000));
    }

    private void assertNothingIrregular() {
        assertThat(rig.irregularities()).isEqualTo(new IrregularityLog().snapshot());
    }
}
