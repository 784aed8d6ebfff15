package io.loadgen.api;

import io.loadgen.application.RunTypes;
import io.loadgen.audit.AuditBuilder;
import io.loadgen.audit.AuditProgress;
import io.loadgen.audit.AuditSources;
import io.loadgen.engine.LiveFigures;
import io.loadgen.engine.LoadRunExecutor;
import io.loadgen.engine.LoadSettings;
import io.loadgen.engine.PlatformAccess;
import io.loadgen.engine.Rehearsals;
import io.loadgen.engine.RunExecution;
import io.loadgen.engine.RunExecutor;
import io.loadgen.engine.RunObserver;
import io.loadgen.engine.RunProgress;
import io.loadgen.engine.RunRefusedException;
import io.loadgen.engine.memory.DiskBudget;
import io.loadgen.engine.memory.HeapBudget;
import io.loadgen.engine.rehearsal.RehearsalSettings;
import io.loadgen.engine.sustained.SustainedLoad;
import io.loadgen.fixtures.FixtureLimits;
import io.loadgen.fixtures.FixtureService;
import io.loadgen.injection.AddTarget;
import io.loadgen.injection.BacklogSample;
import io.loadgen.injection.ChatPlatform;
import io.loadgen.injection.ChatSession;
import io.loadgen.injection.JobStream;
import io.loadgen.injection.SessionOptions;
import io.loadgen.injection.SignalListener;
import io.loadgen.injection.StoredJob;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.result.Backfill;
import io.loadgen.result.Books;
import io.loadgen.result.Irregularities;
import io.loadgen.result.ListenerFigures;
import io.loadgen.result.Measurements;
import io.loadgen.result.Measurements.BacklogSummary;
import io.loadgen.result.Measurements.WorkerStall;
import io.loadgen.result.Paths;
import io.loadgen.result.PreflightReport;
import io.loadgen.result.RunResult;
import io.loadgen.result.RunState;
import io.loadgen.result.SessionHealth;
import io.loadgen.result.Verdict;
import io.loadgen.spec.RunSpec;
import io.loadgen.time.ParkThenSpin;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Runs that are prepared as they would be against a platform, and then measure nothing until they are stopped. */
final class HeldRuns implements RunExecutor {
    private final RunExecutor real;

    HeldRuns(FixtureService fixtures, FixtureLimits limits, HeapBudget heap) {
        LoadSettings settings = new LoadSettings(
                System::nanoTime,
                new ParkThenSpin(System::nanoTime, 0),
                InstantSource.system(),
                () -> 0,
                limits.maxRoomSize(),
                RunObserver.NONE);
        real = new LoadRunExecutor(
                fixtures,
                new PlatformAccess(
                        new NoPlatform(),
                        new AuditSources(new MemoryFixtures(), new NoJobs(), Duration.ofSeconds(60)),
                        (request, cancelled) -> PreflightReport.NONE,
                        new Rehearsals(RehearsalSettings.OFF, SustainedLoad::new)),
                RunTypes.all(fixtures, settings),
                settings,
                heap,
                new DiskBudget(() -> 0));
    }

    @Override
    public RunExecution prepare(String runId, RunSpec spec) throws RunRefusedException {
        return new Held(real.prepare(runId, spec), new CountDownLatch(1));
    }

    /** Nobody is to talk to it. */
    private static final class NoPlatform implements ChatPlatform {
        @Override
        public ChatSession open(SessionOptions options, List<AddTarget> targets, SignalListener listener) {
            throw new UnsupportedOperationException("runs are only prepared");
        }

        @Override
        public BacklogSample backlog() {
            throw new UnsupportedOperationException("runs are only prepared");
        }
    }

    private static final class NoJobs implements JobStream {
        @Override
        public long nextSequence() {
            throw new UnsupportedOperationException("runs are only prepared");
        }

        @Override
        public Optional<StoredJob> next(long fromSequence) {
            throw new UnsupportedOperationException("runs are only prepared");
        }
    }

    private record Held(RunExecution prepared, CountDownLatch stopped) implements RunExecution {
        @Override
        public RunCompletion execute(Consumer<RunState> onState) throws InterruptedException {
            onState.accept(RunState.WARMUP);
            stopped.await();
            return new RunCompletion(
                    RunState.STOPPED,
                    new RunResult(
                            nothing(),
                            new SessionHealth(true, 0, 0, 0),
                            new Verdict(Verdict.Decision.NONE, List.of()),
                            AuditBuilder.clean()));
        }

        @Override
        public void stop() {
            stopped.countDown();
        }

        @Override
        public void abort(String reason) {
            stopped.countDown();
        }

        @Override
        public void abandon() {
            stopped.countDown();
        }

        @Override
        public LiveFigures live() {
            LiveFigures nothing = prepared.live();
            return new LiveFigures(
                    new RunProgress(nothing.progress().plannedSlots(), 3, 3, 2, 0, 1),
                    nothing.targetRatePerSecond(),
                    nothing.lastSecond(),
                    new WorkerStall(2_000, 12_000, 900, 16),
                    new AuditProgress(1, 4),
                    null);
        }

        @Override
        public void close() {
            stopped.countDown();
            prepared.close();
        }

        private static Measurements nothing() {
            Books empty = Books.empty();
            return new Measurements(
                    empty,
                    empty,
                    List.of(),
                    new Irregularities(Map.of(), Map.of(), List.of(), Map.of(), null, null, null, List.of(), List.of()),
                    Map.of(),
                    Map.of(),
                    Backfill.none(),
                    LatencyDistribution.empty(),
                    List.of(),
                    List.of(),
                    BacklogSummary.unseen(),
                    0,
                    0,
                    OptionalLong.empty(),
                    ListenerFigures.none(),
                    Optional.empty(),
                    Paths.NONE,
                    Optional.empty());
        }
    }
}
