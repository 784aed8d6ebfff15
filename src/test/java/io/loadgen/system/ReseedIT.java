package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.contract.ContractVersion;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.RunResult;
import io.loadgen.result.RunState;
import io.loadgen.sandbox.SandboxSettings;
import io.loadgen.sandbox.ServiceTime;
import io.loadgen.sandbox.SimulatedService;
import io.loadgen.sandbox.SimulatorSettings;
import io.loadgen.spec.FixtureSpec;
import io.loadgen.spec.SustainedSpec;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A set that is removed, refilled and seeded again under a room-worker that goes on running and remembers users and rooms. */
@Timeout(180)
class ReseedIT {
    private static final FixtureSpec FIXTURE =
            new FixtureSpec("reseed", 42, SandboxSettings.DEFAULT_SITE, 4, 3, 10, 40);
    private static final int CANDIDATES = 40;
    private static final Duration BAR = Duration.ofSeconds(5);
    /** Half of it is waited for a worker that does not come to rest. */
    private static final Duration AUDIT = Duration.ofSeconds(1);

    /** Open while room-worker works. */
    private volatile CountDownLatch gate = new CountDownLatch(0);

    private final SimulatorSettings settings = SimulatorSettings.of(ContractVersion.C)
            .withServiceTimes(new ServiceTime.None(), new ServiceTime.None(), (service, nanos) -> {
                if (service == SimulatedService.ROOM_WORKER) {
                    passGate();
                }
            });

    private void passGate() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatIsRefilledOrRemovedAndSeededAgainIsAsGoodAsNew() throws Exception {
        try (Laboratory laboratory = Laboratory.withAudits(AUDIT, settings)) {
            FixturePlan first = laboratory.seed(FIXTURE);
            assertEveryCandidateAdded(laboratory.run(everyCandidate()));
            laboratory.reset(first);
            assertEveryCandidateAdded(laboratory.run(everyCandidate()));
            laboratory.reset(first);
            gate = new CountDownLatch(1);
            RunResult unheard = Laboratory.result(laboratory.run(tenThatAreNotWaitedFor()));
            assertThat(unheard.measurements().measured().count(EventOutcome.EVENT_TIMEOUT))
                    .isEqualTo(10);
            reseed(laboratory, first);
            gate.countDown();
            // The ten jobs are done while the preflight waits for room-worker. With the ids of the set that was removed
            // they
            // would add their members to the new one, whose requests for them would then be told ok, and no event.
            assertEveryCandidateAdded(laboratory.run(everyCandidate()));
        } finally {
            gate.countDown();
        }
    }

    private static void reseed(Laboratory laboratory, FixturePlan old) throws Exception {
        long startNanos = System.nanoTime();
        laboratory.tearDownAtOnce(old);
        laboratory.seed(FIXTURE);
        assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(BAR);
    }

    private static SustainedSpec tenThatAreNotWaitedFor() {
        return Specs.disturbed(FIXTURE.id(), 20, Duration.ofMillis(500), Specs.AMPLE, Duration.ofMillis(100));
    }

    private static SustainedSpec everyCandidate() {
        return Specs.disturbed(FIXTURE.id(), CANDIDATES, Duration.ofSeconds(1), Specs.LIMITED, Specs.LIMITED);
    }

    private static void assertEveryCandidateAdded(RunRecord run) {
        assertThat(run.state()).as("failure: %s", run.failure()).isEqualTo(RunState.COMPLETED);
        RunResult result = Laboratory.result(run);
        new Expectation(CANDIDATES).isMetBy(result.measurements());
        Laboratory.assertNothingLost(result.audit(), CANDIDATES);
    }
}
