package io.loadgen.engine;

import io.loadgen.audit.AuditProgress;
import io.loadgen.result.Measurements.WorkerStall;
import io.loadgen.result.SecondSample;
import io.loadgen.result.search.SearchResult;
import org.jspecify.annotations.Nullable;

/**
 * A look at a run that goes on.
 *
 * @param progress how far it is
 * @param targetRatePerSecond the rate asked for, null where the system under test sets the pace
 * @param lastSecond the last whole second, null before there is one
 * @param stall how long room-worker has taken no job though jobs wait, null where it takes them
 * @param audit how far the audit is, null before it begins
 * @param search what a search has found so far, null for every other type of run
 */
public record LiveFigures(
        RunProgress progress,
        @Nullable Double targetRatePerSecond,
        @Nullable SecondSample lastSecond,
        @Nullable WorkerStall stall,
        @Nullable AuditProgress audit,
        @Nullable SearchResult search) {}
