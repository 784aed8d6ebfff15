package io.loadgen.engine;

import io.loadgen.engine.RunExecution.RunCompletion;
import org.jspecify.annotations.Nullable;

/**
 * A run that measures one load from its beginning to its end.
 *
 * @param load what it sends
 */
public record OneWindow(Load load) implements RunPlan {
    @Override
    public long plannedSlots() {
        return load.plannedSlots();
    }

    @Override
    public long slotNumbers() {
        return load.slotNumbers();
    }

    @Override
    public @Nullable Double targetRatePerSecond() {
        return load.targetRatePerSecond();
    }

    @Override
    public double rehearsalRatePerSecond() {
        return load.rehearsalRatePerSecond();
    }

    @Override
    public RunCompletion run(RunSession session) throws RunRefusedException, InterruptedException {
        MeasuredWindow window = session.window(load);
        window.run();
        return session.conclude(window);
    }
}
