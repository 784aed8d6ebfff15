package io.loadgen.api;

import io.loadgen.fixtures.FixtureLimits;
import io.loadgen.fixtures.FixtureService;
import io.loadgen.fixtures.FixtureSet;
import io.loadgen.injection.TargetPolicy;
import io.loadgen.spec.FixtureSpec;
import org.springframework.stereotype.Component;

/** Starts what writes to the platform's database, within the operator's limits. Any thread. */
@Component
public class FixtureStarts {
    private final FixtureService fixtures;
    private final FixtureLimits limits;
    private final TargetPolicy permit;

    FixtureStarts(FixtureService fixtures, FixtureLimits limits, TargetPolicy permit) {
        this.fixtures = fixtures;
        this.limits = limits;
        this.permit = permit;
    }

    /**
     * Checks what is asked for.
     *
     * @param request a fixture set
     * @return its numbers
     * @throws RuntimeException that {@link Refusals} knows, naming the field at fault
     */
    public FixtureSpec spec(FixtureRequest request) {
        return request.toSpec(limits);
    }

    /**
     * Starts seeding.
     *
     * @param spec the set
     * @return the set as seeding begins
     * @throws RuntimeException that {@link Refusals} knows, when it cannot be started
     */
    public FixtureSet seed(FixtureSpec spec) {
        permit.require();
        return fixtures.seed(spec);
    }

    /**
     * Starts refilling the pools of a set.
     *
     * @param id its id
     * @return the set as the reset begins
     * @throws RuntimeException that {@link Refusals} knows, when it cannot be started
     */
    public FixtureSet reset(String id) {
        permit.require();
        return fixtures.reset(id);
    }
}
