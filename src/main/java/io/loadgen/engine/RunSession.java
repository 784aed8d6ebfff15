package io.loadgen.engine;

import io.loadgen.audit.AuditedRun;
import io.loadgen.audit.MembershipAudit;
import io.loadgen.contract.ContractVersion;
import io.loadgen.contract.RequestIds;
import io.loadgen.fixtures.FixtureHold;
import io.loadgen.fixtures.RemainingCandidates;
import io.loadgen.injection.BacklogSample;
import io.loadgen.injection.ChatSession;
import io.loadgen.injection.InjectionException;
import io.loadgen.injection.SessionOptions;
import io.loadgen.measurement.FirstOrgAdds;
import io.loadgen.measurement.OtherSiteWatch;
import io.loadgen.measurement.adds.AddLog;
import io.loadgen.preflight.PreflightRequest;
import io.loadgen.preflight.PreflightRequest.FixtureUse;
import io.loadgen.result.AuditResult;
import io.loadgen.result.Books;
import io.loadgen.result.Evidence;
import io.loadgen.result.PreflightReport;
import io.loadgen.result.RehearsalFigures;
import io.loadgen.result.RoomGrowth;
import io.loadgen.result.RunResult;
import io.loadgen.result.RunState;
import io.loadgen.result.Verdict;
import io.loadgen.result.search.SearchResult;
import io.loadgen.spec.Population;
import io.loadgen.spec.RunSpec;
import io.loadgen.verdict.VerdictRule;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of any type, and all that it has but once: the hold on its fixture set, the preflight, the connection to the platform, the
 * audit and the end. What is sent and measured between is for its {@link RunPlan}, which opens {@link #window windows} one after
 * another, each with instruments of its own. The thread that executes it is the pacing thread.
 */
public final class RunSession implements RunExecution {
    private static final Logger LOG = LoggerFactory.getLogger(RunSession.class);

    /** Between two questions whether everything has been heard. */
    private static final long HEARING_NANOS = 1_000_000;

    /** Between two questions whether the backlog is empty. */
    private static final long BACKLOG_NANOS = 100_000_000;

    private final String runId;
    private final RunSpec spec;
    private final RunPlan plan;
    private final FixtureUse fixture;
    private final FixtureHold hold;
    private final PlatformAccess access;
    private final LoadSettings settings;
    private final Addressing addressing;
    private final AddLog adds;
    private Consumer<RunState> onState = state -> {};
    private PreflightReport preflight = PreflightReport.NONE;
    private long nextSlot;

    /** Of the first window until the end. */
    private @Nullable Channel channel;

    private @Nullable Rehearsal rehearsal;
    private @Nullable MeasuredWindow current;

    private @Nullable MembershipAudit audit;
    private boolean auditing;
    private boolean stopped;
    private boolean abandoned;
    private @Nullable String abortReason;

    RunSession(
            String runId,
            RunSpec spec,
            RunPlan plan,
            FixtureUse fixture,
            FixtureHold hold,
            PlatformAccess access,
            LoadSettings settings) {
        this.runId = runId;
        this.spec = spec;
        this.plan = plan;
        this.fixture = fixture;
        this.hold = hold;
        this.access = access;
        this.settings = settings;
        this.addressing =
                Addressing.to(fixture.plan(), new RequestIds(settings.runBits().getAsLong()));
        // Rooms that are filled do not send in the order of their numbers, and may send one again: nothing of it can be
        // moved.
        this.adds = new AddLog(
                plan.slotNumbers(),
                addressing.targets().size(),
                spec.fillsRooms() ? Optional.empty() : settings.keeping().folder());
    }

    @Override
    public RunCompletion execute(Consumer<RunState> states) throws RunRefusedException, InterruptedException {
        onState = states;
        states.accept(RunState.PREFLIGHT);
        preflight = pass();
        try {
            rehearse();
            return plan.run(this).withPreflight(preflight);
        } finally {
            closeChannel();
            closeWindow();
            adds.release();
        }
    }

    /** Lets nobody pass when a check failed; a run that is given up passes, to end as what it is. */
    private PreflightReport pass() throws RunRefusedException, InterruptedException {
        PreflightReport report = access.preflight()
                .check(
                        new PreflightRequest(
                                Optional.of(fixture),
                                spec.inject(),
                                spec.shapes(),
                                spec.usersPerAdd(),
                                Optional.empty()),
                        this::isStopped);
        if (!report.ok() && !isStopped()) {
            throw refused("preflight failed: " + report.refusal());
        }
        return report;
    }

    /** Whatever is rehearsed costs no candidate: a rate that cannot be had is refused before one is spent. */
    private void rehearse() throws RunRefusedException, InterruptedException {
        if (isStopped() || !access.rehearsals().settings().enabled()) {
            return;
        }
        Optional<RehearsalFigures> found = rehearsed();
        if (found.isEmpty()) {
            return;
        }
        RehearsalFigures figures = found.get();
        if (plan.targetRatePerSecond() != null && !figures.reached()) {
            throw refused(figures.refusal());
        }
        preflight = preflight.with(figures);
        settings.observer().rehearsed(runId, figures);
    }

    private Optional<RehearsalFigures> rehearsed() throws RunRefusedException, InterruptedException {
        double ratePerSecond = plan.rehearsalRatePerSecond();
        Optional<RehearsalFigures> before = access.rehearsals()
                .warmFor(spec, ratePerSecond, settings.clock().nanoTime());
        if (before.isPresent()) {
            return before;
        }
        onState.accept(RunState.REHEARSAL);
        Rehearsal played = new Rehearsal(runId, spec, ratePerSecond, access, addressing, fixture.remaining(), settings);
        enter(played);
        try {
            Optional<RehearsalFigures> found = played.play();
            found.ifPresent(figures ->
                    access.rehearsals().ended(spec, figures, settings.clock().nanoTime()));
            return found;
        } catch (InjectionException failure) {
            throw refused("the run could not be rehearsed: " + failure.getMessage());
        } finally {
            leaveRehearsal();
        }
    }

    /** What it was made of is as large as what the run is made of, and is not kept beside it. */
    private synchronized void leaveRehearsal() {
        rehearsal = null;
    }

    private synchronized void enter(Rehearsal played) {
        rehearsal = played;
        if (stopped) {
            played.stop();
        }
    }

    /**
     * Opens a window for a load, whose slots are numbered on from those of the window before. That one has to have been run, and has
     * its last figures from now on. The first window opens the connection.
     *
     * @param load what is to be sent
     * @return the window, not begun
     * @throws RunRefusedException when the platform cannot be reached; only the first window is refused
     */
    public MeasuredWindow window(Load load) throws RunRefusedException {
        MeasuredWindow before = current();
        if (before != null) {
            figures(before);
        }
        RunRecorders instruments =
                RunRecorders.of(spec, people(), watch(), firstOrgAdds(before), adds, nextSlot, load.observer());
        nextSlot += load.slotNumbers();
        ChatSession chat = channel(instruments);
        MeasuredWindow window = new MeasuredWindow(
                new WindowContext(
                        runId,
                        spec,
                        plan.plannedSlots(),
                        before == null ? Books.empty() : before.counts(),
                        preflight,
                        settings,
                        onState,
                        this::abort),
                load,
                instruments,
                access.platform(),
                chat,
                addressing.sender(spec, chat, instruments, settings));
        enter(window);
        if (before == null) {
            collectPreparations();
        }
        return window;
    }

    private FirstOrgAdds firstOrgAdds(@Nullable MeasuredWindow before) {
        RemainingCandidates remaining = fixture.remaining();
        IntPredicate hasOrgRow = before == null
                ? remaining::hasOrgRow
                : room -> !before.instruments().firstOrgAdds().isNext(room);
        return new FirstOrgAdds(RunRecorders.signals(spec), remaining.rooms(), hasOrgRow);
    }

    /** Whatever is heard from now on goes to those instruments. */
    private ChatSession channel(RunRecorders instruments) throws RunRefusedException {
        Channel open = channel;
        if (open != null) {
            open.correlator().recordTo(instruments);
            return open.chat();
        }
        SignalCorrelator correlator = addressing.correlator(instruments);
        try {
            ChatSession chat = access.platform()
                    .open(
                            new SessionOptions(spec.inject(), spec.observeHandoff(), otherSite()),
                            addressing.targets(),
                            correlator);
            channel = new Channel(chat, correlator);
            prepareAudit(chat.contract());
            return chat;
        } catch (InjectionException failure) {
            throw refused(String.valueOf(failure.getMessage()));
        }
    }

    private Population people() {
        return fixture.plan().spec().people();
    }

    private OtherSiteWatch watch() {
        return RunRecorders.watch(spec, people(), access.platform());
    }

    private Optional<String> otherSite() {
        return watch() == OtherSiteWatch.NOTHING ? Optional.empty() : Optional.ofNullable(people().otherSite());
    }

    private static RunRefusedException refused(String message) {
        return new RunRefusedException(RunRefusedException.Reason.PREFLIGHT, message);
    }

    private void prepareAudit(ContractVersion contract) {
        RemainingCandidates remaining = fixture.remaining();
        AuditedRun audited = new AuditedRun(
                contract,
                fixture.plan(),
                remaining,
                remaining.usableBy(spec.shapes()),
                adds,
                addressing.requestIds(),
                firstSequence());
        MembershipAudit made =
                new MembershipAudit(audited, access.audits(), access.platform(), settings.clock(), settings.pacing());
        synchronized (this) {
            audit = made;
            if (abandoned) {
                made.abandon();
            }
        }
    }

    /** Where the jobs of this run begin in the stream. A run can do without knowing. */
    private OptionalLong firstSequence() {
        try {
            return OptionalLong.of(access.audits().jobs().nextSequence());
        } catch (InjectionException failure) {
            LOG.warn("The audit will not tell stream sequences: {}", failure.getMessage());
            return OptionalLong.empty();
        }
    }

    private synchronized void enter(MeasuredWindow window) {
        current = window;
        if (stopped) {
            window.stop();
        }
        if (abandoned) {
            window.abandon();
        }
    }

    private synchronized @Nullable MeasuredWindow current() {
        return current;
    }

    /**
     * What was made for the run lives as long as the run. Left to itself, the first collection would copy it in the middle of the
     * measuring, with everything stopped for tens of milliseconds.
     */
    private static void collectPreparations() {
        System.gc();
    }

    /**
     * What a window measured, while the run goes on.
     *
     * @param window the one opened last, after it was run
     * @return its figures
     */
    public WindowFigures figures(MeasuredWindow window) {
        Channel open = channel;
        if (open != null) {
            hearOut(open.chat());
        }
        return window.figures();
    }

    /**
     * What a window proves by itself, before anything was audited.
     *
     * @param measured the figures of a window of this run
     * @return its evidence, with an audit of nothing
     */
    public Evidence evidence(WindowFigures measured) {
        return new Evidence(
                measured.measurements(),
                measured.health(),
                measured.generator(),
                List.of(),
                AuditResult.none(AuditResult.Status.COMPLETE),
                preflight);
    }

    /**
     * Waits until room-worker has nothing before it, so that a window is not measured with the jobs of the one before.
     *
     * @param atMost how long
     * @return false when it still has, or when that cannot be seen
     */
    public boolean awaitEmptyBacklog(Duration atMost) {
        long fromNanos = settings.clock().nanoTime();
        long askNanos = fromNanos;
        while (!isStopped()) {
            if (isBacklogEmpty()) {
                return true;
            }
            askNanos += BACKLOG_NANOS;
            if (askNanos - fromNanos > atMost.toNanos()) {
                return false;
            }
            settings.pacing().sparing().awaitUntil(askNanos, this::isStopped);
        }
        return false;
    }

    private boolean isBacklogEmpty() {
        try {
            BacklogSample seen = access.platform().backlog();
            return seen.pending() + seen.ackPending() == 0;
        } catch (InjectionException failure) {
            LOG.warn("The backlog cannot be sampled: {}", failure.getMessage());
            return false;
        }
    }

    /**
     * Tells whoever follows the run what its search has found so far.
     *
     * @param found the bracket and the trials
     */
    public void searched(SearchResult found) {
        settings.observer().searched(runId, found);
    }

    /** Waits until everything that came before has been told to the instruments. */
    private void hearOut(ChatSession chat) {
        long cameNanos = settings.clock().nanoTime();
        for (long now = cameNanos;
                chat.heardUpTo(now) - cameNanos < 0 && !isAbandoned();
                now = settings.clock().nanoTime()) {
            settings.pacing().awaitUntil(now + HEARING_NANOS, this::isAbandoned);
        }
    }

    /**
     * Ends the run: nothing more is heard, what was sent is audited, and a window decides.
     *
     * @param window the one opened last, after it was run
     * @return how the run ended
     */
    public RunCompletion conclude(MeasuredWindow window) {
        return conclude(window, Optional.empty());
    }

    /**
     * The same for a run whose windows were trials of a search.
     *
     * @param window the one opened last, after it was run
     * @param found what they came to
     * @return how the run ended
     */
    public RunCompletion concludeSearch(MeasuredWindow window, SearchResult found) {
        return conclude(window, Optional.of(found));
    }

    private RunCompletion conclude(MeasuredWindow window, Optional<SearchResult> search) {
        // Whatever the collector is at is on record when this returns; the last interval must not miss it.
        closeChannel();
        WindowFigures measured = window.figures();
        AuditResult audited = audit();
        Optional<RoomGrowth> rooms = window.rooms();
        Verdict verdict = VerdictRule.decide(
                spec,
                new Evidence(
                        measured.measurements(),
                        measured.health(),
                        measured.generator(),
                        rooms.map(RoomGrowth::rooms).orElse(List.of()),
                        audited,
                        preflight,
                        search));
        String aborted = abortReason();
        RunResult result = new RunResult(
                measured.measurements(),
                measured.health(),
                aborted == null ? verdict : verdict.ofAborted(aborted),
                rooms,
                measured.generator(),
                audited,
                preflight,
                search);
        return aborted == null
                ? new RunCompletion(terminal(measured.end().cause()), result)
                : RunCompletion.aborted(result, aborted);
    }

    private void closeChannel() {
        Channel open = channel;
        channel = null;
        if (open != null) {
            open.chat().close();
        }
    }

    private AuditResult audit() {
        MembershipAudit after;
        synchronized (this) {
            auditing = true;
            after = Objects.requireNonNull(audit, "of a run that has opened a window");
        }
        onState.accept(RunState.AUDITING);
        return after.run();
    }

    private static RunState terminal(LoadEnd.Cause cause) {
        return switch (cause) {
            case COMPLETED -> RunState.COMPLETED;
            case EXHAUSTED -> RunState.EXHAUSTED;
            case STOPPED -> RunState.STOPPED;
        };
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    private synchronized boolean isAbandoned() {
        return abandoned;
    }

    private synchronized @Nullable String abortReason() {
        return abortReason;
    }

    @Override
    public synchronized void stop() {
        stopped = true;
        if (rehearsal != null) {
            rehearsal.stop();
        }
        if (current != null) {
            current.stop();
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

    @Override
    public synchronized void abandon() {
        stop();
        abandoned = true;
        if (current != null) {
            current.abandon();
        }
        if (audit != null) {
            audit.abandon();
        }
    }

    @Override
    public synchronized LiveFigures live() {
        MeasuredWindow window = current;
        RunProgress progress =
                window == null ? RunProgress.of(plan.plannedSlots(), Books.empty(), 0) : window.progress();
        return new LiveFigures(
                progress,
                plan.targetRatePerSecond(),
                window == null ? null : window.lastSecond(),
                window == null ? null : window.stall(),
                audit == null || !auditing ? null : audit.progress(),
                plan.search());
    }

    @Override
    public void close() {
        closeWindow();
        hold.close();
    }

    private void closeWindow() {
        MeasuredWindow window = current();
        if (window != null) {
            window.close();
        }
    }

    /** The connection of the run, and who hears on it. */
    private record Channel(ChatSession chat, SignalCorrelator correlator) {}
}
