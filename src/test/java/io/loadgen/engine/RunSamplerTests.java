package io.loadgen.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.loadgen.engine.health.GeneratorMonitor;
import io.loadgen.engine.health.HostProbe;
import io.loadgen.measurement.SlotTracker;
import io.loadgen.result.AddKind;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Phase;
import io.loadgen.time.NanoClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RunSamplerTests {
    private static final long WARMUP_NANOS = 50_000_000;

    private final NanoClock clock = NanoClock.system();
    private final EngineRig rig = new EngineRig();
    private final List<RunSampler.Second> seconds = new CopyOnWriteArrayList<>();
    private final AtomicBoolean measured = new AtomicBoolean();
    private final AtomicInteger sweeps = new AtomicInteger();

    @AutoClose
    private RunSampler sampler = sampler(0, seconds::add);

    private RunSampler sampler(long warmupNanos, Consumer<RunSampler.Second> each) {
        EchoPlatform platform = new EchoPlatform(clock, number -> {});
        return new RunSampler(
                "run",
                warmupNanos,
                clock,
                rig.instruments,
                new BacklogMonitor(platform, clock),
                new GeneratorMonitor(new HostProbe(clock), 1),
                each);
    }

    private void start() {
        sampler.start(clock.nanoTime(), this::heardUpTo, () -> measured.set(true));
    }

    /** Asked once at the beginning of each sweep. */
    private long heardUpTo(long now) {
        sweeps.incrementAndGet();
        return now;
    }

    private void open() {
        SlotTracker tracker = rig.tracker();
        long now = clock.nanoTime();
        rig.instruments.books().sent(Phase.MEASURED, AddKind.USERS.shape());
        long key = SlotTracker.key(tracker.claim(), 0);
        rig.instruments.adds().sent(key, 0, 0, 1, AddKind.USERS.shape());
        tracker.open(key, Phase.MEASURED, AddKind.USERS, 0, now, now, 1, 1);
    }

    @Test
    void lastSecondEndsWithTheWindow() {
        start();
        open();
        sampler.sendingEnded();
        sampler.abandon();
        await().until(() -> rig.tracker().outstanding() == 0);

        assertThat(sampler.finish().samples()).hasSize(1);
        assertThat(seconds)
                .singleElement()
                .returns(false, RunSampler.Second::sending)
                .returns(1L, second -> second.sample().planned());
        assertThat(sampler.lastSecond()).isSameAs(seconds.getFirst().sample());
    }

    @Test
    void abandonedSlotsAreClosedOnceNothingIsSent() {
        start();
        open();
        sampler.abandon();
        int before = sweeps.get();
        // The second one that begins from now on shows that the first is over.
        await().until(() -> sweeps.get() >= before + 2);
        assertThat(rig.tracker().outstanding()).isOne();

        sampler.sendingEnded();

        await().until(() -> rig.tracker().outstanding() == 0);
        assertThat(rig.measured().count(EventOutcome.EVENT_TIMEOUT)).isOne();
    }

    @Test
    void measuringBeginsWhenTheWarmupIsOver() {
        sampler.close();
        sampler = sampler(WARMUP_NANOS, seconds::add);

        start();

        await().untilTrue(measured);
    }

    @Test
    void nothingIsMeasuredAfterAStopInTheWarmup() {
        sampler.close();
        sampler = sampler(WARMUP_NANOS, seconds::add);
        start();

        sampler.sendingEnded();

        long warmupEnds = clock.nanoTime() + WARMUP_NANOS;
        await().until(() -> clock.nanoTime() - warmupEnds > 0);
        int before = sweeps.get();
        // The second one that begins from now on shows that what was due before is over.
        await().until(() -> sweeps.get() >= before + 2);
        assertThat(measured).isFalse();
    }

    @Test
    @Timeout(60)
    void aStopInTheWarmupDoesNotWaitForItsEnd() {
        sampler.close();
        sampler = sampler(Duration.ofHours(1).toNanos(), seconds::add);
        start();
        sampler.sendingEnded();

        assertThat(sampler.finish().samples()).isNotEmpty();
        assertThat(measured).isFalse();
    }

    @Test
    void aFailureIsKeptForTheEnd() {
        sampler.close();
        sampler = sampler(0, second -> {
            if (second.sending()) {
                throw new IllegalStateException("broken");
            }
        });
        start();
        await().atMost(Duration.ofSeconds(5)).until(() -> sampler.lastSecond() != null);
        sampler.sendingEnded();

        assertThatThrownBy(sampler::finish).hasMessage("sampling failed: broken");
    }
}
