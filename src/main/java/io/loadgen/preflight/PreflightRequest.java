package io.loadgen.preflight;

import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.RemainingCandidates;
import io.loadgen.fixtures.indexes.IndexPolicy;
import io.loadgen.spec.InjectMode;
import io.loadgen.spec.Population;
import io.loadgen.spec.ShapeMix;
import java.util.Optional;

/**
 * What is to be looked at.
 *
 * @param fixture the set that a run would feed on, empty to look at the platform alone
 * @param inject where requests would enter
 * @param shapes what requests name
 * @param usersPerAdd users of each request, 1 or more
 * @param probe whether one add of its own is made, empty for as it is set up
 * @param indexes what is done about indexes that are missing
 */
public record PreflightRequest(
        Optional<FixtureUse> fixture,
        InjectMode inject,
        ShapeMix shapes,
        int usersPerAdd,
        Optional<Boolean> probe,
        IndexPolicy indexes) {
    /**
     * A look that makes no index.
     *
     * @param fixture the set that a run would feed on
     * @param inject where requests would enter
     * @param shapes what requests name
     * @param usersPerAdd users of each request
     * @param probe whether one add of its own is made
     */
    public PreflightRequest(
            Optional<FixtureUse> fixture,
            InjectMode inject,
            ShapeMix shapes,
            int usersPerAdd,
            Optional<Boolean> probe) {
        this(fixture, inject, shapes, usersPerAdd, probe, IndexPolicy.REPORT);
    }

    /**
     * Whom a run would add.
     *
     * @return the ordinary population where no set is known
     */
    Population people() {
        return fixture.map(use -> use.plan().spec().people()).orElse(Population.ORDINARY);
    }

    /**
     * A fixture set that is going to be used.
     *
     * @param plan the set
     * @param remaining what is left of its pools
     */
    public record FixtureUse(FixturePlan plan, RemainingCandidates remaining) {}
}
