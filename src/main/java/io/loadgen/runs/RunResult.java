package io.loadgen.runs;

import io.loadgen.injection.SessionHealth;
import io.loadgen.measurement.CapacityResult;
import io.loadgen.measurement.GeneratorHealth;
import io.loadgen.measurement.Measurements;
import java.util.Optional;

/**
 * What a run that measured something leaves behind.
 *
 * @param measurements the figures
 * @param health what befell the client's own side
 * @param verdict the decision
 * @param capacity what a capacity run found beside; empty for every other type of run
 * @param generator how the generator itself fared; empty when the measured window was too short to tell
 */
public record RunResult(
        Measurements measurements,
        SessionHealth health,
        Verdict verdict,
        Optional<CapacityResult> capacity,
        Optional<GeneratorHealth> generator) {
    /**
     * A result of a run whose generator nobody watched.
     *
     * @param measurements the figures
     * @param health what befell the client's own side
     * @param verdict the decision
     * @param capacity what a capacity run found beside; empty for every other type of run
     */
    public RunResult(
            Measurements measurements, SessionHealth health, Verdict verdict, Optional<CapacityResult> capacity) {
        this(measurements, health, verdict, capacity, Optional.empty());
    }

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
