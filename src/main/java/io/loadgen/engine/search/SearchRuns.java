package io.loadgen.engine.search;

import io.loadgen.engine.LoadSettings;
import io.loadgen.engine.Rehearsals.OpenLoop;
import io.loadgen.engine.RunPlan;
import io.loadgen.engine.RunRefusedException;
import io.loadgen.engine.RunType;
import io.loadgen.engine.memory.MemoryShare;
import io.loadgen.engine.memory.RunHeap;
import io.loadgen.engine.search.method.TrialDemand;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.RemainingCandidates;
import io.loadgen.spec.FixtureSpec;
import io.loadgen.spec.SearchSpec;
import java.util.List;

/** Runs that search for the highest rate that holds. Any thread. */
public final class SearchRuns implements RunType<SearchSpec> {
    private final LoadSettings settings;
    private final OpenLoop openLoop;

    /**
     * Makes them.
     *
     * @param settings what every run has in common
     * @param openLoop makes the load of a trial
     */
    public SearchRuns(LoadSettings settings, OpenLoop openLoop) {
        this.settings = settings;
        this.openLoop = openLoop;
    }

    @Override
    public Class<SearchSpec> specification() {
        return SearchSpec.class;
    }

    /** A trial has instruments of its own, and lets those before go; what requests were to add is kept of all. */
    @Override
    public List<MemoryShare> memory(SearchSpec spec, FixtureSpec set) {
        SearchNeeds needs = SearchNeeds.of(spec);
        String field = spec.appetite().getKey();
        String value = spec.appetite().getValue();
        TrialDemand demand = needs.demand();
        return List.of(
                RunHeap.ofSeconds(
                        field, value, spec.at(spec.maxRate(), 2).duration().plus(spec.eventTimeout()), spec.maxRate()),
                settings.keeping().folder().isEmpty()
                        ? RunHeap.ofLog(field, value, demand.requests())
                        : RunHeap.ofMovedLog(field, value, demand.requests(), demand.greatest() * 2));
    }

    @Override
    public RunPlan plan(SearchSpec spec, FixturePlan fixture, RemainingCandidates remaining)
            throws RunRefusedException {
        RemainingCandidates pool = remaining.usableBy(spec.shapes());
        FixtureSpec set = fixture.spec();
        int whole = set.candidatesPerRoom();
        int[] fresh = TrialRooms.fresh(pool, whole);
        SearchNeeds needs = SearchNeeds.of(spec);
        needs.requireFed(set, fresh.length);
        TrialRooms rooms =
                TrialRooms.of(pool, fresh, needs.demand().trials(), needs.requests(), whole / spec.usersPerAdd());
        return new SearchPlan(spec, needs, rooms, openLoop, settings);
    }
}
