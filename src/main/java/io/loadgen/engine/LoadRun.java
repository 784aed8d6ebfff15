package io.loadgen.engine;

import io.loadgen.audit.AuditProgress;
import io.loadgen.audit.AuditSources;
import io.loadgen.audit.AuditedRun;
import io.loadgen.audit.MembershipAudit;
import io.loadgen.contract.RequestIds;
import io.loadgen.engine.health.GeneratorMonitor;
import io.loadgen.engine.health.HostProbe;
import io.loadgen.engine.health.RunQueueDelay;
import io.loadgen.fixtures.FixtureHold;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.RemainingCandidates;
import io.loadgen.injection.AddTarget;
import io.loadgen.injection.ChatPlatform;
import io.loadgen.injection.ChatSession;
import io.loadgen.injection.InjectionException;
import io.loadgen.injection.SessionOptions;
import io.loadgen.measurement.AddLog;
import io.loadgen.measurement.FirstOrgAdds;
import io.loadgen.measurement.IrregularityLog;
import io.loadgen.measurement.LatencyRecorder;
import io.loadgen.measurement.Ledger;
import io.loadgen.measurement.ListenerLog;
import io.loadgen.measurement.SlotObserver;
import io.loadgen.measurement.SlotTracker;
import io.loadgen.measurement.Timeline;
import io.loadgen.result.AuditResult;
import io.loadgen.result.CapacityResult;
import io.loadgen.result.Disposition;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Evidence;
import io.loadgen.result.GeneratorHealth;
import io.loadgen.result.LedgerSnapshot;
import io.loadgen.result.Measurements;
import io.loadgen.result.Phase;
import io.loadgen.result.PreflightReport;
import io.loadgen.result.RunResult;
import io.loadgen.result.RunState;
import io.loadgen.result.SessionHealth;
import io.loadgen.result.Verdict;
import io.loadgen.spec.InjectMode;
import io.loadgen.spec.RunSpec;
import io.loadgen.spec.Signal;
import io.loadgen.spec.SlotTimeouts;
import io.loadgen.time.RealtimeThread;
import io.loadgen.verdict.VerdictRule;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of any load model. The thread that executes it is the pacing thread. */
public final class LoadRun implements RunExecution {
    private static final Logger LOG = LoggerFactory.getLogger(LoadRun.class);

    /** Between the last preparation and the first slot: enough for the sampler's threads to be there. */
    private static final long LEAD_NANOS = 20_000_000;

    private final RunSpec spec;
    private final Load load;
    private final FixturePlan fixture;
    private final RemainingCandidates remaining;
    private final FixtureHold hold;
    private final ChatPlatform platform;
    private final AuditSources audits;
    private final RunGate gate;
    private final LoadSettings settings;
    private final RunRecorders instruments;
    private final BacklogMonitor backlog;
    private final GeneratorMonitor generatorMonitor;
    private final RunFigures figures;
    private final RunCheckpoints checkpoints;
    private final RunSampler sampler;

    private @Nullable Generator generator;
    private @Nullable MembershipAudit audit;
    private boolean stopped;
    private boolean abandoned;
    private @Nullable String abortReason;
    private volatile boolean auditing;

    LoadRun(
            String runId,
            RunSpec spec,
            Load load,
            FixturePlan fixture,
            RemainingCandidates remaining,
            FixtureHold hold,
            ChatPlatform platform,
            AuditSources audits,
            RunGate gate,
            LoadSettings settings) {
        this.spec = spec;
        this.load = load;
        this.fixture = fixture;
        this.remaining = remaining;
        this.hold = hold;
        this.platform = platform;
        this.audits = audits;
        this.gate = gate;
        this.settings = settings;
        this.instruments = instruments(spec, load, remaining);
        this.backlog = new BacklogMonitor(platform, settings.clock());
        this.generatorMonitor = new GeneratorMonitor(
                new HostProbe(settings.clock()), Runtime.getRuntime().availableProcessors());
        this.figures = new RunFigures(instruments, backlog, load.firstMeasuredNanos());
        this.checkpoints = new RunCheckpoints(runId, settings.checkpointing(), figures, generatorMonitor);
        this.sampler = new RunSampler(
                runId,
                spec,
                load,
                settings.clock(),
                instruments,
                backlog,
                generatorMonitor,
                settings.listener(),
                checkpoints);
    }

    public static Signal firstSignal(InjectMode mode) {
        return switch (mode) {
            case FRONTDOOR -> Signal.REPLY;
            case CANONICAL -> Signal.ACK;
        };
    }

    private static RunRecorders instruments(RunSpec spec, Load load, RemainingCandidates remaining) {
        Signal first = firstSignal(spec.inject());
        Set<Signal> signals = EnumSet.of(first, Signal.EVENT, Signal.RESULT);
        if (spec.observeHandoff()) {
            signals.add(Signal.HANDOFF);
        }
        SlotTimeouts timeouts = new SlotTimeouts(
                spec.replyTimeout().toNanos(), spec.eventTimeout().toNanos());
        LatencyRecorder latencies = new LatencyRecorder(signals);
        FirstOrgAdds firstOrgAdds = new FirstOrgAdds(signals, remaining.rooms(), remaining::hasOrgRow);
        Ledger books = new Ledger();
        IrregularityLog irregularities = new IrregularityLog();
        AddLog adds = new AddLog(load.slotNumbers());
        // The log first: what the load model does on hearing of a slot may begin the next one.
        SlotObserver observer = SlotObserver.both(adds, load.observer());
        SlotTracker tracker = new SlotTracker(
                spec.maxOutstanding(), first, timeouts, latencies, firstOrgAdds, books, irregularities, observer);
        return new RunRecorders(tracker, latencies, firstOrgAdds, books, irregularities, adds, new ListenerLog());
    }

    @Override
    public RunCompletion execute(Consumer<RunState> onState) throws RunRefusedException, InterruptedException {
        onState.accept(RunState.PREFLIGHT);
        PreflightReport preflight = gate.pass(this::isStopped);
        RequestIds requestIds = new RequestIds(settings.runBits().getAsLong());
        List<AddTarget> targets = IntStream.range(0, fixture.spec().rooms())
                .mapToObj(this::target)
                .toList();
        SignalCorrelator correlator = new SignalCorrelator(
                requestIds, targets.stream().map(AddTarget::roomId).toList(), instruments);
        try (sampler;
                ChatSession session = open(targets, correlator)) {
            MembershipAudit after = audit(requestIds);
            RunCompletion measured =
                    measure(generator(session, requestIds, targets), session, after, preflight, onState);
            return measured.withPreflight(preflight);
        } finally {
            instruments.adds().release();
        }
    }

    private MembershipAudit audit(RequestIds requestIds) {
        AuditedRun audited = new AuditedRun(
                fixture, remaining, remaining.usableBy(spec.shapes()), instruments.adds(), requestIds, firstSequence());
        MembershipAudit made = new MembershipAudit(audited, audits, platform, settings.clock(), settings.pacing());
        synchronized (this) {
            audit = made;
            if (abandoned) {
                made.abandon();
            }
        }
        return made;
    }

    /** Where the jobs of this run begin in the stream. A run can do without knowing. */
    private OptionalLong firstSequence() {
        try {
            return OptionalLong.of(audits.jobs().nextSequence());
        } catch (InjectionException failure) {
            LOG.warn("The audit will not tell stream sequences: {}", failure.getMessage());
            return OptionalLong.empty();
        }
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    private ChatSession open(List<AddTarget> targets, SignalCorrelator correlator) throws RunRefusedException {
        try {
            return platform.open(new SessionOptions(spec.inject(), spec.observeHandoff()), targets, correlator);
        } catch (InjectionException failure) {
            throw refused(String.valueOf(failure.getMessage()));
        }
    }

    private static RunRefusedException refused(String message) {
        return new RunRefusedException(RunRefusedException.Reason.PREFLIGHT, message);
    }

    private AddTarget target(int room) {
        int owner = fixture.owner(room);
        return new AddTarget(fixture.roomId(room), fixture.userId(owner), fixture.account(owner));
    }

    private Generator generator(ChatSession session, RequestIds requestIds, List<AddTarget> targets) {
        SlotKinds kinds = new SlotKinds(
                spec.shapes(), fixture.spec().seed(), fixture.spec().usersPerBlock(), instruments.firstOrgAdds());
        AddBodies bodies = new AddBodies(
                spec.inject(),
                session.contract(),
                spec.shapes(),
                fixture,
                targets,
                spec.usersPerAdd(),
                settings.wallClock());
        AddSender sender = new AddSender(settings.clock(), session, requestIds, kinds, bodies, instruments);
        Generator made = load.generator(instruments, sender);
        synchronized (this) {
            generator = made;
            if (stopped) {
                made.stop();
            }
        }
        return made;
    }

    private RunCompletion measure(
            Generator sending,
            ChatSession session,
            MembershipAudit after,
            PreflightReport preflight,
            Consumer<RunState> onState)
            throws InterruptedException {
        collectPreparations();
        long startNanos = settings.clock().nanoTime() + LEAD_NANOS;
        checkpoints.begin(startNanos, session::health, preflight);
        onState.accept(load.warmupNanos() == 0 ? RunState.MEASURING : RunState.WARMUP);
        generatorMonitor.watch(session::queueDepth);
        sampler.start(
                startNanos,
                session::heardUpTo,
                () -> onState.accept(RunState.MEASURING),
                new AbortWatch(new AbortRule(spec.abortOn()), session::health, this::abort));
        LoadEnd end = send(sending, startNanos);
        sampler.sendingEnded();
        onState.accept(RunState.DRAINING);
        instruments.tracker().drain().await();
        SessionHealth health = session.health();
        // Whatever the collector is at is on record when this returns; the last interval must not miss it.
        session.close();
        Timeline timeline = sampler.finish();
        Measurements measurements = figures.ofAll(startNanos, end.endNanos(), timeline, load.slotsDealtWith());
        auditing = true;
        onState.accept(RunState.AUDITING);
        AuditResult audited = after.run();
        Optional<GeneratorHealth> generatorHealth = generatorMonitor.health();
        Optional<CapacityResult> rooms = load.result();
        Verdict verdict = VerdictRule.decide(
                spec,
                new Evidence(
                        measurements,
                        health,
                        generatorHealth,
                        rooms.map(CapacityResult::rooms).orElse(List.of()),
                        audited));
        String aborted = abortReason();
        RunResult result = new RunResult(
                measurements,
                health,
                aborted == null ? verdict : verdict.ofAborted(aborted),
                rooms,
                generatorHealth,
                audited);
        return aborted == null
                ? new RunCompletion(terminal(end.cause()), result)
                : RunCompletion.aborted(result, aborted);
    }

    /**
     * What was made for the run lives as long as the run. Left to itself, the first collection would copy it in the middle of the
     * measuring, with everything stopped for tens of milliseconds.
     */
    private static void collectPreparations() {
        System.gc();
    }

    private LoadEnd send(Generator sending, long startNanos) throws InterruptedException {
        try (RealtimeThread thread = RealtimeThread.enter(settings.urgency())) {
            generatorMonitor.pacedBy(thread.granted(), RunQueueDelay.ofThisThread()::nanos);
            return sending.run(startNanos);
        }
    }

    private static RunState terminal(LoadEnd.Cause cause) {
        return switch (cause) {
            case COMPLETED -> RunState.COMPLETED;
            case EXHAUSTED -> RunState.EXHAUSTED;
            case STOPPED -> RunState.STOPPED;
        };
    }

    @Override
    public synchronized void stop() {
        stopped = true;
        if (generator != null) {
            generator.stop();
        }
    }

    @Override
    public synchronized void abort(String reason) {
        // A run that ends already, by request or by another limit, ends for that.
        if (!stopped) {
            LOG.warn("The run is aborted: {}", reason);
            abortReason = reason;
            stop();
        }
    }

    private synchronized @Nullable String abortReason() {
        return abortReason;
    }

    @Override
    public void abandon() {
        stop();
        sampler.abandon();
        synchronized (this) {
            abandoned = true;
            if (audit != null) {
                audit.abandon();
            }
        }
    }

    @Override
    public LiveFigures live() {
        Ledger books = instruments.books();
        LedgerSnapshot all = books.snapshot(Phase.WARMUP).plus(books.snapshot(Phase.MEASURED));
        long completed = all.count(EventOutcome.EVENT);
        long closed = all.replies().values().stream().mapToLong(Long::longValue).sum();
        long closedAsNoOp = all.count(EventOutcome.NO_OP);
        return new LiveFigures(
                load.plannedSlots(),
                all.planned(),
                all.count(Disposition.SENT),
                completed,
                closed - completed - closedAsNoOp,
                instruments.tracker().outstanding(),
                load.targetRatePerSecond(),
                sampler.lastSecond(),
                auditProgress());
    }

    private synchronized @Nullable AuditProgress auditProgress() {
        return audit == null || !auditing ? null : audit.progress();
    }

    @Override
    public void close() {
        sampler.close();
        hold.close();
    }
}
