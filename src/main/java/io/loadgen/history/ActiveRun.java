package io.loadgen.history;

import io.loadgen.lifecycle.RunRecord;
import io.loadgen.result.Environment;
import io.loadgen.result.RunState;
import java.util.function.Supplier;

/** What the writer knows of the run that goes on. Owned by the writer's thread. */
final class ActiveRun {
    private RunRecord record;
    private Environment environment;
    private int checkpoints;

    ActiveRun(RunRecord taken, Environment environment) {
        this.record = taken;
        this.environment = environment;
    }

    boolean is(String runId) {
        return record.id().equals(runId);
    }

    /** The place is looked at again when sending begins: preflight has just found out what the platform is. */
    void enter(RunRecord changed, Supplier<Environment> place) {
        boolean begins = record.state().compareTo(RunState.WARMUP) < 0
                && changed.state().compareTo(RunState.WARMUP) >= 0
                && !changed.state().isTerminal();
        record = changed;
        if (begins) {
            environment = place.get();
        }
    }

    RunRecord record() {
        return record;
    }

    Environment environment() {
        return environment;
    }

    /** Checkpoints with figures so far. */
    int checkpoints() {
        return checkpoints;
    }

    int nextCheckpoint() {
        return ++checkpoints;
    }
}
