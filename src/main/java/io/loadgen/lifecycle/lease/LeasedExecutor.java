package io.loadgen.lifecycle.lease;

import io.loadgen.engine.LiveFigures;
import io.loadgen.engine.RunExecution;
import io.loadgen.engine.RunExecutor;
import io.loadgen.engine.RunRefusedException;
import io.loadgen.result.RunState;
import io.loadgen.spec.RunSpec;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Prepares a run only with the right to run, which the run keeps until it is closed. A run that loses it is aborted.
 *
 * <p>Any thread.
 */
public final class LeasedExecutor implements RunExecutor {
    private final RunExecutor executor;
    private final RunLeases leases;

    /**
     * Puts the right before the runs of another executor.
     *
     * @param executor prepares runs
     * @param leases give the right to run
     */
    public LeasedExecutor(RunExecutor executor, RunLeases leases) {
        this.executor = executor;
        this.leases = leases;
    }

    @Override
    public RunExecution prepare(String runId, RunSpec spec) throws RunRefusedException {
        Loss loss = new Loss();
        KeptLease lease = leases.take(runId, loss::because);
        try {
            RunExecution execution = executor.prepare(runId, spec);
            loss.concerns(execution);
            return new Leased(execution, lease);
        } catch (RunRefusedException | RuntimeException refused) {
            lease.close();
            throw refused;
        }
    }

    /** Aborts the execution when the right is lost, also when it was lost before there was an execution. */
    private static final class Loss {
        private final AtomicReference<@Nullable RunExecution> execution = new AtomicReference<>();
        private final AtomicReference<@Nullable String> reason = new AtomicReference<>();

        void because(String why) {
            reason.set(why);
            abort();
        }

        void concerns(RunExecution prepared) {
            execution.set(prepared);
            abort();
        }

        private void abort() {
            RunExecution concerned = execution.get();
            String why = reason.get();
            if (concerned != null && why != null) {
                concerned.abort(why);
            }
        }
    }

    /** An execution that gives the right back when it is closed. */
    private record Leased(RunExecution execution, KeptLease lease) implements RunExecution {
        @Override
        public RunCompletion execute(Consumer<RunState> onState) throws RunRefusedException, InterruptedException {
            return execution.execute(onState);
        }

        @Override
        public void stop() {
            execution.stop();
        }

        @Override
        public void abort(String reason) {
            execution.abort(reason);
        }

        @Override
        public void abandon() {
            execution.abandon();
        }

        @Override
        public LiveFigures live() {
            return execution.live();
        }

        @Override
        public void close() {
            try {
                execution.close();
            } finally {
                lease.close();
            }
        }
    }
}
