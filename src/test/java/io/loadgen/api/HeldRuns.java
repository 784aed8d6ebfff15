package io.loadgen.api;

import io.loadgen.fixtures.Budget;
import io.loadgen.fixtures.FixtureService;
import io.loadgen.fixtures.Shortfall;
import io.loadgen.injection.SessionHealth;
import io.loadgen.measurement.BacklogSummary;
import io.loadgen.measurement.Irregularities;
import io.loadgen.measurement.LatencyDistribution;
import io.loadgen.measurement.LedgerSnapshot;
import io.loadgen.measurement.Measurements;
import io.loadgen.runs.LiveFigures;
import io.loadgen.runs.RunExecution;
import io.loadgen.runs.RunExecutor;
import io.loadgen.runs.RunRefusedException;
import io.loadgen.runs.RunResult;
import io.loadgen.runs.RunSpec;
import io.loadgen.runs.RunState;
import io.loadgen.runs.SustainedSpec;
import io.loadgen.runs.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Runs that measure nothing and go on until they are stopped. */
final class HeldRuns implements RunExecutor {
    private final FixtureService fixtures;

    HeldRuns(FixtureService fixtures) {
        this.fixtures = fixtures;
    }

    @Override
    public RunExecution prepare(String runId, RunSpec spec) throws RunRefusedException {
        if (fixtures.find(spec.fixture()).isEmpty()) {
            throw new RunRefusedException(
                    RunRefusedException.Reason.UNKNOWN_FIXTURE, "fixture set " + spec.fixture() + " is not known");
        }
        SustainedSpec sustained = (SustainedSpec) spec;
        Optional<Shortfall> shortfall = Budget.of(fixtures.remaining(spec.fixture()), spec.usersPerAdd())
                .shortfall(sustained.plannedSlots(), sustained.ratePerSecond(), sustained.duration());
        if (shortfall.isPresent()) {
            throw new RunRefusedException(
                    RunRefusedException.Reason.POOLS_TOO_SMALL, shortfall.get().message());
        }
        return new Held(sustained);
    }

    private record Held(SustainedSpec spec, CountDownLatch stopped) implements RunExecution {
        Held(SustainedSpec spec) {
            this(spec, new CountDownLatch(1));
        }

        @Override
        public RunCompletion execute(Consumer<RunState> onState) throws InterruptedException {
            onState.accept(RunState.WARMUP);
            stopped.await();
            return new RunCompletion(
                    RunState.STOPPED,
                    new RunResult(
                            nothing(),
                            new SessionHealth(true, 0, 0, 0),
                            new Verdict(Verdict.Decision.NONE, List.of())));
        }

        @Override
        public void stop() {
            stopped.countDown();
        }

        @Override
        public void abandon() {
            stopped.countDown();
        }

        @Override
        public LiveFigures live() {
            return new LiveFigures(spec.plannedSlots(), 3, 3, 2, 0, 1, spec.ratePerSecond(), null);
        }

        @Override
        public void close() {
            stopped.countDown();
        }

        private static Measurements nothing() {
            LedgerSnapshot empty = new LedgerSnapshot(0, Map.of(), Map.of(), Map.of(), Map.of());
            return new Measurements(
                    empty,
                    empty,
                    new Irregularities(Map.of(), Map.of(), List.of(), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                    Map.of(),
                    Map.of(),
                    LatencyDistribution.empty(),
                    List.of(),
                    new BacklogSummary(0, 0, 0, 0, 0, 0, 0, 0),
                    0,
                    0);
        }
    }
}
