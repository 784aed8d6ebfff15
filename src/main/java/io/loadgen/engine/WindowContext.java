package io.loadgen.engine;

import io.loadgen.result.Books;
import io.loadgen.result.PreflightReport;
import io.loadgen.result.RunState;
import io.loadgen.spec.RunSpec;
import java.util.function.Consumer;

/**
 * What a window knows of the run that it is one of.
 *
 * @param runId the run
 * @param spec what was asked for
 * @param plannedSlots slots of all windows, at most
 * @param past what became of the slots of the windows before
 * @param preflight what was found before anything was sent
 * @param settings what every run has in common
 * @param onState told of each state that the run enters
 * @param onAbort told why the run must not go on
 */
record WindowContext(
        String runId,
        RunSpec spec,
        long plannedSlots,
        Books past,
        PreflightReport preflight,
        LoadSettings settings,
        Consumer<RunState> onState,
        Consumer<String> onAbort) {}
