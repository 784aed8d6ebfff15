package io.loadgen.runs;

import io.loadgen.injection.SessionHealth;
import io.loadgen.measurement.CapacityResult;
import io.loadgen.measurement.Measurements;
import java.util.Optional;

/**
 * What a run that measured something leaves behind.
 *
 * @param measurements the figures
 * @param health what befell the client's own side
 * @param verdict the decision
 * @param capacity what a capacity run found beside; empty for every other type of run
 */
public record RunResult(
        Measurements measurements, SessionHealth health, Verdict verdict, Optional<CapacityResult> capacity) {
    /**
     * A result of a run that is no capacity run.
     *
     * @param measurements the figures
     * @param health what befell the client's own side
     * @param verdict the decision
     */
    public RunResult(Measurements measurements, SessionHealth health, Verdict verdict) {
        this(measurements, health, verdict, Optional.empty());
    }
}
