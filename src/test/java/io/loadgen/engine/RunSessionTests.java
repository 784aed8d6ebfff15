package io.loadgen.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadgen.api.MemoryFixtures;
import io.loadgen.audit.AuditSources;
import io.loadgen.audit.NoJobs;
import io.loadgen.engine.RunExecution.RunCompletion;
import io.loadgen.engine.rehearsal.RehearsalSettings;
import io.loadgen.engine.sustained.SustainedLoad;
import io.loadgen.fixtures.CandidatePools;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.RemainingCandidates;
import io.loadgen.injection.AddTarget;
import io.loadgen.injection.BacklogSample;
import io.loadgen.injection.ChatPlatform;
import io.loadgen.injection.ChatSession;
import io.loadgen.injection.InjectionException;
import io.loadgen.injection.SessionOptions;
import io.loadgen.injection.SignalListener;
import io.loadgen.preflight.PreflightRequest.FixtureUse;
import io.loadgen.result.AuditFigure;
import io.loadgen.result.Books;
import io.loadgen.result.Disposition;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Irregularity;
import io.loadgen.result.PreflightCheck;
import io.loadgen.result.PreflightReport;
import io.loadgen.result.RunState;
import io.loadgen.result.SecondSample;
import io.loadgen.spec.SpecBuilder;
import io.loadgen.spec.SustainedSpec;
import io.loadgen.time.NanoClock;
import io.loadgen.time.ParkThenSpin;
import io.loadgen.time.ThreadScheduling;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Whole runs against an echo, without a network. */
class RunSessionTests {
    private static final int RATE = 1000;
    private static final int SLOTS = 100;

    private final NanoClock clock = NanoClock.system();
    private final FixturePlan fixture = new EngineRig().fixture;
    private final RemainingCandidates remaining = RemainingCandidates.full(fixture);
    private final SustainedSpec spec = new SpecBuilder()
            .fixture(fixture.spec().id())
            .rate(RATE)
            .usersPerAdd(1)
            .observeHandoff()
            .replyTimeout(Duration.ofSeconds(2))
            .eventTimeout(Duration.ofSeconds(2))
            .lasting(Duration.ofMillis(SLOTS), Duration.ZERO)
            .build();
    private final CandidatePools pools = new CandidatePools(remaining, 1);
    private final List<RunState> states = new CopyOnWriteArrayList<>();
    private final List<RunSecond> seconds = new CopyOnWriteArrayList<>();
    private final List<RunCheckpoint> checkpoints = new CopyOnWriteArrayList<>();
    private final CountedPlatform platform = new CountedPlatform(new EchoPlatform(clock, number -> {}));
    private final LoadSettings settings = new LoadSettings(
            clock,
            new ParkThenSpin(clock, 0),
            new LoadSettings.PacingThread(ThreadScheduling.DEFAULT),
            InstantSource.system(),
            () -> 42,
            1000,
            new RunObserver() {
                @Override
                public void secondEnded(RunSecond second) {
                    seconds.add(second);
                }

                @Override
                public void checkpointTaken(RunCheckpoint checkpoint) {
                    checkpoints.add(checkpoint);
                }
            },
            new Keeping(1, Optional.empty()));
    private PreflightReport found = PreflightReport.NONE;

    @AutoClose
    @SuppressWarnings("UnusedVariable") // read by JUnit, which closes it
    private @Nullable RunSession session;

    private RunSession session(RunPlan plan) {
        RunSession made = new RunSession(
                "run",
                spec,
                plan,
                new FixtureUse(fixture, remaining),
                new NoHold(fixture),
                new PlatformAccess(
                        platform,
                        new AuditSources(new MemoryFixtures(), new NoJobs(), Duration.ofSeconds(60)),
                        (request, cancelled) -> found,
                        new Rehearsals(RehearsalSettings.OFF, SustainedLoad::new)),
                settings);
        session = made;
        return made;
    }

    private SustainedLoad load() {
        return new SustainedLoad(spec, pools, settings);
    }

    @Test
    void oneWindowGoesThroughEveryState() throws Exception {
        RunCompletion completion = session(new OneWindow(load())).execute(states::add);

        assertThat(completion.terminal()).isEqualTo(RunState.COMPLETED);
        assertThat(states)
                .containsExactly(RunState.PREFLIGHT, RunState.MEASURING, RunState.DRAINING, RunState.AUDITING);
        assertComplete(completion.result().measurements().measured());
        assertThat(seconds).isNotEmpty();
        assertThat(checkpoints).hasSameSizeAs(seconds);
        assertThat(platform.closed).isOne();
    }

    @Test
    void twoWindowsInARowShareAConnectionAndNothingElse() throws Exception {
        TwoWindows plan = new TwoWindows(List.of(load(), load()));
        RunSession run = session(plan);

        RunCompletion completion = run.execute(states::add);

        assertThat(states)
                .containsExactly(
                        RunState.PREFLIGHT,
                        RunState.MEASURING,
                        RunState.DRAINING,
                        RunState.WARMUP,
                        RunState.MEASURING,
                        RunState.DRAINING,
                        RunState.AUDITING);
        assertThat(plan.found).hasSize(2).allSatisfy(figures -> {
            assertComplete(figures.measurements().measured());
            assertThat(figures.measurements().irregularities().count(Irregularity.FOREIGN_SIGNALS))
                    .isZero();
            assertThat(figures.measurements().timeline().stream()
                            .mapToLong(SecondSample::planned)
                            .sum())
                    .isEqualTo(SLOTS);
        });
        assertThat(completion.result().measurements())
                .isSameAs(plan.found.get(1).measurements());
        assertThat(platform.opened).isOne();
        assertThat(platform.closed).isOne();
        // The members of the echo never change, so all that was promised by either window is missing.
        assertThat(completion.result().audit().remarks()).isEmpty();
        assertThat(completion.result().audit().count(AuditFigure.LOST)).isEqualTo(2 * SLOTS);
        assertThat(run.live().progress())
                .returns(2L * SLOTS, RunProgress::plannedSlots)
                .returns(2L * SLOTS, RunProgress::sent)
                .returns(2L * SLOTS, RunProgress::completed);
    }

    @Test
    void aStopLeavesTheNextWindowEmpty() throws Exception {
        TwoWindows plan = new TwoWindows(List.of(load(), load()));
        RunSession run = session(plan);
        plan.afterEach = run::stop;

        RunCompletion completion = run.execute(states::add);

        assertThat(completion.terminal()).isEqualTo(RunState.STOPPED);
        assertThat(completion.result().measurements().measured())
                .returns(0L, books -> books.count(Disposition.SENT))
                .returns((long) SLOTS, books -> books.count(Disposition.ABORTED));
    }

    @Test
    void anAbortTellsItsReason() throws Exception {
        RunSession run = session(new OneWindow(load()));
        run.abort("a limit");
        run.abort("another");

        RunCompletion completion = run.execute(states::add);

        assertThat(completion)
                .returns(RunState.ABORTED, RunCompletion::terminal)
                .returns("a limit", RunCompletion::failure);
    }

    @Test
    void beforeItsFirstWindowARunHasAPlan() {
        assertThat(session(new OneWindow(load())).live())
                .returns(new RunProgress(SLOTS, 0, 0, 0, 0, 0), LiveFigures::progress)
                .returns((double) RATE, LiveFigures::targetRatePerSecond);
    }

    @Test
    void whatPreflightRefusesOpensNoConnection() {
        found = new PreflightReport(
                List.of(PreflightCheck.fail("nats", "nobody listens", "start it")), null, null, null, null, null, 0);

        assertThatThrownBy(() -> session(new OneWindow(load())).execute(states::add))
                .isInstanceOf(RunRefusedException.class)
                .hasMessageContaining("preflight failed");
        assertThat(platform.opened).isZero();
    }

    @Test
    void aPlatformThatCannotBeReachedRefusesTheRun() {
        platform.unreachable = true;

        assertThatThrownBy(() -> session(new OneWindow(load())).execute(states::add))
                .isInstanceOf(RunRefusedException.class)
                .hasMessage("away");
        assertThat(states).containsExactly(RunState.PREFLIGHT);
    }

    private static void assertComplete(Books books) {
        assertThat(books.residues()).isEmpty();
        assertThat(books)
                .returns((long) SLOTS, entered -> entered.count(Disposition.SENT))
                .returns((long) SLOTS, entered -> entered.count(EventOutcome.EVENT));
    }

    /** A type of run that asks for one window after another. */
    private static final class TwoWindows implements RunPlan {
        final List<WindowFigures> found = new ArrayList<>();
        Runnable afterEach = () -> {};
        private final List<SustainedLoad> loads;

        TwoWindows(List<SustainedLoad> loads) {
            this.loads = loads;
        }

        @Override
        public long plannedSlots() {
            return loads.stream().mapToLong(Load::plannedSlots).sum();
        }

        @Override
        public long slotNumbers() {
            return plannedSlots();
        }

        @Override
        public Double targetRatePerSecond() {
            return loads.getFirst().targetRatePerSecond();
        }

        @Override
        public double rehearsalRatePerSecond() {
            return loads.getFirst().rehearsalRatePerSecond();
        }

        @Override
        public RunCompletion run(RunSession session) throws RunRefusedException, InterruptedException {
            MeasuredWindow first = session.window(loads.getFirst());
            first.run();
            found.add(session.figures(first));
            afterEach.run();
            MeasuredWindow second = session.window(loads.getLast());
            second.run();
            found.add(session.figures(second));
            return session.conclude(second);
        }
    }

    /** A platform that counts its sessions. */
    private static final class CountedPlatform implements ChatPlatform {
        int opened;
        int closed;
        boolean unreachable;
        private final ChatPlatform platform;

        CountedPlatform(ChatPlatform platform) {
            this.platform = platform;
        }

        @Override
        public ChatSession open(SessionOptions options, List<AddTarget> targets, SignalListener listener)
                throws InjectionException {
            if (unreachable) {
                throw new InjectionException("away", null);
            }
            opened++;
            ChatSession session = platform.open(options, targets, listener);
            return new Counted(session, () -> closed++);
        }

        @Override
        public BacklogSample backlog() throws InjectionException {
            return platform.backlog();
        }
    }

    private static final class Counted extends ForwardingSession {
        private final Runnable onClose;

        Counted(ChatSession session, Runnable onClose) {
            super(session);
            this.onClose = onClose;
        }

        @Override
        public void close() {
            onClose.run();
            super.close();
        }
    }
}
