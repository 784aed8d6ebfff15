package io.loadgen.engine;

import io.loadgen.result.RunState;
import java.util.function.Consumer;

/** Stands for an execution that has ended, so that what it measured need not be kept. There is nothing to be done with it. */
public final class EndedExecution implements RunExecution {
    @Override
    public RunCompletion execute(Consumer<RunState> onState) {
        throw new IllegalStateException("the run has ended");
    }

    @Override
    public void stop() {
        // Nothing is sent any more.
    }

    @Override
    public void abort(String reason) {
        // Nothing is sent any more.
    }

    @Override
    public void abandon() {
        // Nothing is waited for any more.
    }

    @Override
    public LiveFigures live() {
        throw new IllegalStateException("the run has ended");
    }

    @Override
    public void close() {
        // The fixture set was let go.
    }
}
