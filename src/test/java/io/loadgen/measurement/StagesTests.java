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

import io.loadgen.latency.LatencyDistribution;
import io.loadgen.result.AddKind;
import io.loadgen.result.Books;
import io.loadgen.result.Counts;
import io.loadgen.result.Phase;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.Stages;
import io.loadgen.result.Stages.Band;
import io.loadgen.result.Stages.Stage;
import io.loadgen.result.Stages.Stop;
import io.loadgen.spec.Signal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The stages of each request, from the moments at which its signals were received. */
class StagesTests {
    private final TrackerRig rig = new TrackerRig();

    @Test
    void aStageIsTheTimeBetweenTwoSignalsOfOneRequest() {
        long slot = rig.send();
        handedOff(slot, 3 * MILLI);
        rig.after(2 * MILLI).accepted(slot);
        rig.after(8 * MILLI).event(slot);
        rig.after(4 * MILLI).ok(slot);

        assertStage(Stage.SEND_TO_HANDOFF, 3 * MILLI);
        assertStage(Stage.HANDOFF_TO_REPLY, 2 * MILLI);
        assertStage(Stage.HANDOFF_TO_EVENT, 10 * MILLI);
        assertStage(Stage.EVENT_TO_RESULT, 4 * MILLI);
        assertBand(3 * MILLI, 10 * MILLI);
    }

    @Test
    void aHandoffThatIsSeenAfterItsEventIsTakenToHaveBeenThen() {
        long slot = rig.send();
        rig.after(5 * MILLI).event(slot);
        handedOff(slot, MILLI);
        rig.after(MILLI).accepted(slot);
        rig.ok(slot);

        assertStage(Stage.SEND_TO_HANDOFF, 5 * MILLI);
        assertStage(Stage.HANDOFF_TO_EVENT, 0);
        assertBand(5 * MILLI, 0);
        assertThat(rig.service(Signal.HANDOFF).maxNanos())
                .as("the signal's own latency is as it was seen")
                .isCloseTo(6 * MILLI, within(6_000L));
    }

    @Test
    void whatOvertookTheBeginningOfItsStageMakesItNothing() {
        long slot = rig.send();
        rig.after(MILLI).accepted(slot);
        rig.after(MILLI).ok(slot);
        handedOff(slot, MILLI);
        rig.after(MILLI).event(slot);

        assertStage(Stage.HANDOFF_TO_REPLY, 0);
        assertStage(Stage.EVENT_TO_RESULT, 0);
        assertStage(Stage.HANDOFF_TO_EVENT, MILLI);
        assertBand(3 * MILLI, MILLI);
    }

    @Test
    void aRequestWhoseHandoffWasNotSeenHasARankAndNoMean() {
        long slot = rig.send();
        rig.after(MILLI).accepted(slot);
        rig.event(slot);
        rig.ok(slot);

        Band band = figures().bands().getFirst();
        assertThat(band.requests()).isOne();
        assertThat(band.known()).isZero();
        assertThat(times(Stage.HANDOFF_TO_EVENT).count()).isZero();
        assertThat(times(Stage.EVENT_TO_RESULT).count()).isOne();
    }

    @Test
    void neitherWarmUpNorFirstOrgAddsAreAmongThem() {
        succeed(rig.send(Phase.WARMUP, ACCOUNTS));
        succeed(rig.send(Phase.MEASURED, AddKind.FIRST_ORGS, ACCOUNTS));
        rig.tracker.notAccepted(
                rig.send(Phase.MEASURED, AddKind.FIRST_ORGS, ACCOUNTS), ReplyOutcome.REJECTED, "no", rig.now);
        rig.send(Phase.WARMUP, ACCOUNTS);
        rig.after(EVENT_TIMEOUT + 1).sweep();

        assertThat(figures().requests()).isZero();
        assertThat(figures().durations())
                .allSatisfy(stage -> assertThat(stage.times().count()).isZero());
    }

    /** Where a stage was begun, it is lost as long as the rest of its wait. */
    @Test
    void aStageWithoutItsEndIsLostWithTheRestOfItsWait() {
        long slot = rig.send();
        handedOff(slot, SECOND);
        rig.after(EVENT_TIMEOUT).sweep();

        assertLost(Stage.HANDOFF_TO_EVENT, EVENT_TIMEOUT - SECOND);
        assertLost(Stage.HANDOFF_TO_REPLY, REPLY_TIMEOUT - SECOND);
        assertThat(times(Stage.EVENT_TO_RESULT).count()).isZero();
        assertThat(times(Stage.SEND_TO_HANDOFF).censoredCount()).isZero();
    }

    @Test
    void aResultThatDoesNotFollowItsEventIsLostFromThereOn() {
        long slot = rig.send();
        handedOff(slot, SECOND);
        rig.accepted(slot);
        rig.after(SECOND).event(slot);
        rig.after(EVENT_TIMEOUT).sweep();

        assertLost(Stage.EVENT_TO_RESULT, EVENT_TIMEOUT - 2 * SECOND);
        assertThat(times(Stage.HANDOFF_TO_EVENT).censoredCount()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void everyLostRequestStoppedSomewhere(Stop stop) {
        long slot = rig.send();
        switch (stop) {
            case REFUSED -> rig.tracker.notAccepted(slot, ReplyOutcome.NO_RESPONDERS, "no", rig.now);
            case UNANSWERED -> {}
            case ACCEPTED -> rig.accepted(slot);
            case HANDED_OFF -> rig.tracker.handedOff(slot, rig.now);
            case WORKER_ERROR -> rig.finalError(slot);
            case EVENT_MISMATCH -> rig.tracker.delivered(slot, ACCOUNTS, HASH + 1, rig.now);
        }
        rig.after(EVENT_TIMEOUT + 1).sweep();

        assertThat(figures().lostAt()).containsEntry(Counts.camelCase(stop), 1L);
        assertThat(figures().lost()).isOne();
        assertThat(figures().bands().getFirst().lost()).isOne();
    }

    /** Whatever comes in whatever order: every sample of E2 is in a band, and the means hold every nanosecond of the known ones. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everySampleOfTheEventIsInABand(long seed) {
        Random random = new Random(seed);
        for (int request = 0; request < 3_000; request++) {
            long slot = rig.send();
            List<Runnable> signals = new ArrayList<>(List.of(
                    () -> rig.accepted(slot),
                    () -> rig.tracker.handedOff(slot, rig.now),
                    () -> rig.event(slot),
                    () -> rig.ok(slot)));
            Collections.shuffle(signals, random);
            if (random.nextInt(10) == 0) {
                signals.remove(random.nextInt(signals.size()));
            }
            for (Runnable signal : signals) {
                rig.after(random.nextLong(5 * MILLI));
                signal.run();
            }
            if (random.nextInt(30) == 0) {
                rig.tracker.notAccepted(slot, ReplyOutcome.REJECTED, "no", rig.now);
            }
            if (request % 50 == 49) {
                rig.after(EVENT_TIMEOUT + 1).sweep();
            }
        }

        assertThat(rig.measurements().countMismatches()).as("seed %d", seed).isEmpty();
        LatencyDistribution event = rig.response(Signal.EVENT);
        assertThat(figures().requests()).isEqualTo(event.count());
        assertThat(figures().lost()).isEqualTo(event.censoredCount());
        long known = figures().bands().stream().mapToLong(Band::known).sum();
        assertThat(times(Stage.HANDOFF_TO_EVENT).observed().getTotalCount()).isCloseTo(known, within(2L));
    }

    @Test
    void aRequestThatIsMissingInTheBandsShowsInTheCounts() {
        succeed(rig.send());
        Objects.requireNonNull(rig.latencies.stages())
                .came(Signal.EVENT, SlotWord.open(9, Phase.MEASURED, AddKind.USERS), 0, 0, 0, MILLI);

        assertThat(rig.measurements().countMismatches())
                .containsExactly(new Books.Residue("requests in the bands of stages = slots with an event due", 2, 1));
    }

    @Test
    void stagesAreRecordedOnlyWhereTheHandoffIs() {
        assertThat(new LatencyRecorder(EnumSet.of(Signal.REPLY, Signal.EVENT)).stageFigures())
                .isEmpty();
        assertThat(new LatencyRecorder(EnumSet.of(Signal.ACK, Signal.HANDOFF, Signal.EVENT))
                        .stageFigures()
                        .orElseThrow()
                        .durations())
                .extracting(Stages.Duration::to)
                .contains(Stage.HANDOFF_TO_ACK.to())
                .doesNotContain(Stage.HANDOFF_TO_REPLY.to());
    }

    private void succeed(long slot) {
        handedOff(slot, MILLI);
        rig.accepted(slot);
        rig.event(slot);
        rig.ok(slot);
    }

    private void handedOff(long slot, long afterNanos) {
        rig.tracker.handedOff(slot, rig.after(afterNanos).now);
    }

    private Stages figures() {
        return rig.latencies.stageFigures().orElseThrow();
    }

    private LatencyDistribution times(Stage stage) {
        return figures().durations().stream()
                .filter(each -> each.from().equals(stage.from()) && each.to().equals(stage.to()))
                .map(each -> each.histogram().expand())
                .findFirst()
                .orElseThrow();
    }

    private void assertStage(Stage stage, long nanos) {
        assertThat(times(stage).count()).as("%s", stage).isOne();
        assertThat(times(stage).censoredCount()).as("%s", stage).isZero();
        assertThat(times(stage).observed().getMaxValue()).as("%s", stage).isCloseTo(nanos, within(nanos / 1_000));
    }

    private void assertLost(Stage stage, long nanos) {
        assertThat(times(stage).count()).as("%s", stage).isOne();
        assertThat(times(stage).censored().getMaxValue()).as("%s", stage).isCloseTo(nanos, within(nanos / 1_000));
    }

    private void assertBand(long toHandoff, long toEvent) {
        Band band = figures().bands().getFirst();
        assertThat(band.known()).isOne();
        assertThat(band.lagMillis()).isEqualTo(LAG / 1e6);
        assertThat(band.toHandoffMillis()).isEqualTo(toHandoff / 1e6);
        assertThat(band.toEventMillis()).isEqualTo(toEvent / 1e6);
    }
}
