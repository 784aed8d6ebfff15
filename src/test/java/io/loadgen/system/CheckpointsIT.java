package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.contract.ContractVersion;
import io.loadgen.engine.RunCheckpoint;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.latency.LatencyInterval;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.result.Measurements;
import io.loadgen.result.SecondSample;
import io.loadgen.sandbox.SimulatorSettings;
import io.loadgen.spec.Basis;
import io.loadgen.spec.Signal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a run hands over while it goes on is what it reports in the end. */
@Timeout(300)
class CheckpointsIT {
    @Test
    void checkpointsPutTogetherAreTheRun() throws Exception {
        List<RunCheckpoint> checkpoints = new CopyOnWriteArrayList<>();
        try (Laboratory laboratory = new Laboratory(SimulatorSettings.of(ContractVersion.B))) {
            laboratory.checkpointTo(checkpoints::add);
            FixturePlan plan = laboratory.seed("members-medium");
            RunRecord run =
                    laboratory.run(Specs.sustained(plan.spec().id(), 50, Duration.ofSeconds(6), Duration.ofSeconds(1)));
            Measurements all = Laboratory.result(run).measurements();

            assertThat(checkpoints).hasSizeGreaterThanOrEqualTo(3).allSatisfy(checkpoint -> {
                assertThat(checkpoint.runId()).isEqualTo(run.id());
                assertThat(checkpoint.measurements().timeline()).hasSizeLessThanOrEqualTo(2);
            });
            assertThat(seconds(checkpoints)).isEqualTo(all.timeline());
            assertThat(intervals(checkpoints)).isEqualTo(all.intervals());
            RunCheckpoint last = checkpoints.getLast();
            assertThat(last.measurements().measured().outstanding()).isZero();
            assertThat(last.measurements().measured()).isEqualTo(all.measured());
            assertThat(last.measurements().latency(Signal.EVENT, Basis.RESPONSE).observed())
                    .isEqualTo(all.latency(Signal.EVENT, Basis.RESPONSE).observed());
            assertThat(last.preflight()).isEqualTo(Laboratory.result(run).preflight());
        }
    }

    @Test
    void aListenerThatThrowsHarmsNoRun() throws Exception {
        try (Laboratory laboratory = new Laboratory(SimulatorSettings.of(ContractVersion.B))) {
            laboratory.checkpointTo(checkpoint -> {
                throw new IllegalStateException("no room for it");
            });
            FixturePlan plan = laboratory.seed("members-medium");
            RunRecord run =
                    laboratory.run(Specs.sustained(plan.spec().id(), 50, Duration.ofSeconds(3), Duration.ofSeconds(1)));

            assertThat(Laboratory.result(run).measurements().measured().residues())
                    .isEmpty();
        }
    }

    private static List<SecondSample> seconds(List<RunCheckpoint> checkpoints) {
        return checkpoints.stream()
                .flatMap(checkpoint -> checkpoint.measurements().timeline().stream())
                .toList();
    }

    private static List<LatencyInterval> intervals(List<RunCheckpoint> checkpoints) {
        return checkpoints.stream()
                .flatMap(checkpoint -> checkpoint.measurements().intervals().stream())
                .toList();
    }
}
