package io.loadgen.lifecycle;

import io.loadgen.audit.AuditBuilder;
import io.loadgen.engine.LiveFigures;
import io.loadgen.engine.RunExecution;
import io.loadgen.engine.RunExecution.RunCompletion;
import io.loadgen.engine.RunExecutor;
import io.loadgen.engine.RunProgress;
import io.loadgen.engine.RunRefusedException;
import io.loadgen.measurement.MeasurementsBuilder;
import io.loadgen.result.RunResult;
import io.loadgen.result.RunState;
import io.loadgen.result.SessionHealth;
import io.loadgen.result.Verdict;
import io.loadgen.spec.RunSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Executions that do what the test says, and remember what was asked of them. */
public final class ScriptedExecutor implements RunExecutor {
    public final Map<String, Script> scripts = new ConcurrentHashMap<>();
    public volatile @Nullable RunRefusedException refusal;
    volatile Consumer<Script> onPrepare = script -> {};

    @Override
    public RunExecution prepare(String runId, RunSpec spec) throws RunRefusedException {
        RunRefusedException refused = refusal;
        if (refused != null) {
            throw refused;
        }
        Script script = new Script();
        scripts.put(runId, script);
        onPrepare.accept(script);
        return script;
    }

    public Script of(RunRecord run) {
        return Objects.requireNonNull(scripts.get(run.id()));
    }

    static RunResult result() {
        return new RunResult(
                new MeasurementsBuilder().build(),
                new SessionHealth(true, 0, 0, 0),
                new Verdict(Verdict.Decision.NONE, List.of()),
                AuditBuilder.clean());
    }

    /** One execution under the hand of a test. */
    public static final class Script implements RunExecution {
        public final CountDownLatch begun = new CountDownLatch(1);
        final CompletableFuture<RunCompletion> completion = new CompletableFuture<>();
        final AtomicInteger stops = new AtomicInteger();
        public final List<String> aborts = new CopyOnWriteArrayList<>();
        final AtomicInteger abandons = new AtomicInteger();
        final AtomicInteger closes = new AtomicInteger();
        volatile Consumer<RunState> states = state -> {};
        volatile boolean endsWhenStopped = true;
        volatile boolean stopThrows;

        @Override
        public RunCompletion execute(Consumer<RunState> onState) throws RunRefusedException, InterruptedException {
            states = onState;
            begun.countDown();
            try {
                return completion.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RunRefusedException refused) {
                    throw refused;
                }
                if (e.getCause() instanceof RuntimeException failed) {
                    throw failed;
                }
                throw e.getCause() instanceof Error error ? error : new AssertionError(e);
            }
        }

        public void ends(RunState terminal) {
            completion.complete(new RunCompletion(terminal, result()));
        }

        @Override
        public void stop() {
            stops.incrementAndGet();
            if (stopThrows) {
                throw new IllegalStateException("cannot stop");
            }
            if (endsWhenStopped) {
                ends(RunState.STOPPED);
            }
        }

        @Override
        public void abort(String reason) {
            aborts.add(reason);
            completion.complete(new RunCompletion(RunState.ABORTED, result(), reason));
        }

        @Override
        public void abandon() {
            abandons.incrementAndGet();
            ends(RunState.STOPPED);
        }

        @Override
        public LiveFigures live() {
            return new LiveFigures(new RunProgress(12_000, 500, 500, 480, 0, 20), 200.0, null, null, null, null);
        }

        @Override
        public void close() {
            closes.incrementAndGet();
        }
    }
}
