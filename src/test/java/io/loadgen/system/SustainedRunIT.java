package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.loadgen.SideBySide;
import io.loadgen.contract.ContractVersion;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.injection.InjectMode;
import io.loadgen.measurement.EventOutcome;
import io.loadgen.measurement.GeneratorHealth;
import io.loadgen.measurement.LedgerSnapshot;
import io.loadgen.measurement.Measurements;
import io.loadgen.measurement.ReplyOutcome;
import io.loadgen.measurement.Signal;
import io.loadgen.runs.RunRecord;
import io.loadgen.runs.RunState;
import io.loadgen.sandbox.SimulatorSettings;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sustained run adds up, and what it reports is what the database holds. */
@Timeout(180)
@SideBySide
class SustainedRunIT {
    /** Requests of 10 users a second: well below what the sandbox holds in contract A, which is serial, also on a busy machine. */
    private static final long RATE = 50;

    @ParameterizedTest
    @CsvSource({"A, FRONTDOOR", "B, FRONTDOOR", "A, CANONICAL", "B, CANONICAL"})
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
            assertThat(measured.achievedRatePerSecond()).isCloseTo((double) RATE, within(0.01 * RATE));
            Signal first = mode == InjectMode.FRONTDOOR ? Signal.REPLY : Signal.ACK;
            assertThat(measured.responseTimes()).containsOnlyKeys(first, Signal.HANDOFF, Signal.EVENT, Signal.RESULT);
            assertThat(measured.responseTimes().values())
                    .allSatisfy(distribution -> assertThat(distribution.count()).isEqualTo(4 * RATE));

            GeneratorHealth generator = Laboratory.result(run).generator().orElseThrow();
            assertThat(generator.seconds()).isPositive().isLessThanOrEqualTo(5);
            assertThat(generator.ownCpu().orElseThrow().mean()).isPositive();
            assertThat(generator.peakQueueDepth()).isPresent();

            LedgerSnapshot all = measured.warmup().plus(measured.measured());
            int baseline = plan.spec().baselineMembers();
            int addsPerRoom = (int) (all.count(EventOutcome.EVENT) / plan.spec().rooms());
            int[] expected = new int[plan.spec().rooms()];
            Arrays.fill(expected, baseline + addsPerRoom * 10);
            assertThat(laboratory.membersOfRooms(plan)).containsExactly(expected);
            Laboratory.assertNothingLost(Laboratory.result(run).audit(), 10 * all.count(EventOutcome.EVENT));
        }
    }
}
