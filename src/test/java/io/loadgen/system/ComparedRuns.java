package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.fixtures.FixturePlan;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.result.RunState;
import io.loadgen.sandbox.SimulatorSettings;
import java.time.Duration;

/** A sandbox that makes the same run again and again, from the same fixtures. */
public final class ComparedRuns implements AutoCloseable {
    private static final double RATE = 100;
    private static final Duration WARMUP = Duration.ofSeconds(2);

    private final Laboratory laboratory;
    private final FixturePlan plan;
    private final Duration duration;

    public ComparedRuns(SimulatorSettings settings, Duration measured) throws Exception {
        laboratory = new Laboratory(settings);
        plan = laboratory.seed("members-medium");
        duration = WARMUP.plus(measured);
    }

    public RunRecord run() throws Exception {
        laboratory.reset(plan);
        RunRecord run = laboratory.run(Specs.light(plan.spec().id(), RATE, duration, WARMUP));
        assertThat(run.state()).as("failure: %s", run.failure()).isEqualTo(RunState.COMPLETED);
        return run;
    }

    @Override
    public void close() {
        laboratory.close();
    }
}
