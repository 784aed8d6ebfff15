package io.loadgen.application;

import io.loadgen.engine.LoadSettings;
import io.loadgen.engine.RunType;
import io.loadgen.engine.capacity.CapacityRuns;
import io.loadgen.engine.search.SearchRuns;
import io.loadgen.engine.sustained.SustainedLoad;
import io.loadgen.engine.sustained.SustainedRuns;
import io.loadgen.fixtures.FixtureService;
import java.util.List;

/** The types of runs that there are: the one place where each is registered. */
public final class RunTypes {
    private RunTypes() {}

    /**
     * All of them.
     *
     * @param fixtures knows the fixture sets
     * @param settings what every run has in common
     * @return one for each specification
     */
    public static List<RunType<?>> all(FixtureService fixtures, LoadSettings settings) {
        return List.of(
                new SustainedRuns(settings),
                new CapacityRuns(fixtures, settings),
                new SearchRuns(settings, SustainedLoad::new));
    }
}
