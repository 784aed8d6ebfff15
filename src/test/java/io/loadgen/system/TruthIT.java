package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.Undisturbed;
import io.loadgen.contract.ContractVersion;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Measurements;
import io.loadgen.sandbox.SandboxSettings;
import io.loadgen.sandbox.ServiceTime;
import io.loadgen.sandbox.SimulatedService;
import io.loadgen.sandbox.SimulatorSettings;
import io.loadgen.spec.Basis;
import io.loadgen.spec.FixtureSpec;
import io.loadgen.spec.Signal;
import io.loadgen.spec.SustainedSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The truth test: services that take a known time must be reported to take that time. What is reported is held against the
 * very times that were drawn for the measured requests, so chance has no part in it, to within 2 ms or 3 %, whichever is more,
 * and the floor: what a platform takes that draws no time at all.
 *
 * <p>The floor is measured at the same time as what is held against it, each on a platform of its own, so that a busy machine
 * slows both. A machine so busy that even the floor is high lets nothing be told of times of a few milliseconds: then it is
 * tried again, and at last the test is aborted. Only the floor decides that, never what is held against it.
 */
@Timeout(480)
@Undisturbed
class TruthIT {
    /** The platforms share the machine: at more, their own work is most of what a request takes. */
    private static final double RATE = 16;

    private static final Duration WARMUP = Duration.ofSeconds(1);
    private static final Duration DURATION = Duration.ofSeconds(26);
    private static final int MEASURED = 400;

    /** Above this, the machine and not the platform takes most of the time of one request in twenty. */
    private static final long QUIET_P95_NANOS = 8_000_000;

    private static final int TRIES = 2;
    private static final FixtureSpec FIXTURE =
            new FixtureSpec("truth", 42, SandboxSettings.DEFAULT_SITE, 20, 3, 80, 300);

    private static final ServiceTime NONE = new ServiceTime.None();
    private static final ServiceTime BIMODAL =
            new ServiceTime.Bimodal(Duration.ofMillis(5), Duration.ofMillis(80), 0.1);
    private static final ServiceTime LOGNORMAL = new ServiceTime.Lognormal(Duration.ofMillis(20), 0.5);

    /** p90 of the bimodal times is either of the two, whichever way a single request falls: it is no quantity to be held to. */
    private static final List<Double> OFF_THE_STEP = List.of(0.5, 0.75, 0.95, 0.99);

    private static final List<Double> ALL = List.of(0.5, 0.75, 0.9, 0.95, 0.99);

    @Test
    void theTimesOfRoomServiceAndRoomWorkerAreReportedAsTheyWereDrawn() throws Exception {
        try (Probe floor = new Probe("floor", SimulatedService.ROOM_WORKER, NONE);
                Probe worker = new Probe("E2 bimodal", SimulatedService.ROOM_WORKER, BIMODAL);
                Probe variedWorker = new Probe("E2 lognormal", SimulatedService.ROOM_WORKER, LOGNORMAL);
                Probe service = new Probe("E1 bimodal", SimulatedService.ROOM_SERVICE, BIMODAL);
                Probe variedService = new Probe("E1 lognormal", SimulatedService.ROOM_SERVICE, LOGNORMAL)) {
            holds(floor, List.of(worker, variedWorker, service, variedService));
        }
    }

    private static void holds(Probe floor, List<Probe> judged) throws Exception {
        List<Probe> probes = new ArrayList<>(judged);
        probes.add(floor);
        // So that what is measured runs compiled. Nothing is held against it, nor waited for long.
        run(probes, Specs.disturbed(FIXTURE.id(), 50, Duration.ofSeconds(10), Specs.LIMITED, Specs.LIMITED));
        List<String> floors = new ArrayList<>();
        for (int attempt = 0; attempt < TRIES; attempt++) {
            run(probes, Specs.light(FIXTURE.id(), RATE, DURATION, WARMUP));
            // An event comes after its reply, and so has the higher floor.
            long floorNanos = floor.measured()
                    .latency(Signal.EVENT, Basis.SERVICE)
                    .quantile(0.95)
                    .lowerNanos();
            floors.add(String.format(Locale.ROOT, "%.1f ms", floorNanos / 1e6));
            if (floorNanos <= QUIET_P95_NANOS) {
                SoftAssertions truth = new SoftAssertions();
                judged.forEach(probe -> hold(truth, probe, floor));
                truth.assertAll();
                return;
            }
        }
        Assumptions.abort("the machine is too busy: p95 of the floor was " + floors);
    }

    private static void run(List<Probe> probes, SustainedSpec spec) throws Exception {
        for (Probe probe : probes) {
            probe.start(spec);
        }
        for (Probe probe : probes) {
            probe.await();
        }
    }

    private static void hold(SoftAssertions truth, Probe probe, Probe floor) {
        LatencyDistribution reported = probe.serviceTimes(probe.signal());
        LatencyDistribution least = floor.serviceTimes(probe.signal());
        List<Long> drawn = probe.drawnForMeasured();
        for (double share : probe.time.equals(BIMODAL) ? OFF_THE_STEP : ALL) {
            long drawnNanos = quantile(drawn, share);
            long bandNanos = Math.max(2_000_000, Math.round(drawnNanos * 0.03));
            long floorNanos = least.quantile(share).lowerNanos();
            long reportedNanos = reported.quantile(share).lowerNanos();
            String row = String.format(
                    Locale.ROOT,
                    "%s p%.0f: drawn %.3f ms, reported %.3f ms, floor %.3f ms%n",
                    probe.name,
                    share * 100,
                    drawnNanos / 1e6,
                    reportedNanos / 1e6,
                    floorNanos / 1e6);
            truth.assertThat(reportedNanos)
                    .as(row)
                    .isBetween(drawnNanos - bandNanos, drawnNanos + bandNanos + floorNanos);
        }
    }

    private static long quantile(List<Long> ascending, double share) {
        return ascending.get((int) Math.ceil(share * ascending.size()) - 1);
    }

    /** A platform of which one service takes its time, a run against it, and the times drawn. */
    private static final class Probe implements AutoCloseable {
        final String name;
        final ServiceTime time;
        private final SimulatedService service;
        private final List<Long> drawn = Collections.synchronizedList(new ArrayList<>());
        private final Laboratory laboratory;
        private final FixturePlan plan;
        /** Preflight asks room-service once whether it is there, before the first request. */
        private final int drawnBefore;

        private String run = "";
        private @Nullable Measurements measured;

        Probe(String name, SimulatedService service, ServiceTime time) throws Exception {
            this.name = name;
            this.service = service;
            this.time = time;
            drawnBefore = service == SimulatedService.ROOM_SERVICE ? 1 : 0;
            SimulatorSettings settings = SimulatorSettings.of(ContractVersion.B)
                    .withServiceTimes(
                            service == SimulatedService.ROOM_SERVICE ? time : NONE,
                            service == SimulatedService.ROOM_WORKER ? time : NONE,
                            (drawer, nanos) -> {
                                if (drawer == service) {
                                    drawn.add(nanos);
                                }
                            });
            laboratory = new Laboratory(settings);
            plan = laboratory.seed(FIXTURE);
        }

        void start(SustainedSpec spec) throws Exception {
            laboratory.reset(plan);
            drawn.clear();
            run = laboratory.start(spec);
        }

        void await() throws Exception {
            measured = Laboratory.result(laboratory.awaitEnd(run)).measurements();
        }

        /** That the service's time is all of. */
        Signal signal() {
            return service == SimulatedService.ROOM_SERVICE ? Signal.REPLY : Signal.EVENT;
        }

        Measurements measured() {
            return Objects.requireNonNull(measured);
        }

        LatencyDistribution serviceTimes(Signal signal) {
            Measurements found = measured();
            assertThat(found.measured().residues()).isEmpty();
            assertThat(found.measured().count(EventOutcome.EVENT)).isEqualTo(MEASURED);
            LatencyDistribution times = found.latency(signal, Basis.SERVICE);
            assertThat(times.count()).isEqualTo(MEASURED);
            assertThat(times.censoredCount()).isZero();
            return times;
        }

        /** Requests are 62 ms apart and so drawn for in order: the last ones are the measured ones. Ascending. */
        List<Long> drawnForMeasured() {
            assertThat(drawn).hasSize(drawnBefore + (int) Math.round(RATE * DURATION.toSeconds()));
            return drawn.subList(drawn.size() - MEASURED, drawn.size()).stream()
                    .sorted()
                    .toList();
        }

        @Override
        public void close() {
            laboratory.close();
        }
    }
}
