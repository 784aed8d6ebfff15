package io.loadgen.engine.capacity;

import io.loadgen.engine.LoadSettings;
import io.loadgen.engine.OneWindow;
import io.loadgen.engine.RunPlan;
import io.loadgen.engine.RunRefusedException;
import io.loadgen.engine.RunType;
import io.loadgen.engine.memory.MemoryShare;
import io.loadgen.engine.memory.RunHeap;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.FixtureService;
import io.loadgen.fixtures.RemainingCandidates;
import io.loadgen.spec.CapacitySpec;
import io.loadgen.spec.FixtureSpec;
import java.time.Duration;
import java.util.List;

/** Runs that grow each room one add at a time. Any thread. */
public final class CapacityRuns implements RunType<CapacitySpec> {
    /** Nobody knows how long rooms take to grow; those of a platform that answers are done by then. */
    private static final Duration LIKELY_LONGEST = Duration.ofHours(6);

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
    public List<MemoryShare> memory(CapacitySpec spec, FixtureSpec set) {
        String size = String.valueOf(spec.targetSize());
        long slots = CapacityPlan.mostSlots(set, spec.targetSize(), spec.usersPerAdd());
        return List.of(
                RunHeap.ofSeconds("targetSize", size, LIKELY_LONGEST, Double.POSITIVE_INFINITY),
                RunHeap.ofLog("targetSize", size, slots),
                RunHeap.ofSamples(spec, slots),
                RunHeap.ofBuckets(spec, spec.bucketCount()));
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
