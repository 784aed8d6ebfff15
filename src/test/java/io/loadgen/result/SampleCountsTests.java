package io.loadgen.result;

import static io.loadgen.measurement.TrackerRig.ACCOUNTS;
import static io.loadgen.measurement.TrackerRig.EVENT_TIMEOUT;
import static io.loadgen.measurement.TrackerRig.HASH;
import static io.loadgen.measurement.TrackerRig.MILLI;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.contract.Shape;
import io.loadgen.measurement.TrackerRig;
import io.loadgen.spec.Signal;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The distributions against the books: what one of them misses, the other tells. */
class SampleCountsTests {
    private final TrackerRig rig = new TrackerRig();

    /** One slot of every end. */
    SampleCountsTests() {
        succeed(rig.send());
        succeed(rig.send(Phase.WARMUP, ACCOUNTS));
        succeed(rig.send(Phase.WARMUP, AddKind.FIRST_ORGS, ACCOUNTS));
        rig.tracker.notAccepted(rig.send(), ReplyOutcome.REJECTED, "no", rig.now);
        rig.tracker.notAccepted(rig.send(), ReplyOutcome.BUSY, "no", rig.now);
        rig.tracker.notAccepted(rig.send(), ReplyOutcome.NO_RESPONDERS, "no", rig.now);
        rig.tracker.notAccepted(rig.send(), ReplyOutcome.PUBLISH_ERROR, "no", rig.now);
        rig.tracker.notAccepted(
                rig.send(Phase.MEASURED, AddKind.FIRST_ORGS, ACCOUNTS), ReplyOutcome.REJECTED, "no", rig.now);
        succeed(rig.send(Phase.MEASURED, AddKind.FIRST_ORGS, ACCOUNTS));
        long carriedOutAndRefused = rig.send();
        rig.event(carriedOutAndRefused);
        rig.ok(carriedOutAndRefused);
        rig.tracker.notAccepted(carriedOutAndRefused, ReplyOutcome.REJECTED, "no", rig.now);
        long noOp = rig.send(Phase.MEASURED, AddKind.NOBODY, 0);
        rig.accepted(noOp);
        rig.ok(noOp);
        long failed = rig.send();
        rig.accepted(failed);
        rig.finalError(failed);
        long mismatched = rig.send();
        rig.accepted(mismatched);
        rig.tracker.delivered(mismatched, ACCOUNTS, HASH + 1, rig.now);
        long unanswered = rig.send();
        rig.event(unanswered);
        rig.ok(unanswered);
        rig.send();
        rig.accepted(rig.send());
        rig.after(EVENT_TIMEOUT + 1).sweep();
    }

    private void succeed(long slot) {
        rig.after(MILLI).accepted(slot);
        rig.event(slot);
        rig.ok(slot);
    }

    @Test
    void agreeWhereNothingWasLostOnTheWay() {
        assertThat(rig.measurements().countMismatches()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"REPLY", "EVENT", "RESULT"})
    void aSampleThatTheBooksDoNotKnowShowsInBothBases(Signal signal) {
        rig.latencies.record(signal, Phase.MEASURED, MILLI, MILLI);

        assertThat(rig.measurements().countMismatches())
                .hasSize(2)
                .allSatisfy(residue -> assertThat(residue.difference()).isOne())
                .extracting(Books.Residue::rule)
                .allMatch(rule -> rule.startsWith(signal.symbol() + " "));
    }

    @ParameterizedTest
    @EnumSource(names = {"REPLY", "EVENT", "RESULT"})
    void aLossThatTheBooksDoNotKnowShowsInBothBases(Signal signal) {
        rig.latencies.recordLoss(signal, MILLI, MILLI);

        assertThat(rig.measurements().countMismatches())
                .hasSize(2)
                .allSatisfy(residue -> assertThat(residue.rule()).contains(" lost = slots without "));
    }

    /** The slot is in the books as one that succeeded, and no signal of it was recorded. */
    @Test
    void samplesThatWereDroppedShowForEverySignal() {
        rig.books.sent(Phase.MEASURED, Shape.USERS);
        rig.books.closed(Phase.MEASURED, Shape.USERS, ReplyOutcome.ACCEPTED, EventOutcome.EVENT, ResultOutcome.OK);
        Measurements measured = rig.measurements();

        assertThat(measured.measured().residues())
                .as("the books themselves balance")
                .isEmpty();
        assertThat(measured.countMismatches())
                .extracting(Books.Residue::rule)
                .containsExactly(
                        "slots of the load model = planned in the books",
                        "E1 response times = slots with accepted",
                        "E2 response times = slots with event",
                        "E3 response times = slots with result ok",
                        "E1 service times = slots with accepted",
                        "E2 service times = slots with event",
                        "E3 service times = slots with result ok",
                        "requests in the bands of stages = slots with an event due");
    }

    @Test
    void aPlannedSlotThatWasNeverDealtWithShows() {
        Measurements all = rig.measurements();
        long slots = all.plannedSlots().orElseThrow();
        Measurements oneMissing = with(all, OptionalLong.of(slots + 1));

        assertThat(oneMissing.countMismatches())
                .containsExactly(new Books.Residue("slots of the load model = planned in the books", slots + 1, slots));
    }

    @Test
    void aRunThatGoesOnIsNotHeldToSumsThatHoldAtItsEnd() {
        rig.send();

        assertThat(with(rig.measurements(), OptionalLong.empty()).countMismatches())
                .isEmpty();
    }

    private static Measurements with(Measurements all, OptionalLong plannedSlots) {
        return new Measurements(
                all.measured(),
                all.warmup(),
                all.shapes(),
                all.irregularities(),
                all.responseTimes(),
                all.serviceTimes(),
                all.firstOrgAdds(),
                all.scheduleLag(),
                all.timeline(),
                all.intervals(),
                all.backlog(),
                all.measuredFromNanos(),
                all.measuredNanos(),
                plannedSlots,
                all.listener(),
                all.stages(),
                Paths.NONE,
                Optional.empty());
    }
}
