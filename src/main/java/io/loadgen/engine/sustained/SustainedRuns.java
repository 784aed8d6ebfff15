package io.loadgen.engine.sustained;

import io.loadgen.engine.LoadSettings;
import io.loadgen.engine.OneWindow;
import io.loadgen.engine.RunPlan;
import io.loadgen.engine.RunRefusedException;
import io.loadgen.engine.RunType;
import io.loadgen.engine.memory.MemoryShare;
import io.loadgen.engine.memory.RunHeap;
import io.loadgen.fixtures.Budget;
import io.loadgen.fixtures.CandidatePools;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.RemainingCandidates;
import io.loadgen.spec.Arrivals;
import io.loadgen.spec.DurationText;
import io.loadgen.spec.FixtureSpec;
import io.loadgen.spec.RoomChoice;
import io.loadgen.spec.SustainedSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongToIntFunction;

/** Runs at a fixed rate. Any thread. */
public final class SustainedRuns implements RunType<SustainedSpec> {
    /** A request that has waited long enough is given up once it is known to have been listened for. */
    private static final Duration SLACK = Duration.ofSeconds(10);

    private final LoadSettings settings;

    /**
     * Makes them.
     *
     * @param settings what every run has in common
     */
    public SustainedRuns(LoadSettings settings) {
        this.settings = settings;
    }

    @Override
    public Class<SustainedSpec> specification() {
        return SustainedSpec.class;
    }

    @Override
    public List<MemoryShare> memory(SustainedSpec spec, FixtureSpec set) {
        String duration = DurationText.format(spec.duration());
        return List.of(
                RunHeap.ofSeconds("duration", duration, spec.duration(), spec.rate()),
                settings.keeping().folder().isEmpty()
                        ? RunHeap.ofLog("duration", duration, spec.plannedSlots())
                        : RunHeap.ofMovedLog("duration", duration, spec.plannedSlots(), unsettled(spec)));
    }

    /** What is sent while the oldest request is still waited for, and until the next time that something is moved. */
    private static long unsettled(SustainedSpec spec) {
        Duration longest =
                spec.replyTimeout().compareTo(spec.eventTimeout()) > 0 ? spec.replyTimeout() : spec.eventTimeout();
        return (long) (spec.rate() * longest.plus(SLACK).toSeconds());
    }

    @Override
    public RunPlan plan(SustainedSpec spec, FixturePlan fixture, RemainingCandidates remaining)
            throws RunRefusedException {
        RemainingCandidates pool = remaining.usableBy(spec.shapes());
        long seed = fixture.spec().seed();
        LongToIntFunction rooms = SustainedPlan.rooms(spec.rooms(), seed, pool.rooms());
        Budget budget = rooms == null
                ? Budget.of(pool, spec.usersPerAdd())
                : Budget.of(pool, spec.usersPerAdd(), rooms, spec.plannedSlots());
        Optional<Budget.Shortfall> shortfall = budget.shortfall(spec.plannedSlots(), spec.rate(), spec.duration());
        if (shortfall.isPresent()) {
            throw RunRefusedException.poolsTooSmall(
                    message(spec, shortfall.get()) + spec.shapes().wholeBlocksOnly(pool.usersPerBlock()));
        }
        return new OneWindow(new SustainedLoad(
                spec,
                new CandidatePools(pool, spec.usersPerAdd()),
                settings,
                SustainedPlan.of(spec, seed, pool.rooms())));
    }

    private static String message(SustainedSpec spec, Budget.Shortfall lack) {
        if (spec.arrivals() instanceof Arrivals.Trace trace) {
            return "needs " + lack.neededAdds() + " adds of " + lack.usersPerAdd() + ", pools can feed "
                    + lack.availableAdds() + ": of this trace those of the first "
                    + DurationText.format(Duration.ofNanos(trace.nanosAt((int) lack.availableAdds())))
                    + rooms(spec);
        }
        return lack.message() + rooms(spec);
    }

    private static String rooms(SustainedSpec spec) {
        return spec.rooms().equals(RoomChoice.inTurn())
                ? ""
                : " (rooms " + spec.rooms().words() + ": until the first room is used up)";
    }
}
