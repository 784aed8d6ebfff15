package io.loadgen.application;

import io.loadgen.engine.memory.FixtureHeap;
import io.loadgen.engine.memory.HeapBudget;
import io.loadgen.fixtures.FixtureService;
import io.loadgen.fixtures.FixtureSet;
import io.loadgen.fixtures.indexes.IndexPolicy;
import io.loadgen.injection.TargetPolicy;
import io.loadgen.spec.FixtureSpec;

/** Starts what writes to the platform's database, where that may be loaded. Any thread. */
public final class FixtureStarter {
    private final FixtureService fixtures;
    private final TargetPolicy permit;
    private final HeapBudget heap;

    /**
     * Starts jobs of a service.
     *
     * @param fixtures the service
     * @param permit whether the platform configured may be loaded
     * @param heap what a job has to fit in
     */
    public FixtureStarter(FixtureService fixtures, TargetPolicy permit, HeapBudget heap) {
        this.fixtures = fixtures;
        this.permit = permit;
        this.heap = heap;
    }

    /**
     * Starts seeding.
     *
     * @param spec the set
     * @param indexes what is done about indexes of the platform that are missing
     * @return the set as seeding begins
     * @throws RuntimeException that {@link Refusals} knows, when it cannot be started
     */
    public FixtureSet seed(FixtureSpec spec, IndexPolicy indexes) {
        permit.require();
        heap.require("seeding " + spec.id(), FixtureHeap.ofSeeding(spec));
        return fixtures.seed(spec, indexes);
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
        heap.require("refilling " + id, FixtureHeap.ofSeeding(fixtures.get(id).spec()));
        return fixtures.reset(id);
    }
}
