package io.loadgen.engine;

import io.loadgen.audit.AuditProgress;
import io.loadgen.result.SecondSample;
import org.jspecify.annotations.Nullable;

/**
 * A look at a run that goes on.
 *
 * @param plannedSlots slots of the whole run, at most
 * @param dealtWith slots dealt with so far, sent or not
 * @param sent slots sent so far
 * @param completed slots closed with their event so far
 * @param failed slots closed without their event so far
 * @param outstanding slots open now
 * @param targetRatePerSecond the rate asked for, null where the system under test sets the pace
 * @param lastSecond the last whole second, null before there is one
 * @param audit how far the audit is, null before it begins
 */
public record LiveFigures(
        long plannedSlots,
        long dealtWith,
        long sent,
        long completed,
        long failed,
        long outstanding,
        @Nullable Double targetRatePerSecond,
        @Nullable SecondSample lastSecond,
        @Nullable AuditProgress audit) {}
