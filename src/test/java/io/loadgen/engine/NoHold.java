package io.loadgen.engine;

import io.loadgen.fixtures.FixtureHold;
import io.loadgen.fixtures.FixturePlan;

/** Of a set that nobody else wants. */
record NoHold(FixturePlan plan) implements FixtureHold {
    @Override
    public void close() {
        // Nothing is held.
    }
}
