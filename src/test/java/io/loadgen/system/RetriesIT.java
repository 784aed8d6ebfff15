package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.Nightly;
import io.loadgen.contract.ContractVersion;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.result.Attempt;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.LatencyRow;
import io.loadgen.result.Measurements;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.ResultOutcome;
import io.loadgen.sandbox.ContractCSettings;
import io.loadgen.sandbox.Fault;
import io.loadgen.sandbox.Faults;
import io.loadgen.sandbox.SimulatorSettings;
import io.loadgen.spec.Basis;
import io.loadgen.spec.FixtureSpec;
import io.loadgen.spec.Signal;
import io.loadgen.spec.SpecBuilder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A job that fails is tried again by a real server: its event is heard in the end, and the report tells in which attempt. */
@Timeout(120)
class RetriesIT {
    private static final int FIVE_FAILURES = 5;

    @Test
    void aJobThatFailedFiveTimesHasItsEventInTheSixthAttempt() throws Exception {
        Duration delay = Duration.ofMillis(40);
        Measurements measured =
                run(ContractCSettings.usual().withRetryDelays(delay), FIVE_FAILURES, Duration.ofSeconds(10));

        assertAttempts(measured, FIVE_FAILURES);
        assertThat(event(measured, FIVE_FAILURES + 1))
                .isGreaterThan(delay.dividedBy(2).multipliedBy(FIVE_FAILURES));
    }

    /** The delay that the worker asks for, and what the server adds to it. */
    @Nightly
    @Test
    void aJobThatFailedTwiceComesAgainAsLateAsOnThePlatform() throws Exception {
        Measurements measured = run(ContractCSettings.usual(), 2, Duration.ofMinutes(1));

        assertAttempts(measured, 2);
        assertThat(event(measured, 3)).isBetween(Duration.ofSeconds(33), Duration.ofSeconds(37));
    }

    private static Measurements run(ContractCSettings settings, int failures, Duration eventTimeout) throws Exception {
        Faults faults = new Faults().onNth(Fault.FAIL_JOB_BEFORE_WRITES, 1).failingAttempts(failures);
        SimulatorSettings simulator =
                SimulatorSettings.of(ContractVersion.C).withContractC(settings).withFaults(faults);
        try (Laboratory laboratory = new Laboratory(simulator)) {
            FixturePlan plan = laboratory.seed(new FixtureSpec("retries", 1, "site-local", 1, 2, 10, 20, 1));
            RunRecord run = laboratory.run(new SpecBuilder()
                    .fixture(plan.spec().id())
                    .rate(1)
                    .usersPerAdd(1)
                    .eventTimeout(eventTimeout)
                    .lasting(Duration.ofSeconds(1), Duration.ZERO)
                    .build());
            return Laboratory.result(run).measurements();
        }
    }

    private static void assertAttempts(Measurements measured, int failures) {
        assertThat(measured.measured().residues()).isEmpty();
        assertThat(measured.measured().count(ReplyOutcome.ACCEPTED)).isOne();
        assertThat(measured.measured().count(EventOutcome.EVENT)).isOne();
        assertThat(measured.measured().count(ResultOutcome.ERROR)).isOne();
        List<Attempt> attempts = measured.irregularities().attempts();
        assertThat(attempts).hasSize(failures + 1);
        assertThat(attempts.subList(0, failures)).allMatch(attempt -> attempt.failed() == 1 && attempt.ok() == 0);
        assertThat(attempts.getLast().failed()).isZero();
        assertThat(attempts.getLast().ok()).isOne();
    }

    /** When it came, from the actual send. */
    private static Duration event(Measurements measured, int attempt) {
        LatencyRow row = measured.irregularities().attempts().get(attempt - 1).latencies().stream()
                .filter(found -> found.isOf(Signal.EVENT, Basis.SERVICE))
                .findFirst()
                .orElseThrow();
        long nanos = row.histogram().expand().observed().getMaxValue();
        assertThat(measured.latency(Signal.EVENT, Basis.SERVICE).observed().getMaxValue())
                .as("it is among all events, too")
                .isEqualTo(nanos);
        return Duration.ofNanos(nanos);
    }
}
