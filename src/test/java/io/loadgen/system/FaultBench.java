package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.contract.ContractVersion;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.result.Measurements;
import io.loadgen.result.RunState;
import io.loadgen.sandbox.FaultPlan;
import io.loadgen.sandbox.Faults;
import io.loadgen.sandbox.SandboxSettings;
import io.loadgen.sandbox.SimulatorSettings;
import io.loadgen.spec.FixtureSpec;
import io.loadgen.spec.SustainedSpec;
import java.time.Duration;

/** A laboratory for many short runs, each with faults of its own and with full pools: 10 rooms of 40 candidates. */
final class FaultBench implements AutoCloseable {
    static final int ROOMS = 10;
    private static final FixtureSpec FIXTURE =
            new FixtureSpec("faults", 42, SandboxSettings.DEFAULT_SITE, ROOMS, 3, 40, 100);

    final Laboratory laboratory;
    final FixturePlan plan;
    private final SwitchedFaults faults = new SwitchedFaults();

    FaultBench(ContractVersion version) throws Exception {
        laboratory = new Laboratory(SimulatorSettings.of(version).withFaults(faults));
        plan = laboratory.seed(FIXTURE);
        // The first requests of a fresh platform are slow enough to be taken for faults.
        run(new Faults(), spec(50, Duration.ofSeconds(2)));
    }

    String fixture() {
        return FIXTURE.id();
    }

    /** For runs that lose neither an event nor a result. */
    SustainedSpec spec(double rate, Duration duration) {
        return Specs.disturbed(fixture(), rate, duration, Specs.AMPLE, Specs.AMPLE);
    }

    /** For runs that lose replies, events or results. */
    SustainedSpec lossySpec(double rate, Duration duration) {
        return Specs.disturbed(fixture(), rate, duration, Specs.LIMITED, Specs.LIMITED);
    }

    Measurements run(Faults planned, SustainedSpec spec) throws Exception {
        return measurements(laboratory.awaitEnd(start(planned, spec)));
    }

    String start(Faults planned, SustainedSpec spec) throws Exception {
        faults.to(FaultPlan.none());
        laboratory.reset(plan);
        faults.to(planned);
        return laboratory.start(spec);
    }

    static Measurements measurements(RunRecord run) {
        assertThat(run.state()).as("failure: %s", run.failure()).isEqualTo(RunState.COMPLETED);
        return Laboratory.result(run).measurements();
    }

    @Override
    public void close() {
        laboratory.close();
    }
}
