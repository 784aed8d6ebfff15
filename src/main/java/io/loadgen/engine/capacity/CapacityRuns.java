package io.loadgen.engine.capacity;

import io.loadgen.engine.LoadSettings;
import io.loadgen.engine.OneWindow;
import io.loadgen.engine.RunPlan;
import io.loadgen.engine.RunRefusedException;
import io.loadgen.engine.RunType;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.FixtureService;
import io.loadgen.fixtures.RemainingCandidates;
import io.loadgen.spec.CapacitySpec;

/** Runs that grow each room one add at a time. Any thread. */
public final class CapacityRuns implements RunType<CapacitySpec> {
    private final FixtureService fixtures;
    private final LoadSettings settings;

    /**
     * Makes them.
     *
     * @param fixtures knows the fixture sets
     * @param settings what every run has in common
     */
    public CapacityRuns(FixtureService fixtures, LoadSettings settings) {
        this.fixtures = fixtures;
        this.settings = settings;
    }

    @Override
    public Class<CapacitySpec> specification() {
        return CapacitySpec.class;
    }

    @Override
    public RunPlan plan(CapacitySpec spec, FixturePlan fixture, RemainingCandidates remaining)
            throws RunRefusedException {
        spec.requireSizes(fixture.spec().baselineMembers(), settings.maxRoomSize());
        CapacityLoad load = new CapacityLoad(spec, fixture, remaining, fixtures, settings);
        if (load.plannedSlots() == 0) {
            throw RunRefusedException.poolsTooSmall("no room of " + spec.fixture() + " is below the target of "
                    + spec.targetSize() + " members with candidates left"
                    + spec.shapes().wholeBlocksOnly(fixture.spec().usersPerBlock())
                    + ": reset the fixture set, or raise targetSize");
        }
        spec.slo().requireSamples(load.plannedSlots(), needed -> needed + " adds");
        return new OneWindow(load);
    }
}
