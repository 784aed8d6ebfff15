package io.loadgen.operations.metrics;

import io.loadgen.result.RunState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumSet;
import java.util.Locale;

/** How runs ended. Any thread. */
final class EndCounters {
    private final MeterRegistry registry;

    /** Shows every terminal state from the start, so that the first aborted run is seen as a rise. */
    EndCounters(MeterRegistry registry) {
        this.registry = registry;
        EnumSet.allOf(RunState.class).stream().filter(RunState::isTerminal).forEach(state -> add(state, 0));
    }

    void add(RunState terminal) {
        add(terminal, 1);
    }

    private void add(RunState terminal, double runs) {
        Counter.builder("loadgen.runs.ended")
                .description("Runs of this process that are over, by how they ended")
                .tag("state", terminal.name().toLowerCase(Locale.ROOT))
                .register(registry)
                .increment(runs);
    }
}
