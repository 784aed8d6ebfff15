package io.loadgen.measurement;

import static io.loadgen.measurement.TrackerRig.ACCOUNTS;
import static io.loadgen.measurement.TrackerRig.EVENT_TIMEOUT;
import static io.loadgen.measurement.TrackerRig.HASH;
import static io.loadgen.measurement.TrackerRig.MILLI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.loadgen.latency.LatencySummary;
import io.loadgen.result.AddKind;
import io.loadgen.result.AddPath;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.LatencyRow;
import io.loadgen.result.Measurements;
import io.loadgen.result.Paths;
import io.loadgen.result.Phase;
import io.loadgen.result.Stages;
import io.loadgen.spec.Basis;
import io.loadgen.spec.Signal;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Slots by the ways that their adds take, and the outbox messages of those across sites. */
class PathsTests {
    private static final int CROSS_SITE = AddPath.CROSS_SITE.bit();
    private static final int ELSEWHERE = 2;
    private static final long THEIR_HASH = 77;

    private TrackerRig rig = TrackerRig.onPaths(OtherSiteWatch.OUTBOX);

    @Test
    void everySlotIsInTheRowOfItsWay() {
        end(send(0, 0), 10 * MILLI);
        long slot = send(CROSS_SITE, ELSEWHERE);
        rig.after(30 * MILLI);
        forwarded(slot);
        end(slot, 0);

        Paths paths = figures().paths();
        assertThat(paths.rows()).extracting(Paths.Row::paths).containsExactly(List.of(), List.of(AddPath.CROSS_SITE));
        assertThat(paths.rows())
                .allSatisfy(row ->
                        assertThat(row.measured().count(EventOutcome.EVENT)).isEqualTo(1));
        assertThat(paths.rows())
                .extracting(PathsTests::eventMillis)
                .satisfiesExactly(
                        ordinary -> assertThat(ordinary).isCloseTo(10, within(0.1)),
                        crossSite -> assertThat(crossSite).isCloseTo(30, within(0.1)));
        assertThat(figures().countMismatches()).isEmpty();
    }

    private static double eventMillis(Paths.Row row) {
        return Objects.requireNonNull(row.latencies().stream()
                .filter(latency -> latency.isOf(Signal.EVENT, Basis.SERVICE))
                .map(LatencyRow::times)
                .findFirst()
                .orElseThrow()
                .maxObservedMillis());
    }

    @Test
    void aSlotWaitsForItsOutboxMessage() {
        long slot = send(CROSS_SITE, ELSEWHERE);
        end(slot, MILLI);
        assertThat(rig.tracker.outstanding()).isEqualTo(1);

        rig.after(4 * MILLI);
        forwarded(slot);

        assertThat(rig.tracker.outstanding()).isZero();
        assertThat(figures().paths().outbox()).isEqualTo(new Paths.Copies(1, 1, 0, 0, 0));
        assertThat(outboxStage().count()).isEqualTo(1);
        assertThat(outboxStage().maxObservedMillis()).isCloseTo(5, within(0.1));
    }

    @Test
    void oneThatDoesNotComeIsALossOfItsWholeWait() {
        long slot = send(CROSS_SITE, ELSEWHERE);
        end(slot, MILLI);
        rig.after(EVENT_TIMEOUT).sweep();

        assertThat(rig.tracker.outstanding()).isZero();
        assertThat(figures().paths().outbox()).isEqualTo(new Paths.Copies(1, 0, 1, 0, 0));
        assertThat(outboxStage().lost()).isEqualTo(1);
        assertThat(rig.measured().count(EventOutcome.EVENT)).isEqualTo(1);
        assertThat(figures().countMismatches()).isEmpty();
    }

    @Test
    void oneThatNamesOthersIsNotWhatIsWaitedFor() {
        long slot = send(CROSS_SITE, ELSEWHERE);
        rig.tracker.forwarded(slot, ELSEWHERE, THEIR_HASH + 1, rig.now);
        rig.tracker.forwarded(slot, ELSEWHERE + 1, THEIR_HASH, rig.now);
        end(slot, MILLI);
        assertThat(rig.tracker.outstanding()).isEqualTo(1);
        forwarded(slot);

        assertThat(figures().paths().outbox()).isEqualTo(new Paths.Copies(1, 1, 0, 2, 0));
    }

    @Test
    void oneMoreIsCountedAndNotRecorded() {
        long slot = send(CROSS_SITE, ELSEWHERE);
        forwarded(slot);
        forwarded(slot);
        end(slot, MILLI);
        forwarded(slot);

        assertThat(figures().paths().outbox()).isEqualTo(new Paths.Copies(1, 1, 0, 0, 2));
        assertThat(outboxStage().count()).isEqualTo(1);
    }

    @Test
    void noneIsDueOfASlotWhoseEventDidNotCome() {
        long slot = send(CROSS_SITE, ELSEWHERE);
        rig.accepted(slot);
        rig.finalError(slot);

        assertThat(rig.tracker.outstanding()).isZero();
        assertThat(figures().paths().outbox()).isEqualTo(new Paths.Copies(0, 0, 0, 0, 0));
        assertThat(outboxStage().lost()).isEqualTo(1);
    }

    @Test
    void aSlotThatIsAbandonedWaitsNoMore() {
        end(send(CROSS_SITE, ELSEWHERE), MILLI);
        rig.tracker.abandon(rig.now);

        assertThat(rig.tracker.outstanding()).isZero();
        assertThat(figures().paths().outbox()).isEqualTo(new Paths.Copies(1, 0, 1, 0, 0));
    }

    @Test
    void aSlotWaitsForTheArrivalAtTheOtherSite() {
        rig = TrackerRig.onPaths(OtherSiteWatch.OUTBOX_AND_ARRIVAL);
        long slot = send(CROSS_SITE, ELSEWHERE);
        end(slot, MILLI);
        forwarded(slot);
        rig.tracker.arrived(slot, ELSEWHERE + 1, THEIR_HASH, rig.now);
        assertThat(rig.tracker.outstanding()).isEqualTo(1);

        rig.after(8 * MILLI);
        arrived(slot);
        arrived(slot);

        assertThat(rig.tracker.outstanding()).isZero();
        assertThat(figures().paths().outbox()).isEqualTo(new Paths.Copies(1, 1, 0, 0, 0));
        assertThat(figures().paths().arrivals()).isEqualTo(new Paths.Copies(1, 1, 0, 1, 1));
        assertThat(stage("outbox").maxObservedMillis()).isCloseTo(1, within(0.1));
        assertThat(stage("arrival").maxObservedMillis()).isCloseTo(9, within(0.1));
    }

    /** Over a connection of its own it may be the first that is heard. */
    @Test
    void anArrivalMayOvertakeEverythingElse() {
        rig = TrackerRig.onPaths(OtherSiteWatch.OUTBOX_AND_ARRIVAL);
        long slot = send(CROSS_SITE, ELSEWHERE);
        rig.after(MILLI);
        arrived(slot);
        end(slot, MILLI);
        assertThat(rig.tracker.outstanding()).isEqualTo(1);
        forwarded(slot);

        assertThat(rig.tracker.outstanding()).isZero();
        assertThat(figures().paths().arrivals()).isEqualTo(new Paths.Copies(1, 1, 0, 0, 0));
        assertThat(figures().countMismatches()).isEmpty();
    }

    @Test
    void whatDoesNotArriveIsALossOfItsWholeWaitThoughItWasSent() {
        rig = TrackerRig.onPaths(OtherSiteWatch.OUTBOX_AND_ARRIVAL);
        long slot = send(CROSS_SITE, ELSEWHERE);
        end(slot, MILLI);
        forwarded(slot);
        rig.after(EVENT_TIMEOUT).sweep();
        arrived(slot);

        assertThat(rig.tracker.outstanding()).isZero();
        assertThat(figures().paths().outbox()).isEqualTo(new Paths.Copies(1, 1, 0, 0, 0));
        assertThat(figures().paths().arrivals()).isEqualTo(new Paths.Copies(1, 0, 1, 0, 1));
        assertThat(stage("outbox").lost()).isZero();
        assertThat(stage("arrival").lost()).isEqualTo(1);
    }

    @Test
    void whereNobodyListensAtTheOtherSiteNothingIsSaidOfIt() {
        long slot = send(CROSS_SITE, ELSEWHERE);
        end(slot, MILLI);
        forwarded(slot);

        assertThat(figures().paths().arrivals()).isNull();
        assertThat(figures().stages().orElseThrow().durations())
                .extracting(Stages.Duration::to)
                .doesNotContain("arrival");
    }

    private long send(int path, int elsewhere) {
        return rig.send(
                key -> rig.tracker.expectPath(key, path, elsewhere, THEIR_HASH),
                Phase.MEASURED,
                AddKind.USERS,
                ACCOUNTS);
    }

    private void end(long slot, long nanos) {
        rig.after(nanos).accepted(slot);
        rig.tracker.delivered(slot, ACCOUNTS, HASH, rig.now);
        rig.ok(slot);
    }

    private void forwarded(long slot) {
        rig.tracker.forwarded(slot, ELSEWHERE, THEIR_HASH, rig.now);
    }

    private void arrived(long slot) {
        rig.tracker.arrived(slot, ELSEWHERE, THEIR_HASH, rig.now);
    }

    private Measurements figures() {
        return rig.measurements();
    }

    private LatencySummary outboxStage() {
        return stage("outbox");
    }

    private LatencySummary stage(String to) {
        return figures().stages().orElseThrow().durations().stream()
                .filter(stage -> stage.to().equals(to))
                .map(Stages.Duration::times)
                .findFirst()
                .orElseThrow();
    }
}
