package io.loadgen.measurement;

import static io.loadgen.measurement.TrackerRig.ACCOUNTS;
import static io.loadgen.measurement.TrackerRig.EVENT_TIMEOUT;
import static io.loadgen.measurement.TrackerRig.HASH;
import static io.loadgen.measurement.TrackerRig.LAG;
import static io.loadgen.measurement.TrackerRig.MILLI;
import static io.loadgen.measurement.TrackerRig.REPLY_TIMEOUT;
import static io.loadgen.measurement.TrackerRig.ROOM;
import static io.loadgen.measurement.TrackerRig.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.loadgen.contract.Shape;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.result.AddKind;
import io.loadgen.result.Backfill;
import io.loadgen.result.Books.ShapeCount;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.LatencyRow;
import io.loadgen.result.Phase;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.ResultOutcome;
import io.loadgen.spec.Basis;
import io.loadgen.spec.Signal;
import java.util.EnumSet;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The first org add of a room: in the books like any other, in distributions of its own. */
class FirstOrgAddsTests {
    private final TrackerRig rig = new TrackerRig();

    @Test
    void itsLatenciesAreApartFromAllOthers() {
        succeed(first(Phase.MEASURED), 2 * SECOND);
        succeed(rig.send(Phase.MEASURED, AddKind.ORGS, ACCOUNTS), 20 * MILLI);

        for (Signal signal : rig.latencies.signals()) {
            assertThat(rig.service(signal).count()).as("others' %s", signal).isOne();
            assertThat(rig.service(signal).maxNanos()).isCloseTo(20 * MILLI, within(MILLI));
            assertThat(rig.response(signal).count()).as("others' %s", signal).isOne();
            assertThat(apart(signal).maxNanos()).as("first %s", signal).isCloseTo(2 * SECOND + LAG, within(5 * MILLI));
            assertThat(apart(signal).count()).isOne();
        }
        Backfill figures = rig.firstOrgAdds.snapshot();
        assertThat(figures.sent()).isOne();
        assertThat(figures.events()).isOne();
        assertThat(Objects.requireNonNull(LatencyRow.distributions(figures.latencies(), Basis.SERVICE)
                                .get(Signal.EVENT))
                        .maxNanos())
                .isCloseTo(2 * SECOND, within(5 * MILLI));
    }

    @Test
    void itIsInTheBooksAndInItsSecondLikeAnyOther() {
        succeed(first(Phase.MEASURED), SECOND);

        assertThat(rig.outcomes()).containsOnly(ReplyOutcome.ACCEPTED, EventOutcome.EVENT, ResultOutcome.OK);
        assertThat(rig.measured().residues()).isEmpty();
        assertThat(rig.books.shapes(Phase.MEASURED)).contains(new ShapeCount(Shape.ORGS, 1, 1));
        assertThat(Objects.requireNonNull(
                                rig.latencies.takeInterval().responses().get(Signal.EVENT))
                        .count())
                .isOne();
    }

    @Test
    void oneOfTheWarmUpCountsToo() {
        succeed(first(Phase.WARMUP), SECOND);
        long lost = first(Phase.WARMUP);
        rig.accepted(lost);
        rig.after(EVENT_TIMEOUT + 1).sweep();

        assertThat(apart(Signal.EVENT).count()).isEqualTo(2);
        assertThat(apart(Signal.EVENT).censoredCount()).isOne();
        assertThat(rig.firstOrgAdds.snapshot().events()).isOne();
    }

    @Test
    void aLostOneCountsAsLongerThanItWasWaitedFor() {
        rig.accepted(first(Phase.MEASURED));
        first(Phase.MEASURED);
        rig.after(EVENT_TIMEOUT + 1).sweep();

        assertThat(apart(Signal.EVENT).censoredCount()).isEqualTo(2);
        assertThat(apart(Signal.EVENT).censored().getMaxValue()).isCloseTo(EVENT_TIMEOUT + LAG, within(SECOND / 10));
        assertThat(apart(Signal.REPLY).censored().getMaxValue()).isCloseTo(REPLY_TIMEOUT + LAG, within(SECOND / 10));
        assertThat(rig.response(Signal.EVENT).count()).as("others' losses").isZero();
        assertThat(rig.firstOrgAdds.snapshot().events()).isZero();
    }

    @Test
    void aMismatchIsNoEventOfIt() {
        long slot = first(Phase.MEASURED);
        rig.accepted(slot);
        rig.tracker.delivered(slot, ACCOUNTS, HASH + 1, rig.now);
        rig.ok(slot);

        assertThat(rig.firstOrgAdds.snapshot().events()).isZero();
        assertThat(apart(Signal.EVENT).censoredCount()).isOne();
    }

    @Test
    void aRoomHasOneFirst() {
        assertThat(rig.firstOrgAdds.isNext(ROOM)).isTrue();
        first(Phase.MEASURED);

        assertThat(rig.firstOrgAdds.isNext(ROOM)).isFalse();
        assertThat(rig.firstOrgAdds.isNext(ROOM - 1)).isTrue();
    }

    @Test
    void aRoomThatHadAnOrgRowBeforeHasNone() {
        FirstOrgAdds adds = new FirstOrgAdds(EnumSet.of(Signal.EVENT), 3, room -> room == 1);

        assertThat(adds.isNext(0)).isTrue();
        assertThat(adds.isNext(1)).isFalse();
        assertThat(adds.snapshot().sent()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = ReplyOutcome.class,
            names = {"REJECTED", "BUSY", "NO_RESPONDERS", "PUBLISH_ERROR"})
    void afterOneThatNobodyCarriedOutTheNextIsFirst(ReplyOutcome outcome) {
        rig.tracker.notAccepted(first(Phase.MEASURED), outcome, "no", rig.now);

        assertThat(rig.firstOrgAdds.isNext(ROOM)).isTrue();
        assertThat(rig.firstOrgAdds.snapshot().sent()).isOne();
    }

    @ParameterizedTest
    @EnumSource(
            value = ReplyOutcome.class,
            names = {"REJECTED", "BUSY", "NO_RESPONDERS", "PUBLISH_ERROR"},
            mode = Mode.EXCLUDE)
    void afterOneThatMayHaveBeenCarriedOutTheNextIsNotFirst(ReplyOutcome outcome) {
        rig.tracker.notAccepted(first(Phase.MEASURED), outcome, "", rig.now);
        rig.after(EVENT_TIMEOUT + 1).sweep();

        assertThat(rig.firstOrgAdds.isNext(ROOM)).isFalse();
    }

    @Test
    void oneThatWasCarriedOutBeforeItWasRefusedWasTheFirst() {
        long slot = first(Phase.MEASURED);
        rig.event(slot);
        rig.tracker.notAccepted(slot, ReplyOutcome.REJECTED, "no", rig.now);

        assertThat(rig.firstOrgAdds.isNext(ROOM)).isFalse();
    }

    @Test
    void anEventAfterTheReplyTimeoutIsAnEventOfIt() {
        long slot = first(Phase.MEASURED);
        rig.after(REPLY_TIMEOUT + SECOND).event(slot);
        rig.ok(slot);

        assertThat(rig.firstOrgAdds.snapshot().events()).isOne();
        assertThat(Objects.requireNonNull(rig.firstOrgAdds.snapshot().measured())
                        .count(EventOutcome.EVENT))
                .isOne();
    }

    private long first(Phase phase) {
        return rig.send(phase, AddKind.FIRST_ORGS, ACCOUNTS);
    }

    private void succeed(long slot, long nanos) {
        rig.after(nanos);
        rig.tracker.handedOff(slot, rig.now);
        rig.accepted(slot);
        rig.event(slot);
        rig.ok(slot);
    }

    private LatencyDistribution apart(Signal signal) {
        return Objects.requireNonNull(
                LatencyRow.distributions(rig.firstOrgAdds.snapshot().latencies(), Basis.RESPONSE)
                        .get(signal));
    }
}
