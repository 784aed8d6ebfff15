package io.loadgen.runs;

import io.loadgen.injection.SessionHealth;
import io.loadgen.measurement.Measurements;

/**
 * What a run that measured something leaves behind.
 *
 * @param measurements the figures
 * @param health what befell the client's own side
 * @param verdict the decision
 */
public record RunResult(Measurements measurements, SessionHealth health, Verdict verdict) {}
