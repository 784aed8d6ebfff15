package io.loadgen.engine.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.result.GeneratorFigures;
import io.loadgen.result.GeneratorFigures.Pauses;
import io.loadgen.result.GeneratorFigures.Safepoints;
import io.loadgen.result.GeneratorFigures.Share;
import io.loadgen.result.GeneratorFigures.Throttling;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class GeneratorMonitorTests {
    private static final long SECOND = 1_000_000_000;

    private final FakeMachine machine = new FakeMachine();
    private final GeneratorMonitor monitor = new GeneratorMonitor(machine, 4);

    @Test
    void onlyTheMeasuredWindowIsReported() {
        sample(false, reading(0, 0, 0, 0, 0));
        sample(false, reading(1, SECOND, 50, 500, 90));
        sample(true, reading(2, 2 * SECOND, 60, 600, 70));
        sample(true, reading(3, 2 * SECOND + SECOND / 2, 62, 608, 5));
        sample(true, reading(4, 4 * SECOND, 63, 620, 12));
        sample(false, reading(5, 9 * SECOND, 99, 999, 99));

        GeneratorFigures health = monitor.health().orElseThrow();

        assertThat(health.seconds()).isEqualTo(2);
        assertThat(health.gcPauses()).isEqualTo(new Pauses(3, 20, 12));
        assertThat(health.ownCpuProcessors()).isEqualTo(new Share(1, 1.5));
        assertThat(health.processors()).isEqualTo(4);
    }

    @Test
    void whatPacesIsReportedAsItWasTold() {
        monitor.pacedBy("SCHED_FIFO", OptionalLong::empty);
        sample(true, reading(0, 0, 0, 0, 0));
        sample(true, reading(1, SECOND, 0, 0, 0));

        assertThat(monitor.health().orElseThrow().pacingThread()).isEqualTo("SCHED_FIFO");
    }

    @Test
    void theWaitOfThePacingThreadIsAShareOfTheTimeAndItsWorstSecondIsKept() {
        Queue<OptionalLong> waited = new ArrayDeque<>(List.of(
                OptionalLong.of(7_000_000),
                OptionalLong.of(17_000_000),
                OptionalLong.of(317_000_000),
                OptionalLong.of(327_000_000)));
        monitor.pacedBy("", waited::remove);
        for (int second = 0; second < 4; second++) {
            sample(true, bare(second));
        }

        assertThat(monitor.health().orElseThrow().pacingWaitPercent()).isEqualTo(new Share(32 / 3.0, 30));
    }

    @Test
    void stealIsAShareOfTheMachinesTimeAndItsWorstSecondIsKept() {
        sample(true, machine(0, 100, 1_000));
        sample(true, machine(1, 100, 1_400));
        sample(true, machine(2, 200, 1_800));
        sample(true, machine(3, 220, 2_200));

        assertThat(monitor.health().orElseThrow().stealPercent()).isEqualTo(new Share(10, 25));
    }

    @Test
    void throttlingAndSafepointsAreDifferences() {
        sample(true, full(0, new MachineReading.Throttled(100, 7, 5_000_000), new MachineReading.Stops(40, 300)));
        sample(true, full(1, new MachineReading.Throttled(110, 9, 5_250_000), new MachineReading.Stops(44, 330)));

        GeneratorFigures health = monitor.health().orElseThrow();

        assertThat(health.throttling()).isEqualTo(new Throttling(10, 2, 250));
        assertThat(health.safepoints()).isEqualTo(new Safepoints(4, 30));
    }

    @Test
    void whatTheSystemDoesNotTellIsAbsentAndNotZero() {
        sample(true, bare(0));
        sample(true, bare(1));

        GeneratorFigures health = monitor.health().orElseThrow();

        assertThat(health.ownCpuProcessors()).isNull();
        assertThat(health.stealPercent()).isNull();
        assertThat(health.throttling()).isNull();
        assertThat(health.safepoints()).isNull();
        assertThat(health.pacingWaitPercent()).isNull();
        assertThat(health.peakQueueDepth()).isNull();
    }

    @Test
    void oneLookTellsNothing() {
        sample(true, bare(0));

        assertThat(monitor.health()).isEmpty();
    }

    @Test
    void closingTheMonitorClosesItsSource() {
        monitor.close();

        assertThat(machine.closed).isTrue();
    }

    private void sample(boolean measured, MachineReading reading) {
        machine.readings.add(reading);
        monitor.sample(measured);
    }

    private static MachineReading reading(long second, long cpuNanos, long pauses, long millis, long longest) {
        return new MachineReading(
                second * SECOND,
                OptionalLong.of(cpuNanos),
                pauses,
                millis,
                longest,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static MachineReading machine(long second, long stolen, long all) {
        return new MachineReading(
                second * SECOND,
                OptionalLong.empty(),
                0,
                0,
                0,
                Optional.empty(),
                Optional.of(new MachineReading.Ticks(stolen, all)),
                Optional.empty());
    }

    private static MachineReading full(long second, MachineReading.Throttled throttled, MachineReading.Stops stops) {
        return new MachineReading(
                second * SECOND,
                OptionalLong.empty(),
                0,
                0,
                0,
                Optional.of(stops),
                Optional.empty(),
                Optional.of(throttled));
    }

    private static MachineReading bare(long second) {
        return new MachineReading(
                second * SECOND, OptionalLong.empty(), 0, 0, 0, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static final class FakeMachine implements MachineSource {
        final Queue<MachineReading> readings = new ArrayDeque<>();
        boolean closed;

        @Override
        public MachineReading read() {
            return readings.remove();
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
