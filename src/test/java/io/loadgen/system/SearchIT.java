package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.Undisturbed;
import io.loadgen.contract.ContractVersion;
import io.loadgen.result.AuditFigure;
import io.loadgen.result.RunResult;
import io.loadgen.result.Verdict;
import io.loadgen.result.search.SearchResult;
import io.loadgen.result.search.SearchResult.End;
import io.loadgen.result.search.SearchResult.Outcome;
import io.loadgen.result.search.SearchResult.Trial;
import io.loadgen.sandbox.FaultPlan;
import io.loadgen.sandbox.SandboxSettings;
import io.loadgen.sandbox.ServiceTime;
import io.loadgen.sandbox.SimulatorSettings;
import io.loadgen.spec.FixtureSpec;
import io.loadgen.spec.SearchSpec;
import io.loadgen.spec.SearchSpecs;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A search on a platform whose room-worker has a capacity that is known: twenty jobs at once, each of 200 ms. */
@Timeout(180)
@Undisturbed
class SearchIT {
    private static final int PARALLELISM = 20;
    private static final Duration SERVICE = Duration.ofMillis(200);
    private static final double CAPACITY = 100;
    private static final double WIDTH = 0.25;
    private static final FixtureSpec FIXTURE =
            new FixtureSpec("search", 42, SandboxSettings.DEFAULT_SITE, 200, 3, 60, 200);

    private static final FixtureSpec WARM = new FixtureSpec("warm", 42, SandboxSettings.DEFAULT_SITE, 10, 3, 60, 200);

    @Test
    void theCapacityOfTheWorkerIsInTheBracket() throws Exception {
        try (Laboratory laboratory = new Laboratory(slowWorker())) {
            laboratory.seed(FIXTURE);
            laboratory.seed(WARM);
            // The first requests of a fresh platform are far slower than the worker.
            laboratory.run(Specs.light(WARM.id(), CAPACITY / 2, Duration.ofSeconds(4), Duration.ZERO));
            RunResult result = Laboratory.result(laboratory.run(spec()));

            SearchResult found = result.search().orElseThrow();
            assertThat(found.end()).as("%s", found).isEqualTo(End.HELD_BRACKET);
            assertThat(found.heldPerSecond()).as("%s", found).isLessThanOrEqualTo(CAPACITY * (1 + WIDTH));
            assertThat(found.brokePerSecond()).as("%s", found).isGreaterThanOrEqualTo(CAPACITY / (1 + WIDTH));
            assertThat(found.width()).isLessThanOrEqualTo(WIDTH);
            assertThat(found.confirmed())
                    .hasValueSatisfying(trial -> assertThat(trial)
                            .returns(Outcome.GOOD, Trial::outcome)
                            .returns(found.heldPerSecond(), Trial::ratePerSecond));
            assertThat(found.trials())
                    .as("what is far beyond capacity is not tried to its end")
                    .anyMatch(trial -> trial.endedEarly() && trial.outcome() == Outcome.BAD);
            assertThat(result.verdict().decision()).isEqualTo(Verdict.Decision.PASS);
            // The audit is of every trial, the figures are those of the last window.
            assertThat(result.audit().count(AuditFigure.LOST)).isZero();
            assertThat(result.audit().count(AuditFigure.SLOTS_PROMISED))
                    .isEqualTo(
                            found.trials().stream().mapToLong(Trial::candidates).sum());
            assertThat(result.measurements().measured().handedOver())
                    .isEqualTo(found.trials().getLast().requests());
        }
    }

    private static SimulatorSettings slowWorker() {
        SimulatorSettings usual = SimulatorSettings.of(ContractVersion.B);
        return new SimulatorSettings(
                usual.version(),
                usual.roomServiceTime(),
                new ServiceTime.Constant(SERVICE),
                usual.seed(),
                PARALLELISM,
                usual.maxRoomSize(),
                usual.memoryStorage(),
                usual.drawListener(),
                FaultPlan.none(),
                usual.contractC());
    }

    private static SearchSpec spec() {
        return SearchSpecs.of(FIXTURE.id(), """
                , "minRate": 50, "maxRate": 300, "width": %s, "usersPerAdd": 1,
                "trial": {"warmup": "1s", "duration": "4s"}, "slo": {"e2": {"p95": "1s"}}""".formatted(WIDTH));
    }
}
