package io.loadgen.engine;

import io.loadgen.contract.RequestIds;
import io.loadgen.contract.Shape;
import io.loadgen.engine.health.ProcessorTime;
import io.loadgen.engine.rehearsal.RehearsalSettings;
import io.loadgen.engine.rehearsal.WarmUpWatch;
import io.loadgen.fixtures.CandidatePools;
import io.loadgen.fixtures.RemainingCandidates;
import io.loadgen.injection.ChatPlatform;
import io.loadgen.injection.ChatSession;
import io.loadgen.injection.InjectionException;
import io.loadgen.injection.SessionOptions;
import io.loadgen.latency.CompressedLatencies;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.measurement.FirstOrgAdds;
import io.loadgen.measurement.OtherSiteWatch;
import io.loadgen.measurement.SlotObserver;
import io.loadgen.measurement.adds.AddLog;
import io.loadgen.result.Books;
import io.loadgen.result.PreflightReport;
import io.loadgen.result.RehearsalFigures;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.SecondSample;
import io.loadgen.spec.AbortLimits;
import io.loadgen.spec.Arrivals;
import io.loadgen.spec.Population;
import io.loadgen.spec.RoomChoice;
import io.loadgen.spec.RunSpec;
import io.loadgen.spec.Slo;
import io.loadgen.spec.SustainedSpec;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The traffic of a run before the run: the same rate, bodies, signals and instruments over the same connection, but to ourselves. What the
 * first run of a process would find out of a cold program it finds here, and what a latency holds before a platform has done anything.
 *
 * <p>Orgs and channels are rehearsed by account: what the platform would make of them is its own.
 *
 * <p>{@link #play} is called once, by the run's thread; {@link #stop} by any thread, at any time.
 */
final class Rehearsal implements RunObserver {
    /** To ourselves it takes microseconds; who waits longer has lost it, or is too late to be sent. */
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final String runId;
    private final SustainedSpec spec;
    private final ChatPlatform platform;
    private final Rehearsals rehearsals;
    private final Addressing addressing;
    private final RemainingCandidates candidates;
    private final LoadSettings settings;
    private final WarmUpWatch watch;
    private OptionalLong cpuBefore = OptionalLong.empty();
    private @Nullable MeasuredWindow window;
    private boolean over;
    private boolean stopped;

    Rehearsal(
            String runId,
            RunSpec spec,
            double ratePerSecond,
            PlatformAccess access,
            Addressing addressing,
            RemainingCandidates candidates,
            LoadSettings settings) {
        this.runId = runId;
        this.platform = access.platform();
        this.rehearsals = access.rehearsals();
        this.spec = played(spec, ratePerSecond, rehearsals.settings());
        this.addressing = new Addressing(
                addressing.fixture(),
                addressing.targets(),
                new RequestIds(settings.runBits().getAsLong()));
        this.candidates = candidates;
        this.settings = settings.leavingNothing(this);
        this.watch = new WarmUpWatch(ratePerSecond);
    }

    private static SustainedSpec played(RunSpec run, double ratePerSecond, RehearsalSettings limits) {
        return new SustainedSpec(
                run.fixture(),
                null,
                null,
                ratePerSecond,
                limits.atMost(),
                Duration.ZERO,
                run.usersPerAdd(),
                run.inject(),
                Shape.USERS.label(),
                null,
                TIMEOUT,
                TIMEOUT,
                run.maxOutstanding(),
                TIMEOUT,
                run.observeHandoff(),
                Slo.none(),
                AbortLimits.none(),
                // Whether the process keeps up is seen within seconds: by chance some have fewer slots than the mean.
                Arrivals.even(),
                RoomChoice.inTurn());
    }

    /**
     * Sends and listens, until nothing changes any more or there is no more time.
     *
     * @return what it found; empty when it was stopped
     * @throws InjectionException when nothing can be sent to ourselves
     */
    Optional<RehearsalFigures> play() throws InjectionException, InterruptedException {
        RunRecorders instruments = instruments();
        try (ChatSession chat = platform.echo(
                        new SessionOptions(spec.inject(), spec.observeHandoff()),
                        addressing.targets(),
                        addressing.correlator(instruments));
                MeasuredWindow opened = window(instruments, chat)) {
            enter(opened);
            opened.run();
            opened.figures();
        }
        return isStopped() ? Optional.empty() : watch.figures(runId);
    }

    private RunRecorders instruments() {
        int rooms = addressing.targets().size();
        return RunRecorders.of(
                spec,
                Population.ORDINARY,
                OtherSiteWatch.NOTHING,
                new FirstOrgAdds(RunRecorders.signals(spec), rooms, room -> true),
                new AddLog(spec.plannedSlots(), rooms, Optional.empty()),
                0,
                SlotObserver.NONE);
    }

    private MeasuredWindow window(RunRecorders instruments, ChatSession chat) {
        WindowContext context = new WindowContext(
                runId,
                spec,
                spec.plannedSlots(),
                Books.empty(),
                PreflightReport.NONE,
                settings,
                state -> {},
                reason -> {});
        CandidatePools pools = CandidatePools.endless(candidates, spec.usersPerAdd());
        return new MeasuredWindow(
                context,
                rehearsals.openLoop().of(spec, pools, settings),
                instruments,
                platform,
                chat,
                addressing.sender(spec, chat, instruments, settings));
    }

    private synchronized void enter(MeasuredWindow opened) {
        window = opened;
        if (stopped) {
            opened.stop();
        }
        cpuBefore = ProcessorTime.nanos();
    }

    @Override
    public synchronized void secondEnded(RunSecond second) {
        if (over) {
            return; // The rest of the second in which it ended.
        }
        OptionalLong cpu = ProcessorTime.nanos();
        watch.add(second(second, cpu));
        cpuBefore = cpu;
        boolean longEnough = watch.seconds() >= rehearsals.settings().atLeast().toSeconds();
        over = (longEnough && watch.isSteady())
                || watch.seconds() >= spec.duration().toSeconds();
        if (over) {
            Objects.requireNonNull(window, "entered before its first second").stop();
        }
    }

    private WarmUpWatch.Second second(RunSecond second, OptionalLong cpu) {
        SecondSample sample = second.sample();
        Double lagP99 = sample.lagP99Millis();
        LatencyDistribution times = second.responseTimes()
                .getOrDefault(RunRecorders.firstSignal(spec.inject()), LatencyDistribution.empty());
        return new WarmUpWatch.Second(
                Math.min(sample.sent(), sample.replies().getOrDefault(ReplyOutcome.ACCEPTED, 0L)),
                cpu.isPresent() && cpuBefore.isPresent()
                        ? OptionalLong.of(cpu.getAsLong() - cpuBefore.getAsLong())
                        : OptionalLong.empty(),
                lagP99 == null ? sample.lagMaxMillis() : lagP99,
                CompressedLatencies.of(times));
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    /** Sends nothing more. Idempotent. */
    synchronized void stop() {
        stopped = true;
        if (window != null) {
            window.stop();
        }
    }
}
