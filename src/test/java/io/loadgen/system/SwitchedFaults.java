package io.loadgen.system;

import io.loadgen.sandbox.Fault;
import io.loadgen.sandbox.FaultPlan;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Faults of a platform that goes on while a test switches them on and off. Any thread. */
public final class SwitchedFaults implements FaultPlan {
    private volatile FaultPlan current = FaultPlan.none();

    /** From now on these strike, {@link FaultPlan#none} for none. */
    public void to(FaultPlan plan) {
        current = plan;
    }

    @Override
    public @Nullable Fault strike(Fault.Occasion occasion) {
        return current.strike(occasion);
    }

    @Override
    public void struckJob(Fault fault, String requestId) {
        current.struckJob(fault, requestId);
    }

    @Override
    public Duration eventDelay() {
        return current.eventDelay();
    }
}
