package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.loadgen.Undisturbed;
import io.loadgen.contract.ContractVersion;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.result.Disposition;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Measurements;
import io.loadgen.result.RunState;
import io.loadgen.sandbox.SimulatorSettings;
import io.loadgen.spec.Basis;
import io.loadgen.spec.Signal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Latency counts from the intended send time. A generator that waits for its own pause, or for the system under test, and counts
 * from the actual send hides exactly the requests that a user would have waited longest for (coordinated omission).
 */
@Timeout(300)
@Undisturbed
class ClockRuleIT {
    /** A machine that starves the whole test for a moment can fail an attempt; a broken rule fails every one. */
    private static final int ATTEMPTS = 3;

    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final long PAUSE_NANOS = PAUSE.toNanos();
    private static final double RATE = 200;
    private static final int MEASURED = 1000;
    private static final Duration WARMUP = Duration.ofSeconds(2);
    private static final Duration DURATION = Duration.ofSeconds(7);

    @Test
    void aPausedGeneratorShowsInResponseTimeAndLagButNotInServiceTime() throws Exception {
        attempt(ClockRuleIT::pauseTheGenerator);
    }

    @Test
    void aStalledRoomServiceShowsInBothTimesWhileSendingGoesOn() throws Exception {
        attempt(ClockRuleIT::stallRoomService);
    }

    private static void pauseTheGenerator() throws Exception {
        try (Laboratory laboratory =
                new Laboratory(SimulatorSettings.of(ContractVersion.B), new PausedPacing(800, PAUSE))) {
            Measurements measured = run(laboratory, () -> {});

            // The pause is 300 ms long: about 60 of the 1,000 measured slots are late, so it shows at 97 %.
            assertThat(nanos(measured, Signal.EVENT, 0.97)).isGreaterThan(PAUSE_NANOS / 3);
            assertThat(measured.latency(Signal.EVENT, Basis.RESPONSE).maxNanos())
                    .isGreaterThan(PAUSE_NANOS * 9 / 10);
            assertThat(measured.scheduleLag().maxNanos()).isGreaterThan(PAUSE_NANOS * 9 / 10);
            LatencyDistribution service = measured.latency(Signal.EVENT, Basis.SERVICE);
            // The burst after the pause keeps the platform busy, for as long as the machine likes. What the two times
            // differ by
            // is the lag all the same, request by request, and so on average; a late one lags by half of the pause.
            double lag = measured.scheduleLag().meanNanos();
            assertThat(lag * MEASURED).isGreaterThan(RATE * PAUSE.toMillis() / 1000 * PAUSE_NANOS / 2 * 0.9);
            assertThat(measured.latency(Signal.EVENT, Basis.RESPONSE).meanNanos() - service.meanNanos())
                    .isCloseTo(lag, withinPercentage(1));
            assertThat(service.quantile(0.5).lowerNanos()).isLessThanOrEqualTo(nanos(measured, Signal.EVENT, 0.5));
        }
    }

    private static void stallRoomService() throws Exception {
        try (Laboratory laboratory = new Laboratory(SimulatorSettings.of(ContractVersion.B))) {
            Measurements measured =
                    run(laboratory, () -> laboratory.sandbox().platform().stallRoomService(PAUSE));

            assertThat(measured.latency(Signal.REPLY, Basis.RESPONSE).maxNanos())
                    .isGreaterThan(PAUSE_NANOS * 8 / 10);
            assertThat(measured.latency(Signal.REPLY, Basis.SERVICE).maxNanos()).isGreaterThan(PAUSE_NANOS * 8 / 10);
            assertThat(measured.latency(Signal.REPLY, Basis.SERVICE)
                            .quantile(0.97)
                            .lowerNanos())
                    .isGreaterThan(PAUSE_NANOS / 3);
            // The sender did not wait, or it would have been late by what it waited.
            assertThat(measured.scheduleLag().quantile(0.97).lowerNanos()).isLessThan(PAUSE_NANOS / 3);
        }
    }

    private static void attempt(Experiment experiment) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                experiment.perform();
                return;
            } catch (AssertionError failure) {
                if (attempt == ATTEMPTS) {
                    throw failure;
                }
            }
        }
    }

    /** Something that can be tried again. */
    @FunctionalInterface
    private interface Experiment {
        void perform() throws Exception;
    }

    private static Measurements run(Laboratory laboratory, Runnable disturbance) throws Exception {
        FixturePlan plan = laboratory.seed("members-medium");
        // One user an add: the subject is the clock, not the sandbox's throughput.
        String id = laboratory.start(Specs.light(plan.spec().id(), RATE, DURATION, WARMUP));
        laboratory.awaitState(id, RunState.MEASURING);
        disturbance.run();
        Measurements measured = Laboratory.result(laboratory.awaitEnd(id)).measurements();
        assertThat(measured.measured().residues()).isEmpty();
        assertThat(measured.measured().count(Disposition.SENT))
                .as("sent, of %s", measured.measured())
                .isEqualTo(MEASURED);
        assertThat(measured.measured().count(EventOutcome.EVENT)).isEqualTo(MEASURED);
        return measured;
    }

    private static long nanos(Measurements measured, Signal signal, double share) {
        return measured.latency(signal, Basis.RESPONSE).quantile(share).lowerNanos();
    }
}
