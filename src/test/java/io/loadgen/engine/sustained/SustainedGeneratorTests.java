package io.loadgen.engine.sustained;

import static io.loadgen.engine.EngineRig.MILLI;
import static io.loadgen.engine.EngineRig.ROOMS;
import static io.loadgen.engine.EngineRig.SECOND;
import static io.loadgen.engine.EngineRig.USERS_PER_ADD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.loadgen.contract.Shape;
import io.loadgen.engine.ArrivalSchedule;
import io.loadgen.engine.EngineRig;
import io.loadgen.engine.LoadEnd;
import io.loadgen.engine.RecordingSession;
import io.loadgen.engine.SignalCorrelator;
import io.loadgen.engine.Signals;
import io.loadgen.injection.InjectionException;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.measurement.SlotKey;
import io.loadgen.result.Books.ShapeCount;
import io.loadgen.result.Disposition;
import io.loadgen.result.Phase;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.spec.Basis;
import io.loadgen.spec.InjectMode;
import io.loadgen.spec.ShapeMix;
import io.loadgen.spec.Signal;
import io.loadgen.time.FakeClock;
import io.loadgen.time.NanoClock;
import io.loadgen.time.ParkThenSpin;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** At 200/s a slot is due every 5 ms. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class SustainedGeneratorTests {
    private static final long GAP = 5 * MILLI;
    private static final long PAUSE = 300 * MILLI;
    private static final int PAUSED_SLOT = 50;
    private static final long FIRST_DUE = FakeClock.START + 100 * MILLI;

    private final EngineRig rig = new EngineRig();

    @Test
    void eachSlotIsSentAtItsDueInstantRoomsInTurn() {
        LoadEnd end = rig.generator(plan(400)).run(FIRST_DUE);

        assertThat(end).isEqualTo(new LoadEnd(LoadEnd.Cause.COMPLETED, FIRST_DUE + 2 * SECOND));
        assertThat(rig.session.sends).hasSize(400).allSatisfy(sent -> {
            assertThat(sent.atNanos()).isEqualTo(FIRST_DUE + sent.number() * GAP);
            assertThat(sent.target()).isEqualTo(sent.number() % ROOMS);
            assertThat(SlotKey.slot(sent.key())).isEqualTo(sent.number());
            assertThat(rig.requestIds.parse(sent.requestId())).isEqualTo(sent.key());
        });
        assertThat(rig.candidatesTaken()).isEqualTo(400 * USERS_PER_ADD);
        rig.instruments.latencies().takeInterval();
        assertThat(rig.instruments.latencies().totalLag().maxNanos()).isZero();
    }

    @Test
    void slotsThatAPauseMadeLateKeepTheirIntendedInstant() {
        answerAtOnceAndPauseOnce();

        rig.generator(plan(400)).run(FIRST_DUE);

        LatencyDistribution response = rig.total(Basis.RESPONSE, Signal.EVENT);
        assertThat(response.count()).isEqualTo(400);
        // The first late slot is 295 ms late; each later one catches up by 2.5 ms: 118 of 400 are late.
        assertThat(response.maxNanos()).isCloseTo(295 * MILLI, within(MILLI));
        assertThat(response.quantile(282.0 / 400).lowerNanos()).isZero();
        assertThat(response.quantile(283.0 / 400).lowerNanos()).isPositive();
        assertThat(response.quantile(341.0 / 400).lowerNanos()).isCloseTo(295 * MILLI / 2, within(3 * MILLI));
        assertThat(rig.total(Basis.SERVICE, Signal.EVENT).count()).isEqualTo(400);
        assertThat(rig.total(Basis.SERVICE, Signal.EVENT).maxNanos()).isZero();
        assertThat(rig.instruments.latencies().totalLag().maxNanos()).isEqualTo(response.maxNanos());
        assertThat(rig.instruments.latencies().totalLag().count()).isEqualTo(400);
    }

    @Test
    void aPauseLosesNoSlotAndIsCaughtUpAtTwiceTheRate() {
        answerAtOnceAndPauseOnce();

        rig.generator(plan(400)).run(FIRST_DUE);

        assertThat(rig.measured(Disposition.SENT)).isEqualTo(400);
        assertThat(rig.measured().residues()).isEmpty();
        for (RecordingSession.Sent sent : rig.session.sends) {
            long late = PAUSE - GAP - (sent.number() - PAUSED_SLOT - 1) * (GAP / 2);
            long expected = sent.number() <= PAUSED_SLOT ? 0 : Math.max(0, late);
            assertThat(sent.atNanos() - FIRST_DUE - sent.number() * GAP)
                    .as("lag of slot %d", sent.number())
                    .isEqualTo(expected);
        }
    }

    @Test
    void slotsLaterThanTheGreatestLagAreDroppedAndTheirCandidatesKept() {
        answerAtOnceAndPauseOnce();

        rig.generator(SustainedPlan.constantRate(200, 400, Duration.ZERO, Duration.ofMillis(100)))
                .run(FIRST_DUE);

        // After the pause slots 51, 52, ... are 295, 290, ... ms late: 39 of them more than 100 ms.
        assertThat(rig.measured(Disposition.UNDERRUN)).isEqualTo(39);
        assertThat(rig.measured(Disposition.SENT)).isEqualTo(361);
        assertThat(SlotKey.slot(rig.session.sends.get(PAUSED_SLOT + 1).key())).isEqualTo(90);
        assertThat(rig.candidatesTaken()).isEqualTo(361 * USERS_PER_ADD);
        assertThat(rig.measured().residues()).isEmpty();
    }

    @Test
    void slotsThatFindTheTableFullGiveTheirCandidatesBack() {
        EngineRig small = new EngineRig(3);

        LoadEnd end = small.generator(plan(10)).run(FIRST_DUE);

        assertThat(end.cause()).isEqualTo(LoadEnd.Cause.COMPLETED);
        assertThat(small.measured(Disposition.SENT)).isEqualTo(3);
        assertThat(small.measured(Disposition.SATURATED)).isEqualTo(7);
        assertThat(small.measured().planned()).isEqualTo(10);
        assertThat(small.candidatesTaken()).isEqualTo(3 * USERS_PER_ADD);
    }

    @Test
    void dryPoolsEndTheRunAndTheRestIsExhausted() {
        int adds = ROOMS * EngineRig.CANDIDATES / USERS_PER_ADD;

        LoadEnd end = rig.generator(plan(adds + 30)).run(FIRST_DUE);

        assertThat(end).isEqualTo(new LoadEnd(LoadEnd.Cause.EXHAUSTED, FIRST_DUE + adds * GAP));
        assertThat(rig.measured(Disposition.SENT)).isEqualTo(adds);
        assertThat(rig.measured(Disposition.EXHAUSTED)).isEqualTo(30);
        assertThat(rig.candidatesTaken()).isEqualTo((long) ROOMS * EngineRig.CANDIDATES);
    }

    @Test
    void aRunStoppedInTheWarmupAbortsTheRestOfBothPhases() {
        SustainedGenerator generator =
                rig.generator(SustainedPlan.constantRate(200, 400, Duration.ofSeconds(1), Duration.ofSeconds(1)));
        rig.session.onSend(sent -> {
            if (sent.number() == 20) {
                generator.stop();
            }
        });

        LoadEnd end = generator.run(FIRST_DUE);

        assertThat(end).isEqualTo(new LoadEnd(LoadEnd.Cause.STOPPED, FIRST_DUE + 20 * GAP));
        assertThat(rig.session.sends).hasSize(21);
        var warmup = rig.instruments.books().snapshot(Phase.WARMUP);
        assertThat(warmup.count(Disposition.SENT)).isEqualTo(21);
        assertThat(warmup.count(Disposition.ABORTED)).isEqualTo(179);
        assertThat(rig.measured(Disposition.ABORTED)).isEqualTo(200);
        assertThat(rig.measured(Disposition.SENT)).isZero();
    }

    @Test
    void aRunStoppedAfterTheWarmupAbortsMeasuredSlotsOnly() {
        SustainedGenerator generator =
                rig.generator(SustainedPlan.constantRate(200, 400, Duration.ofSeconds(1), Duration.ofSeconds(1)));
        rig.session.onSend(sent -> {
            if (sent.number() == 299) {
                generator.stop();
            }
        });

        generator.run(FIRST_DUE);

        assertThat(rig.instruments.books().snapshot(Phase.WARMUP).count(Disposition.ABORTED))
                .isZero();
        assertThat(rig.measured(Disposition.SENT)).isEqualTo(100);
        assertThat(rig.measured(Disposition.ABORTED)).isEqualTo(100);
    }

    @Test
    void aRunStoppedBeforeItBeganSendsNothing() {
        SustainedGenerator generator = rig.generator(plan(10));
        generator.stop();
        generator.stop();

        assertThat(generator.run(FIRST_DUE).cause()).isEqualTo(LoadEnd.Cause.STOPPED);
        assertThat(rig.session.sends).isEmpty();
        assertThat(rig.measured(Disposition.ABORTED)).isEqualTo(10);
    }

    @Test
    void aStopEndsTheWaitForASlotThatIsDueInAnHour() throws Exception {
        NanoClock clock = NanoClock.system();
        SustainedPlan slow = SustainedPlan.constantRate(1 / 3_600.0, 2, Duration.ZERO, Duration.ofHours(2));
        SustainedGenerator generator = new SustainedGenerator(
                slow,
                clock,
                new ParkThenSpin(clock, ParkThenSpin.DEFAULT_SPIN_NANOS),
                rig.pools,
                rig.instruments,
                rig.sender(InjectMode.FRONTDOOR),
                rig.gaps);
        CountDownLatch firstSent = new CountDownLatch(1);
        rig.session.onSend(sent -> firstSent.countDown());
        CompletableFuture<LoadEnd> end = new CompletableFuture<>();
        Thread pacing = Thread.ofPlatform().start(() -> end.complete(generator.run(clock.nanoTime())));
        firstSent.await();

        generator.stop();

        assertThat(end.get(30, TimeUnit.SECONDS).cause()).isEqualTo(LoadEnd.Cause.STOPPED);
        assertThat(rig.measured(Disposition.ABORTED)).isOne();
        pacing.join();
    }

    @Test
    void aRequestThatTheClientRefusesGivesItsCandidatesBack() {
        rig.session.onSend(sent -> {
            if (sent.number() == 3) {
                throw new InjectionException("not connected", null);
            }
        });

        rig.generator(plan(5)).run(FIRST_DUE);

        RecordingSession.Sent refused = rig.session.sends.get(3);
        RecordingSession.Sent next = rig.session.sends.get(4);
        assertThat(next.target()).isEqualTo(refused.target());
        assertThat(next.body()).isEqualTo(refused.body());
        assertThat(next.requestId()).isNotEqualTo(refused.requestId());
        assertThat(rig.candidatesTaken()).isEqualTo(4 * USERS_PER_ADD);
        assertThat(rig.measured(Disposition.SENT)).isEqualTo(5);
        assertThat(rig.measured().count(ReplyOutcome.PUBLISH_ERROR)).isOne();
        assertThat(rig.tracker().outstanding()).isEqualTo(4);
        assertThat(rig.instruments.irregularities().snapshot().firstMessages())
                .containsExactly("publish error: not connected");
    }

    private static SustainedPlan plan(long slots) {
        return SustainedPlan.constantRate(200, slots, Duration.ZERO, Duration.ofSeconds(1));
    }

    /** Every request succeeds in no time; after one of them the pacing thread is held up. */
    private void answerAtOnceAndPauseOnce() {
        SignalCorrelator collector = rig.correlator();
        rig.session.onSend(sent -> {
            long now = rig.clock.nanoTime();
            collector.replied(sent.key(), Signals.ACCEPTED, now);
            collector.delivered(sent.requestId(), Signals.event(sent), now);
            collector.resolved(sent.requestId(), Signals.ok(), now);
            if (sent.number() == PAUSED_SLOT) {
                rig.clock.advance(PAUSE);
            }
        });
    }

    @Test
    void aMixedRunSendsTheShapesThatSeedAndSlotDecideAlsoAfterAPause() {
        ShapeMix mix = new ShapeMix.Weighted(2, 1, 1);
        answerAtOnceAndPauseOnce();

        rig.generator(plan(400), mix).run(FIRST_DUE);

        assertThat(rig.session.sends).hasSize(400).allSatisfy(sent -> {
            Shape shape = mix.shapeOf(rig.fixture.spec().seed(), SlotKey.slot(sent.key()));
            JsonNode body = new JsonMapper().readTree(sent.body());
            for (Shape each : Shape.values()) {
                assertThat(body.at("/" + each.label()).isEmpty())
                        .as("slot %d, %s", sent.number(), each)
                        .isEqualTo(each != shape);
            }
        });
        List<ShapeCount> counts = rig.instruments.books().shapes(Phase.MEASURED);
        assertThat(counts.stream().mapToLong(ShapeCount::sent).sum()).isEqualTo(400);
        assertThat(counts)
                .filteredOn(count -> count.shape() == Shape.USERS)
                .singleElement()
                .satisfies(count -> assertThat(count.sent()).isBetween(150L, 250L));
    }

    @Test
    void onlyTheFirstOrgAddOfEachRoomIsApart() {
        rig.generator(plan(400), new ShapeMix.Only(Shape.ORGS)).run(FIRST_DUE);

        assertThat(rig.instruments.firstOrgAdds().snapshot().sent()).isEqualTo(ROOMS);
    }

    @Test
    void aPlannedBurstIsNoCatchingUpAndALateOneIsPlayedAtTwiceItsSpeed() {
        // Ten slots 1 ms apart, then nothing until 100 ms have gone by.
        ArrivalSchedule bursts = index -> index / 10 * 100 * MILLI + index % 10 * MILLI;
        rig.session.onSend(sent -> {
            if (sent.number() == 20) {
                rig.clock.advance(4 * MILLI);
            }
        });

        rig.generator(new SustainedPlan(bursts, 100, 0, 0, 10 * MILLI, SECOND, 0, null))
                .run(FIRST_DUE);

        long[] lags = rig.session.sends.stream()
                .mapToLong(sent -> sent.atNanos() - FIRST_DUE - bursts.nanosAt(sent.number()))
                .toArray();
        assertThat(Arrays.copyOfRange(lags, 0, 21)).containsOnly(0);
        // The first after the pause is 3 ms late, and each makes good half the planned distance.
        assertThat(Arrays.copyOfRange(lags, 21, 28))
                .containsExactly(3 * MILLI, 5 * MILLI / 2, 2 * MILLI, 3 * MILLI / 2, MILLI, MILLI / 2, 0);
        assertThat(Arrays.copyOfRange(lags, 28, 100)).containsOnly(0);
    }

    @Test
    void theRoomOfASlotIsThePlannedOneAndADryOneEndsTheRun() {
        LongToIntFunction rooms = slot -> slot % 3 == 0 ? 1 : 2;
        long adds = EngineRig.CANDIDATES / USERS_PER_ADD;

        LoadEnd end = rig.generator(
                        new SustainedPlan(ArrivalSchedule.constantRate(200), 2 * adds, 0, 0, GAP, SECOND, 0, rooms))
                .run(FIRST_DUE);

        assertThat(rig.session.sends)
                .allSatisfy(sent -> assertThat(sent.target()).isEqualTo(rooms.applyAsInt(sent.number())));
        // Two of three slots are of room 2.
        assertThat(rig.session.sends).hasSize((int) (adds * 3 / 2) + 1);
        assertThat(end.cause()).isEqualTo(LoadEnd.Cause.EXHAUSTED);
        assertThat(rig.measured().planned()).isEqualTo(2 * adds);
    }
}
