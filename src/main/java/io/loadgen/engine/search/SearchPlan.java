package io.loadgen.engine.search;

import io.loadgen.engine.LoadSettings;
import io.loadgen.engine.MeasuredWindow;
import io.loadgen.engine.Rehearsals.OpenLoop;
import io.loadgen.engine.RunExecution.RunCompletion;
import io.loadgen.engine.RunPlan;
import io.loadgen.engine.RunRefusedException;
import io.loadgen.engine.RunSession;
import io.loadgen.engine.WindowFigures;
import io.loadgen.engine.search.method.TrialEnding;
import io.loadgen.engine.search.method.TrialPlan;
import io.loadgen.engine.search.method.TrialPlan.Step;
import io.loadgen.fixtures.CandidatePools;
import io.loadgen.fixtures.RemainingCandidates;
import io.loadgen.result.SessionHealth;
import io.loadgen.result.search.SearchResult;
import io.loadgen.result.search.SearchResult.Trial;
import io.loadgen.spec.DurationText;
import io.loadgen.spec.SearchSpec;
import io.loadgen.spec.SustainedSpec;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one trial after another, as its method asks: each a window of the run, in rooms of its own, begun on an empty backlog.
 *
 * <p>{@link #run} is called once, by the run's thread; the rest by any thread.
 */
final class SearchPlan implements RunPlan {
    private static final Logger LOG = LoggerFactory.getLogger(SearchPlan.class);

    private final SearchSpec spec;
    private final SearchNeeds needs;
    private final TrialRooms rooms;
    private final OpenLoop openLoop;
    private final LoadSettings settings;
    private final TrialPlan trials;
    private final SearchLog log;
    private volatile double ratePerSecond;
    private volatile SearchResult sofar;
    private SessionHealth healthBefore = new SessionHealth(true, 0, 0, 0);
    private @Nullable MeasuredWindow last;
    private long nextSlot;
    private long startNanos;

    SearchPlan(SearchSpec spec, SearchNeeds needs, TrialRooms rooms, OpenLoop openLoop, LoadSettings settings) {
        this.spec = spec;
        this.needs = needs;
        this.rooms = rooms;
        this.openLoop = openLoop;
        this.settings = settings;
        this.trials = needs.trials();
        this.log = new SearchLog(needs.atMost());
        this.ratePerSecond = needs.first().ratePerSecond();
        this.sofar = log.result(trials.finding(), 0);
    }

    @Override
    public long plannedSlots() {
        return needs.requests();
    }

    @Override
    public long slotNumbers() {
        return needs.requests();
    }

    @Override
    public Double targetRatePerSecond() {
        return ratePerSecond;
    }

    /** That of the greatest rate: what the generator reaches there it reaches beneath. */
    @Override
    public double rehearsalRatePerSecond() {
        return spec.maxRate();
    }

    @Override
    public SearchResult search() {
        return sofar;
    }

    @Override
    public RunCompletion run(RunSession session) throws RunRefusedException, InterruptedException {
        startNanos = settings.clock().nanoTime();
        SearchResult.Demand most = needs.atMost();
        LOG.info(
                "The search takes at most {} trials, {} candidates and {} s",
                most.trials(),
                most.candidates(),
                Math.round(most.seconds()));
        boolean goesOn = true;
        for (Optional<Step> step = trials.next(); goesOn && step.isPresent(); step = goesOn ? trials.next() : step) {
            goesOn = made(session, step.get());
        }
        SearchResult found = log.result(trials.finding(), elapsedSeconds());
        sofar = found;
        session.searched(found);
        return session.concludeSearch(Objects.requireNonNull(last, "the first trial is always fed"), found);
    }

    /** Makes a trial; false when it was the last, whatever the method asks for. */
    private boolean made(RunSession session, Step step) throws RunRefusedException, InterruptedException {
        SustainedSpec trial = spec.at(step.ratePerSecond(), step.lengths());
        Optional<RemainingCandidates> fresh = affordable(trial.plannedSlots());
        if (fresh.isEmpty()) {
            return false;
        }
        long fromNanos = settings.clock().nanoTime();
        TrialLoad load = new TrialLoad(
                openLoop.of(trial, new CandidatePools(fresh.get(), spec.usersPerAdd()), settings),
                new TrialWatch(trial, nextSlot, TrialEnding::beyondRepair));
        nextSlot += load.slotNumbers();
        ratePerSecond = trial.rate();
        TrialRun made = TrialRun.open(session, spec, step, trial, load);
        last = made.window();
        if (!made.run()) {
            log.cutShort("the run was stopped in trial " + log.nextNumber());
            return false;
        }
        WindowFigures figures = session.figures(made.window());
        boolean drained = session.awaitEmptyBacklog(needs.drainTime());
        Trial judged = made.judged(
                session,
                figures,
                healthBefore,
                new TrialReport.Cost(
                        log.nextNumber(),
                        rooms.needed(trial.plannedSlots()),
                        (settings.clock().nanoTime() - fromNanos) / 1e9,
                        spec.usersPerAdd()));
        healthBefore = figures.health();
        ended(session, judged);
        if (!drained) {
            log.cutShort("room-worker's backlog was not empty " + DurationText.format(needs.drainTime())
                    + " after trial " + judged.number() + ": a next one would have been measured with its jobs");
        }
        return drained;
    }

    private void ended(RunSession session, Trial judged) {
        LOG.info(
                "Trial {} at {}/s is {}: {}",
                judged.number(),
                judged.ratePerSecond(),
                judged.outcome(),
                String.join("; ", judged.reasons()));
        log.add(judged);
        trials.ended(judged.outcome());
        SearchResult found = log.result(trials.finding(), elapsedSeconds());
        sofar = found;
        session.searched(found);
    }

    /** The rooms of a trial; empty where time, candidates or rooms are used up, which is said. */
    private Optional<RemainingCandidates> affordable(long requests) {
        if (elapsedSeconds() * 1e3 >= spec.budget().time().toMillis()) {
            log.cutShort("budget.time of " + DurationText.format(spec.budget().time()) + " is used up: raise it");
            return Optional.empty();
        }
        if (nextSlot + requests > needs.requests()) {
            log.cutShort("the candidates for " + needs.requests() + " requests are used up: "
                    + (spec.budget().candidates() == null
                            ? "too many trials had to be repeated, see their reasons"
                            : "raise budget.candidates"));
            return Optional.empty();
        }
        Optional<RemainingCandidates> fresh = rooms.take(requests);
        if (fresh.isEmpty()) {
            log.cutShort("rooms that no trial used are used up: seed a set of more rooms");
        }
        return fresh;
    }

    private double elapsedSeconds() {
        return (settings.clock().nanoTime() - startNanos) / 1e9;
    }
}
