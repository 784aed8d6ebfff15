package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.Undisturbed;
import io.loadgen.contract.ContractVersion;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.latency.LatencyDistribution.Quantile;
import io.loadgen.result.Disposition;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Measurements;
import io.loadgen.result.RunState;
import io.loadgen.result.SecondSample;
import io.loadgen.sandbox.SimulatorSettings;
import io.loadgen.spec.Basis;
import io.loadgen.spec.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Coordinated omission: a worker that stands still for 2 s in a run at 200/s makes 400 requests wait, not one. A generator that
 * waited with it would report one bad sample in thousands.
 */
@Timeout(300)
@Undisturbed
class OmissionIT {
    private static final Duration STALL = Duration.ofSeconds(2);
    private static final double RATE = 200;
    private static final Duration DURATION = Duration.ofSeconds(9);

    /** Ends in the middle of a second, so that the stall begins and ends away from the edges of the time line. */
    private static final Duration WARMUP = Duration.ofMillis(2_500);

    private static final long SLOW_MILLIS = 1_000;
    private static final int TRIES = 3;

    @Test
    void aStalledWorkerShowsInThePercentilesAndInTheRightSeconds() throws Exception {
        try (Laboratory laboratory = new Laboratory(SimulatorSettings.of(ContractVersion.B))) {
            FixturePlan plan = laboratory.seed("members-medium");
            // So that what is measured runs compiled.
            laboratory.run(Specs.light(plan.spec().id(), RATE, Duration.ofSeconds(4), Duration.ZERO));
            for (int attempt = 0; attempt < TRIES; attempt++) {
                Measurements measured = runWithStall(laboratory, plan);
                if (isSteady(measured.timeline())) {
                    holds(measured);
                    return;
                }
            }
            Assumptions.abort("the machine is too busy for " + RATE + "/s even without a stall");
        }
    }

    private static Measurements runWithStall(Laboratory laboratory, FixturePlan plan) throws Exception {
        String id = laboratory.start(Specs.light(plan.spec().id(), RATE, DURATION, WARMUP));
        laboratory.awaitState(id, RunState.MEASURING);
        laboratory.sandbox().platform().stallRoomWorker(STALL);
        return Laboratory.result(laboratory.awaitEnd(id)).measurements();
    }

    /** Whether the seconds away from the stall show that everything kept up: nothing is decided on by those near it. */
    private static boolean isSteady(List<SecondSample> timeline) {
        return timeline.stream()
                .filter(second -> second.second() < 2 || (second.second() >= 6 && second.second() < 9))
                .allMatch(second -> second.lagMaxMillis() < SLOW_MILLIS
                        && e2(second)
                                .filter(latencies -> latencies.maxMillis() < SLOW_MILLIS)
                                .isPresent());
    }

    private static void holds(Measurements measured) {
        assertThat(measured.measured().residues()).isEmpty();
        assertThat(measured.measured().count(Disposition.SENT)).isEqualTo(1_300);
        assertThat(measured.measured().count(EventOutcome.EVENT)).isEqualTo(1_300);
        // 400 of 1,300 waited up to 2 s, evenly spread: 1 % of all waited for 2 s x (1 - 13 / 400) = 1.93 s or longer.
        Quantile p99 = measured.latency(Signal.EVENT, Basis.RESPONSE).quantile(0.99);
        assertThat(Duration.ofNanos(p99.lowerNanos())).isGreaterThanOrEqualTo(Duration.ofMillis(1_700));
        showsTheStall(measured.timeline());
    }

    /** Which seconds those are, the moment decides at which the worker was told to stand still. */
    private static void showsTheStall(List<SecondSample> timeline) {
        List<SecondSample> near = timeline.subList(2, 6);
        List<SecondSample> silent =
                near.stream().filter(second -> eventsOf(second) == 0).toList();
        List<SecondSample> slow = timeline.stream().filter(OmissionIT::isSlow).toList();

        // In the second that the stall fills nothing comes back, and it is sent as ever.
        assertThat(silent).isNotEmpty().allSatisfy(second -> {
            assertThat(second.dispositions().getOrDefault(Disposition.SENT, 0L)).isGreaterThan(50);
            assertThat(second.outstanding()).isGreaterThan(50);
        });
        // What had waited comes in the second in which the stall ends, and on a busy machine in the next one, too.
        long end = silent.getLast().second() + 1;
        assertThat(slow)
                .isNotEmpty()
                .allSatisfy(second -> assertThat(second.second()).isBetween(end, end + 1));
        assertThat(slow.stream().mapToDouble(second -> e2(second).orElseThrow().maxMillis()))
                .anyMatch(max -> max > 1_700);
        assertThat(slow.stream()
                        .mapToLong(second -> e2(second).orElseThrow().count())
                        .sum())
                .isGreaterThan(200);
    }

    private static boolean isSlow(SecondSample second) {
        return e2(second)
                .filter(latencies -> latencies.p99() != null && latencies.p99().lowerMillis() > SLOW_MILLIS)
                .isPresent();
    }

    private static long eventsOf(SecondSample second) {
        return second.events().getOrDefault(EventOutcome.EVENT, 0L);
    }

    private static Optional<SecondSample.Times> e2(SecondSample second) {
        return Optional.ofNullable(second.responseTimes().get(Signal.EVENT));
    }
}
