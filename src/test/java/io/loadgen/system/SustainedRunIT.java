package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.OneIn;
import io.loadgen.contract.ContractVersion;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.result.Books;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.GeneratorFigures;
import io.loadgen.result.ListenerFigures;
import io.loadgen.result.Measurements;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.RunState;
import io.loadgen.sandbox.SimulatorSettings;
import io.loadgen.spec.InjectMode;
import io.loadgen.spec.Signal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sustained run adds up, and what it reports is what the database holds. */
@Timeout(300)
class SustainedRunIT {
    /** Requests of 10 users a second: well below what the sandbox holds in contract A, which is serial, also on a busy machine. */
    private static final long RATE = 50;

    @OneIn(4)
    @ParameterizedTest
    @CsvSource({"A, FRONTDOOR", "B, FRONTDOOR", "B, CANONICAL", "A, CANONICAL"})
    void reportsExactlyWhatTheDatabaseHolds(ContractVersion version, InjectMode mode) throws Exception {
        try (Laboratory laboratory = new Laboratory(SimulatorSettings.of(version))) {
            FixturePlan plan = laboratory.seed("members-medium");
            RunRecord run = laboratory.run(
                    Specs.sustained(plan.spec().id(), RATE, Duration.ofSeconds(6), Duration.ofSeconds(2), mode));

            assertThat(run.state()).as("failure: %s", run.failure()).isEqualTo(RunState.COMPLETED);
            Measurements measured = Laboratory.result(run).measurements();
            assertThat(measured.measured().residues()).isEmpty();
            assertThat(measured.warmup().residues()).isEmpty();
            assertThat(measured.warmup().planned()).isEqualTo(2 * RATE);
            assertThat(measured.measured().planned()).isEqualTo(4 * RATE);
            assertThat(measured.measured().count(ReplyOutcome.ACCEPTED)).isEqualTo(4 * RATE);
            assertThat(measured.measured().count(EventOutcome.EVENT)).isEqualTo(4 * RATE);
            keepsTheRateAsFarAsItWasInTime(measured);
            Signal first = mode == InjectMode.FRONTDOOR ? Signal.REPLY : Signal.ACK;
            assertThat(measured.responseTimes()).containsOnlyKeys(first, Signal.HANDOFF, Signal.EVENT, Signal.RESULT);
            assertThat(measured.responseTimes().values())
                    .allSatisfy(distribution -> assertThat(distribution.count()).isEqualTo(4 * RATE));

            GeneratorFigures generator = Laboratory.result(run).generator().orElseThrow();
            assertThat(generator.seconds()).isPositive().isLessThanOrEqualTo(measured.measuredNanos() / 1e9 + 1);
            assertThat(Objects.requireNonNull(generator.ownCpuProcessors()).mean())
                    .isPositive();

            ListenerFigures listener = measured.listener();
            assertThat(listener.probes()).isPositive();
            assertThat(listener.unanswered()).isZero();
            assertThat(listener.floor().count()).isEqualTo(listener.probes());
            assertThat(listener.floorHistogram().expand().quantile(0.5).lowerNanos())
                    .isPositive();
            assertThat(listener.delay().count()).isBetween(1L, listener.probes());

            Books all = measured.warmup().plus(measured.measured());
            int baseline = plan.spec().baselineMembers();
            int addsPerRoom = (int) (all.count(EventOutcome.EVENT) / plan.spec().rooms());
            int[] expected = new int[plan.spec().rooms()];
            Arrays.fill(expected, baseline + addsPerRoom * 10);
            assertThat(laboratory.membersOfRooms(plan)).containsExactly(expected);
            Laboratory.assertNothingLost(Laboratory.result(run).audit(), 10 * all.count(EventOutcome.EVENT));
        }
    }

    /**
     * A machine with other work makes the generator late: the window is longer then by what its last request was late, and by a
     * moment, and the rate lower. A window that is too short, or is the whole run, is told from that.
     */
    private static void keepsTheRateAsFarAsItWasInTime(Measurements measured) {
        long planned = Duration.ofSeconds(4).toNanos();
        long late = measured.scheduleLag().maxNanos() + Duration.ofSeconds(1).toNanos();
        assertThat(measured.measuredNanos()).isBetween(planned, planned + late);
        assertThat(measured.achievedRatePerSecond()).isEqualTo(4 * RATE * 1e9 / measured.measuredNanos());
    }
}
