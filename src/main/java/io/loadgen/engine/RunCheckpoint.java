package io.loadgen.engine;

import io.loadgen.result.GeneratorFigures;
import io.loadgen.result.Measurements;
import io.loadgen.result.PreflightReport;
import io.loadgen.result.SessionHealth;
import java.util.Optional;

/**
 * What a run that goes on has measured so far.
 *
 * <p>Immutable; any thread.
 *
 * @param runId the run
 * @param measurements the figures so far, but of the seconds and intervals only those since the checkpoint before, so that a
 *     checkpoint is no larger late in a run than early. The books balance but for the slots outstanding
 * @param health what befell the client's own side
 * @param generator how the generator itself fared; empty while the measured window is too short to tell
 * @param preflight what was found before anything was sent
 */
public record RunCheckpoint(
        String runId,
        Measurements measurements,
        SessionHealth health,
        Optional<GeneratorFigures> generator,
        PreflightReport preflight) {}
