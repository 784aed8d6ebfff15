package io.loadgen.engine;

import io.loadgen.result.GeneratorFigures;
import io.loadgen.result.Measurements;
import io.loadgen.result.SessionHealth;
import java.util.Optional;

/**
 * What a window measured.
 *
 * @param measurements its figures
 * @param health what befell the client's own side, from the opening of the session to the end of the window
 * @param generator how the generator itself fared, empty where the window was too short to tell
 * @param end how its sending ended
 */
public record WindowFigures(
        Measurements measurements, SessionHealth health, Optional<GeneratorFigures> generator, LoadEnd end) {}
