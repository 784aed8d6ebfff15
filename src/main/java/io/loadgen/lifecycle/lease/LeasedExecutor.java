package io.loadgen.lifecycle.lease;

import io.loadgen.engine.LiveFigures;
import io.loadgen.engine.RunExecution;
import io.loadgen.engine.RunExecutor;
import io.loadgen.engine.RunRefusedException;
import io.loadgen.result.RunState;
import io.loadgen.spec.RunSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Prepares a run only with the right to run, which the run keeps until it is closed. A run that loses it is aborted.
 *
 * <p>Any thread.
 */
public final class LeasedExecutor implements RunExecutor {
    private final RunExecutor executor;
    private final Leases leases;

    /**
     * Puts the right before the runs of another executor.
     *
     * @param executor prepares runs
     * @param leases give the right to run
     */
    public LeasedExecutor(RunExecutor executor, Leases leases) {
        this.executor = executor;
        this.leases = leases;
    }

    @Override
    public RunExecution prepare(String runId, RunSpec spec) throws RunRefusedException {
        Orders orders = new Orders();
        KeptLease lease = leases.take(runId, orders);
        try {
            RunExecution execution = executor.prepare(runId, spec);
            orders.concern(execution);
            return new Leased(execution, lease);
        } catch (RunRefusedException | RuntimeException refused) {
            lease.close();
            throw refused;
        }
    }

    /** Passes on to the execution what is heard of the right, also what was heard before there was an execution. */
    private static final class Orders implements LeaseListener {
        private final List<Consumer<RunExecution>> waiting = new ArrayList<>();
        private @Nullable RunExecution execution;

        @Override
        public void lost(String reason) {
            give(concerned -> concerned.abort(reason));
        }

        @Override
        public void stopAsked() {
            give(RunExecution::stop);
        }

        private synchronized void give(Consumer<RunExecution> order) {
            RunExecution concerned = execution;
            if (concerned == null) {
                waiting.add(order);
            } else {
                order.accept(concerned);
            }
        }

        synchronized void concern(RunExecution prepared) {
            execution = prepared;
            waiting.forEach(order -> order.accept(prepared));
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
