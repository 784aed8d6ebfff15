package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.contract.ContractVersion;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.measurement.Basis;
import io.loadgen.measurement.Disposition;
import io.loadgen.measurement.EventOutcome;
import io.loadgen.measurement.Measurements;
import io.loadgen.measurement.Quantile;
import io.loadgen.measurement.SecondSample;
import io.loadgen.measurement.Signal;
import io.loadgen.runs.RunState;
import io.loadgen.sandbox.SimulatorSettings;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Coordinated omission: a worker that stands still for 2 s in a run at 200/s makes 400 requests wait, not one. A generator that
 * waited with it would report one bad sample in thousands.
 */
@Timeout(120)
class OmissionIT {
    private static final Duration STALL = Duration.ofSeconds(2);
    private static final double RATE = 200;
    private static final Duration DURATION = Duration.ofSeconds(20);

    /** Ends in the middle of a second, so that the stall begins and ends away from the edges of the time line. */
    private static final Duration WARMUP = Duration.ofMillis(4_500);

    @Test
    void aStalledWorkerShowsInThePercentilesAndInTheRightSeconds() throws Exception {
        try (Laboratory laboratory = new Laboratory(SimulatorSettings.of(ContractVersion.B))) {
            FixturePlan plan = laboratory.seed("members-medium");
            String id = laboratory.start(Specs.light(plan.spec().id(), RATE, DURATION, WARMUP));
            laboratory.awaitState(id, RunState.MEASURING);
            laboratory.sandbox().platform().stallRoomWorker(STALL);
            Measurements measured =
                    Laboratory.result(laboratory.awaitEnd(id)).measurements();

            assertThat(measured.measured().residues()).isEmpty();
            assertThat(measured.measured().count(Disposition.SENT)).isEqualTo(3_100);
            assertThat(measured.measured().count(EventOutcome.EVENT)).isEqualTo(3_100);
            // 400 of 3,100 waited up to 2 s, evenly spread: 1 % of all waited for 2 s x (1 - 31 / 400) = 1.85 s or longer.
            Quantile p99 = measured.latency(Signal.EVENT, Basis.RESPONSE).quantile(0.99);
            assertThat(Duration.ofNanos(p99.nanos())).isGreaterThanOrEqualTo(Duration.ofMillis(1_700));
            showsTheStall(measured.timeline());
        }
    }

    private static void showsTheStall(List<SecondSample> timeline) {
        // Sent as ever, and in the second that the stall fills nothing came back.
        assertThat(timeline.subList(5, 7)).allSatisfy(second -> assertThat(
                        second.dispositions().getOrDefault(Disposition.SENT, 0L))
                .isBetween(150L, 250L));
        assertThat(eventsOf(timeline.get(5))).isZero();
        assertThat(timeline.get(5).outstanding()).isGreaterThan(200);
        // What had waited came in the second in which the stall ended, and in no other.
        assertThat(timeline.get(6).latencies().get(Signal.EVENT)).isNotNull().satisfies(latencies -> {
            assertThat(latencies.max()).isGreaterThan(1_700_000_000L);
            assertThat(latencies.count()).isGreaterThan(400);
        });
        List<Long> slow = timeline.stream()
                .filter(second -> second.latencies().containsKey(Signal.EVENT)
                        && second.latencies().get(Signal.EVENT).p99() > 1_000_000_000L)
                .map(SecondSample::second)
                .collect(Collectors.toList());
        assertThat(slow).containsExactly(6L);
    }

    private static long eventsOf(SecondSample second) {
        return second.events().getOrDefault(EventOutcome.EVENT, 0L);
    }
}
