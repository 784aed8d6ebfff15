package io.loadgen.engine;

import io.loadgen.engine.memory.MemoryShare;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.RemainingCandidates;
import io.loadgen.spec.FixtureSpec;
import io.loadgen.spec.RunSpec;
import java.util.List;

/**
 * A type of run: turns its specification into a plan.
 *
 * <p>Any thread.
 *
 * @param <S> its specification
 */
public interface RunType<S extends RunSpec> {
    /**
     * Which specification it is for.
     *
     * @return its class
     */
    Class<S> specification();

    /**
     * What one run needs of memory besides what every run does. Asked before anything is read or made for it.
     *
     * @param spec what is asked for
     * @param set the fixture set
     * @return share by share
     */
    List<MemoryShare> memory(S spec, FixtureSpec set);

    /**
     * Plans one run.
     *
     * @param spec what is asked for
     * @param fixture the fixture set
     * @param remaining what is left of its pools
     * @return the plan, of which nothing was sent yet
     * @throws RunRefusedException when the pools cannot feed it
     */
    RunPlan plan(S spec, FixturePlan fixture, RemainingCandidates remaining) throws RunRefusedException;
}
