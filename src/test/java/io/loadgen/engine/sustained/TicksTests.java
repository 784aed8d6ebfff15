package io.loadgen.engine.sustained;

import static io.loadgen.engine.EngineRig.MILLI;
import static io.loadgen.engine.EngineRig.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.engine.ArrivalSchedule;
import io.loadgen.engine.EngineRig;
import io.loadgen.engine.LoadEnd;
import io.loadgen.engine.RecordingSession.Sent;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.result.Disposition;
import io.loadgen.spec.InjectMode;
import io.loadgen.time.FakeClock;
import io.loadgen.time.WaitStrategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** At 20,000/s a slot is due every 50 us, and the pacing thread wakes up every 200. */
class TicksTests {
    private static final long GAP = 50_000;
    private static final long TICK = 200_000;
    private static final int WAKEUPS = 5_000;
    private static final int SLOTS = 800;
    private static final long START = FakeClock.START + 100 * MILLI;

    private final EngineRig rig = new EngineRig();
    private final List<Long> wakeups = new ArrayList<>();
    private long overshootNanos;

    @Test
    void slotsWaitForTheNextTickAndAreSentTogether() {
        LoadEnd end = run(plan(20_000));

        assertThat(end).isEqualTo(new LoadEnd(LoadEnd.Cause.COMPLETED, START + SLOTS * GAP));
        assertThat(rig.session.sends).hasSize(SLOTS).allSatisfy(sent -> {
            long ticks = (sent.number() + 3L) / 4;
            assertThat(sent.atNanos()).as("slot %d", sent.number()).isEqualTo(START + ticks * TICK);
        });
        assertThat(rig.session.flushes).startsWith(1, 4, 4).endsWith(4, 3);
        assertThat(wakeups).hasSize(1 + SLOTS / 4);
    }

    @Test
    void whatASlotWaitsIsItsLag() {
        run(plan(20_000));

        rig.instruments.latencies().takeInterval();
        LatencyDistribution lag = rig.instruments.latencies().totalLag();
        assertThat(lag.count()).isEqualTo(SLOTS);
        assertThat(lag.maxNanos()).isBetween(3 * GAP, 3 * GAP + GAP / 100);
        assertThat(lag.quantile(0.5).lowerNanos()).isBetween(GAP, GAP + GAP / 100);
    }

    @Test
    void upToAsManySlotsAsWakeUpsEachHasItsOwnAndNothingIsHeld() {
        run(plan(WAKEUPS));

        assertThat(rig.session.sends)
                .allSatisfy(sent -> assertThat(sent.atNanos()).isEqualTo(START + sent.number() * TICK));
        assertThat(wakeups).hasSize(SLOTS);
        assertThat(rig.session.flushes).isEmpty();
    }

    @Test
    void noSlotIsSentBeforeItIsDueWhateverTheSchedule() {
        // Three at a time, 150 us apart, so that ticks fall between them.
        ArrivalSchedule bursts = index -> index / 3 * 150_000;
        run(new SustainedPlan(bursts, SLOTS, 0, 0, GAP, SECOND, TICK, null));

        assertThat(rig.session.sends).hasSize(SLOTS).allSatisfy(sent -> {
            long due = START + bursts.nanosAt(sent.number());
            assertThat(sent.atNanos() - due).as("slot %d", sent.number()).isBetween(0L, TICK);
        });
    }

    @Test
    void aPauseIsCaughtUpAtTwiceTheRateWithNoMoreWakeUps() {
        pauseAfter(100, 10 * MILLI);

        run(plan(20_000));

        assertThat(rig.measured(Disposition.SENT)).isEqualTo(SLOTS);
        List<Sent> late = rig.session.sends.stream()
                .filter(sent -> sent.atNanos() - START - sent.number() * GAP >= TICK)
                .toList();
        // 200 slots were due in the pause, and as many again until they are caught up.
        assertThat(late.size()).isBetween(350, 400);
        assertThat(rig.session.flushes.stream().mapToInt(Integer::intValue).max())
                .hasValue(9);
        assertThat(rig.session.flushes.stream().filter(count -> count == 8).count())
                .isBetween(40L, 50L);
        assertThat(distances().min()).hasValue(TICK);
    }

    @Test
    void aThreadThatIsLetInLateKeepsItsTicks() {
        overshootNanos = 30_000;

        run(plan(20_000));

        assertThat(wakeups).hasSize(1 + SLOTS / 4);
        assertThat(rig.session.flushes).startsWith(1, 4, 4);
        assertThat(rig.session.sends.getLast().atNanos()).isEqualTo(START + (SLOTS / 4) * TICK + overshootNanos);
    }

    @Test
    void slotsTooLateAreDroppedAndTheRestGoesOn() {
        pauseAfter(100, 10 * MILLI);

        run(SustainedPlan.constantRate(20_000, SLOTS, Duration.ZERO, Duration.ofMillis(5))
                .wakingAtMost(WAKEUPS));

        assertThat(rig.measured(Disposition.UNDERRUN)).isBetween(90L, 105L);
        assertThat(rig.measured(Disposition.SENT) + rig.measured(Disposition.UNDERRUN))
                .isEqualTo(SLOTS);
        assertThat(rig.measured().planned()).isEqualTo(SLOTS);
    }

    @Test
    void aStopWithinATickSendsWhatIsHeldAndNoMore() {
        SustainedGenerator[] generator = {generator(plan(20_000))};
        rig.session.onSend(sent -> {
            if (sent.number() == 6) {
                generator[0].stop();
            }
        });

        LoadEnd end = generator[0].run(START);

        assertThat(end.cause()).isEqualTo(LoadEnd.Cause.STOPPED);
        assertThat(rig.session.sends).hasSize(7);
        assertThat(rig.session.flushes).containsExactly(1, 4, 2);
        assertThat(rig.measured(Disposition.ABORTED)).isEqualTo(SLOTS - 7);
        assertThat(rig.measured().planned()).isEqualTo(SLOTS);
    }

    @Test
    void dryPoolsEndTheRunWithinATickAndWhatIsHeldGoesOut() {
        int adds = EngineRig.ROOMS * EngineRig.CANDIDATES / EngineRig.USERS_PER_ADD;

        LoadEnd end = run(SustainedPlan.constantRate(20_000, adds + 30, Duration.ZERO, Duration.ofSeconds(1))
                .wakingAtMost(WAKEUPS));

        assertThat(end.cause()).isEqualTo(LoadEnd.Cause.EXHAUSTED);
        assertThat(rig.measured(Disposition.SENT)).isEqualTo(adds);
        assertThat(rig.measured(Disposition.EXHAUSTED)).isEqualTo(30);
        assertThat(rig.session.flushes.stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(adds);
    }

    private LoadEnd run(SustainedPlan plan) {
        return generator(plan).run(START);
    }

    private SustainedGenerator generator(SustainedPlan plan) {
        return new SustainedGenerator(
                plan, rig.clock, waiting(), rig.pools, rig.instruments, rig.sender(InjectMode.FRONTDOOR), rig.gaps);
    }

    /** Waits on the rig's clock, and keeps when it woke up. */
    private WaitStrategy waiting() {
        return (long instantNanos, BooleanSupplier cancelled) -> {
            rig.clock.awaitUntil(instantNanos, cancelled);
            rig.clock.advance(overshootNanos);
            wakeups.add(rig.clock.nanoTime());
        };
    }

    private void pauseAfter(int number, long nanos) {
        rig.session.onSend(sent -> {
            if (sent.number() == number) {
                rig.clock.advance(nanos);
            }
        });
    }

    private LongStream distances() {
        return LongStream.range(1, wakeups.size()).map(at -> wakeups.get((int) at) - wakeups.get((int) at - 1));
    }

    private static SustainedPlan plan(double rate) {
        return SustainedPlan.constantRate(rate, SLOTS, Duration.ZERO, Duration.ofSeconds(1))
                .wakingAtMost(WAKEUPS);
    }
}
