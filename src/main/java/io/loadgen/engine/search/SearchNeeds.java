package io.loadgen.engine.search;

import io.loadgen.engine.RunRefusedException;
import io.loadgen.engine.search.method.LoadSearch;
import io.loadgen.engine.search.method.RateScan;
import io.loadgen.engine.search.method.SearchRange;
import io.loadgen.engine.search.method.TrialDemand;
import io.loadgen.engine.search.method.TrialPlan;
import io.loadgen.result.search.SearchResult;
import io.loadgen.spec.FixtureSpec;
import io.loadgen.spec.Preset;
import io.loadgen.spec.Presets;
import io.loadgen.spec.SearchSpec;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What a search takes at most, and whether a fixture set can feed it. Immutable; any thread.
 *
 * @param spec the search
 * @param demand what its trials ask for at most
 */
record SearchNeeds(SearchSpec spec, TrialDemand demand) {
    /** Between what is asked and what could be had, so fine is what is named. */
    private static final double STEP_DOWN = 0.95;

    static SearchNeeds of(SearchSpec spec) {
        return new SearchNeeds(spec, demand(spec, spec.maxRate()));
    }

    /** The trials that such a search makes, none of them made. */
    TrialPlan trials() {
        return trials(spec, spec.maxRate());
    }

    /** The first of them. */
    TrialPlan.Step first() {
        return trials().next().orElseThrow();
    }

    private static TrialPlan trials(SearchSpec spec, double maxRate) {
        List<Double> steps = spec.steps();
        return steps != null
                ? new RateScan(steps.stream().filter(step -> step <= maxRate).toList())
                : new LoadSearch(new SearchRange(spec.minRate(), maxRate, spec.width()));
    }

    private static TrialDemand demand(SearchSpec spec, double maxRate) {
        return TrialDemand.of(() -> trials(spec, maxRate), step -> requests(spec, step));
    }

    private static long requests(SearchSpec spec, TrialPlan.Step step) {
        return spec.at(step.ratePerSecond(), step.lengths()).plannedSlots();
    }

    /** How many requests all trials have at most, by what is asked and by the budget. */
    long requests() {
        return within(demand.requests());
    }

    private long within(long requests) {
        Long candidates = spec.budget().candidates();
        return candidates == null ? requests : Math.min(requests, candidates / spec.usersPerAdd());
    }

    /** What is told before the first trial. */
    SearchResult.Demand atMost() {
        // Twice the length of a trial where it is made for longer, and the longest that answers and the backlog are
        // waited for.
        Duration length = spec.at(spec.minRate(), 1).duration();
        Duration each = length.plus(spec.eventTimeout()).plus(drainTime());
        double seconds = Math.min(
                demand.trials() * (each.toMillis() / 1e3),
                spec.budget().time().plus(each).plus(length).toMillis() / 1e3);
        return new SearchResult.Demand(demand.trials(), requests() * spec.usersPerAdd(), seconds);
    }

    /** How long the backlog may take to be empty after a trial. */
    Duration drainTime() {
        return spec.eventTimeout();
    }

    /** Lets nobody begin whose last trial could not be fed. */
    void requireFed(FixtureSpec set, int freshRooms) throws RunRefusedException {
        long first = requests(spec, first());
        if (requests() < first) {
            throw RunRefusedException.poolsTooSmall(
                    "budget.candidates of " + spec.budget().candidates()
                            + " feeds not even the first trial, which takes " + first * spec.usersPerAdd());
        }
        long perRoom = set.candidatesPerRoom() / spec.usersPerAdd();
        long fed = TrialRooms.adds(freshRooms, demand.trials(), perRoom);
        if (requests() <= fed) {
            return;
        }
        throw RunRefusedException.poolsTooSmall(String.format(
                Locale.ROOT,
                "needs at most %d adds of %d in %d trials, each in rooms that no trial used; %d of the %d rooms of %s are as"
                        + " they were seeded and feed %d such adds: %s",
                requests(),
                spec.usersPerAdd(),
                demand.trials(),
                freshRooms,
                set.rooms(),
                set.id(),
                fed,
                remedy(set, freshRooms)));
    }

    private String remedy(FixtureSpec set, int freshRooms) {
        String numbers = presetThatFeeds();
        String reset = freshRooms < set.rooms() ? "reset the fixture set, or " : "";
        double rate = greatestRate(set.candidatesPerRoom(), freshRooms);
        String lower =
                rate > spec.minRate() ? String.format(Locale.ROOT, "lower maxRate to %.0f, or ", Math.floor(rate)) : "";
        return reset + lower + "lower usersPerAdd, or set budget.candidates, or seed " + numbers;
    }

    private double greatestRate(int candidatesPerRoom, int freshRooms) {
        long perRoom = candidatesPerRoom / spec.usersPerAdd();
        double rate = spec.maxRate();
        while (rate > spec.minRate()) {
            rate *= STEP_DOWN;
            double tried = Math.floor(rate);
            if (tried <= spec.minRate()) {
                return 0;
            }
            TrialDemand lower = demand(spec, tried);
            if (within(lower.requests()) <= TrialRooms.adds(freshRooms, lower.trials(), perRoom)) {
                return tried;
            }
        }
        return 0;
    }

    private String presetThatFeeds() {
        return Presets.all().stream()
                .filter(preset -> feeds(preset.rooms(), preset.candidatesPerRoom()))
                .map(Preset::name)
                .findFirst()
                .map(name -> "preset " + name)
                .orElseGet(() -> {
                    long perRoom = 990 / spec.usersPerAdd();
                    long rooms = perRoom == 0 ? 0 : demand.trials() + (requests() + perRoom - 1) / perRoom;
                    return "a set of " + rooms + " rooms of 990 candidates";
                });
    }

    private boolean feeds(int rooms, int candidatesPerRoom) {
        return requests() <= TrialRooms.adds(rooms, demand.trials(), candidatesPerRoom / spec.usersPerAdd());
    }
}
