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
import io.loadgen.result.Disposition;
import io.loadgen.result.PreflightReport;
import io.loadgen.result.RehearsalFigures;
import io.loadgen.result.Rehearsed;
import io.loadgen.result.RunState;
import io.loadgen.spec.SpecBuilder;
import io.loadgen.spec.SustainedSpec;
import io.loadgen.time.NanoClock;
import io.loadgen.time.ParkThenSpin;
import io.loadgen.time.ThreadScheduling;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Runs that are rehearsed, against an echo, without a network. */
class RehearsalTests {
    private static final int RATE = 200;
    private static final int SLOTS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final NanoClock clock = NanoClock.system();
    private final FixturePlan fixture = new EngineRig().fixture;
    private final RemainingCandidates remaining = RemainingCandidates.full(fixture);
    private final SustainedSpec spec = new SpecBuilder()
            .fixture(fixture.spec().id())
            .rate(RATE)
            .usersPerAdd(1)
            .observeHandoff()
            .lasting(Duration.ofMillis(1000 * SLOTS / RATE), Duration.ZERO)
            .build();
    private final List<RunState> states = new CopyOnWriteArrayList<>();
    private final List<RunSecond> seconds = new CopyOnWriteArrayList<>();
    private final List<RehearsalFigures> told = new CopyOnWriteArrayList<>();
    private final EchoedPlatform platform = new EchoedPlatform(new EchoPlatform(clock, number -> {}));
    private final AtomicReference<Duration> late = new AtomicReference<>(Duration.ZERO);
    private final LoadSettings settings = new LoadSettings(
            clock,
            (instantNanos, cancelled) -> {
                new ParkThenSpin(clock, 0).awaitUntil(instantNanos, cancelled);
                new ParkThenSpin(clock, 0)
                        .awaitUntil(clock.nanoTime() + late.get().toNanos(), cancelled);
            },
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
                public void rehearsed(String runId, RehearsalFigures found) {
                    told.add(found);
                }
            },
            new Keeping(1, Optional.empty()));
    private final Rehearsals rehearsals = new Rehearsals(
            new RehearsalSettings(true, RehearsalSettings.SHORTEST, Duration.ofSeconds(5), Duration.ofHours(1)),
            SustainedLoad::new);

    private RunSession session(String id) {
        return new RunSession(
                id,
                spec,
                new OneWindow(new SustainedLoad(spec, new CandidatePools(remaining, 1), settings)),
                new FixtureUse(fixture, remaining),
                new NoHold(fixture),
                new PlatformAccess(
                        platform,
                        new AuditSources(new MemoryFixtures(), new NoJobs(), Duration.ofSeconds(60)),
                        (request, cancelled) -> PreflightReport.NONE,
                        rehearsals),
                settings);
    }

    @Test
    void aRunIsRehearsedToItselfAndKeepsWhatThatFound() throws Exception {
        RunCompletion completion;
        try (RunSession run = session("first")) {
            completion = run.execute(states::add);
        }

        assertThat(states)
                .containsExactly(
                        RunState.PREFLIGHT,
                        RunState.REHEARSAL,
                        RunState.MEASURING,
                        RunState.DRAINING,
                        RunState.AUDITING);
        RehearsalFigures found =
                Objects.requireNonNull(completion.result().preflight().rehearsal());
        assertThat(found)
                .returns("first", RehearsalFigures::ofRun)
                .returns((double) RATE, RehearsalFigures::ratePerSecond)
                .returns(true, RehearsalFigures::reached);
        assertThat(found.floor().count()).isBetween(RATE * 29 / 10L, RATE * 31 / 10L);
        assertThat(told).containsExactly(found);
        // Nothing of it is in the figures of the run, nor was the platform asked.
        assertThat(completion.result().measurements().measured().count(Disposition.SENT))
                .isEqualTo(SLOTS);
        assertThat(seconds.stream().mapToLong(second -> second.sample().sent()).sum())
                .isEqualTo(SLOTS);
        assertThat(platform.opened).hasValue(1);
        assertThat(platform.sentToPlatform).hasValue(SLOTS);
        assertThat(platform.sentToItself.get()).isGreaterThanOrEqualTo(3 * RATE);
    }

    @Test
    void whatARehearsalWasMadeOfIsNotKeptBesideTheRun() throws Exception {
        try (RunSession run = session("first")) {
            run.execute(states::add);

            WeakReference<SignalListener> instruments = Objects.requireNonNull(platform.rehearsing);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (instruments.get() != null && deadline - System.nanoTime() > 0) {
                System.gc();
            }
            assertThat(instruments.get()).isNull();
        }
    }

    @Test
    void aProcessThatIsWarmRehearsesNothing() throws Exception {
        RehearsalFigures before = Rehearsed.steady("before", 0.7);
        rehearsals.ended(spec, before, clock.nanoTime());

        try (RunSession run = session("second")) {
            assertThat(run.execute(states::add).result().preflight().rehearsal())
                    .isEqualTo(before);
        }
        assertThat(states).doesNotContain(RunState.REHEARSAL);
        assertThat(platform.sentToItself).hasValue(0);
    }

    @Test
    void warmIsOneTrafficForAWhileAndOnlyOnceItWasSteady() {
        long now = clock.nanoTime();
        rehearsals.ended(spec, Rehearsed.changing("before"), now);
        assertThat(rehearsals.warmFor(spec, RATE, now)).isEmpty();

        rehearsals.ended(spec, Rehearsed.steady("before", 0.7), now);
        assertThat(rehearsals.warmFor(spec, RATE, now + Duration.ofMinutes(59).toNanos()))
                .isPresent();
        assertThat(rehearsals.warmFor(spec, RATE + 1, now)).isEmpty();
        assertThat(rehearsals.warmFor(spec, RATE, now + Duration.ofMinutes(61).toNanos()))
                .isEmpty();
    }

    @Test
    void aRateThatIsNotReachedIsRefusedBeforeACandidateIsSpent() {
        platform.answersEvery = 2;
        try (RunSession run = session("slow")) {
            assertThatThrownBy(() -> run.execute(states::add))
                    .isInstanceOf(RunRefusedException.class)
                    .hasMessageMatching(
                            ".* to itself, came to [0-9]{2,3}\\.[0-9]/s at best of the 200.0/s asked for.*");
        }
        assertThat(states).containsExactly(RunState.PREFLIGHT, RunState.REHEARSAL);
        assertThat(platform.opened).hasValue(0);
    }

    @Test
    void aGeneratorThatIsHeldBackIsRefused() {
        late.set(Duration.ofMillis(20));
        try (RunSession run = session("throttled")) {
            assertThatThrownBy(() -> run.execute(states::add))
                    .isInstanceOf(RunRefusedException.class)
                    .hasMessageMatching(".* to itself, came to [0-9]{2}\\.[0-9]/s at best of the 200.0/s asked for.*");
        }
        assertThat(platform.opened).hasValue(0);
    }

    @Test
    void aStopEndsTheRehearsalAndTheRun() throws Exception {
        try (RunSession run = session("stopped")) {
            RunCompletion completion = run.execute(state -> {
                states.add(state);
                if (state == RunState.REHEARSAL) {
                    run.stop();
                }
            });
            assertThat(completion.terminal()).isEqualTo(RunState.STOPPED);
            assertThat(completion.result().preflight().rehearsal()).isNull();
        }
        assertThat(platform.sentToItself.get()).isLessThan(RATE);
        assertThat(platform.sentToPlatform).hasValue(0);
    }

    @Test
    void whoCannotSendToItselfIsRefused() {
        platform.permitsEcho = false;
        try (RunSession run = session("forbidden")) {
            assertThatThrownBy(() -> run.execute(states::add))
                    .isInstanceOf(RunRefusedException.class)
                    .hasMessage("the run could not be rehearsed: not permitted");
        }
    }

    /** Counts what it is sent, and as which. */
    private static final class EchoedPlatform implements ChatPlatform {
        final AtomicInteger opened = new AtomicInteger();
        final AtomicInteger sentToPlatform = new AtomicInteger();
        final AtomicInteger sentToItself = new AtomicInteger();
        int answersEvery = 1;
        boolean permitsEcho = true;

        @Nullable
        WeakReference<SignalListener> rehearsing;

        private final EchoPlatform echo;

        EchoedPlatform(EchoPlatform echo) {
            this.echo = echo;
        }

        @Override
        public ChatSession open(SessionOptions options, List<AddTarget> targets, SignalListener listener) {
            opened.incrementAndGet();
            return new Counted(echo.open(options, targets, listener), sentToPlatform, 1);
        }

        @Override
        public ChatSession echo(SessionOptions options, List<AddTarget> targets, SignalListener listener)
                throws InjectionException {
            if (!permitsEcho) {
                throw new InjectionException("not permitted", null);
            }
            rehearsing = new WeakReference<>(listener);
            return new Counted(echo.open(options, targets, listener), sentToItself, answersEvery);
        }

        @Override
        public BacklogSample backlog() {
            return echo.backlog();
        }
    }

    private static final class Counted extends ForwardingSession {
        private final AtomicInteger count;
        private final int answersEvery;

        Counted(ChatSession session, AtomicInteger count, int answersEvery) {
            super(session);
            this.count = count;
            this.answersEvery = answersEvery;
        }

        @Override
        public void send(int target, long key, String requestId, byte[] body) throws InjectionException {
            if (count.incrementAndGet() % answersEvery == 0) {
                super.send(target, key, requestId, body);
            }
        }
    }
}
