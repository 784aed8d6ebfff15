package io.loadgen.lifecycle;

import io.loadgen.engine.EndedExecution;
import io.loadgen.engine.LiveFigures;
import io.loadgen.engine.RunExecution;
import io.loadgen.engine.RunExecution.RunCompletion;
import io.loadgen.engine.RunRefusedException;
import io.loadgen.result.RunResult;
import io.loadgen.result.RunState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run from being taken on to its end.
 *
 * <p>Its state is owned by one thread, the supervisor {@code run-<id>}: whatever happens elsewhere reaches it as a piece of
 * {@link News} and is processed in order. It alone makes records, stores them and tells the listener. The execution has a
 * thread of its own, {@code run-<id>-execution}. Every other thread reads the last record, or asks the execution to stop.
 */
final class SupervisedRun {
    private static final Logger LOG = LoggerFactory.getLogger(SupervisedRun.class);

    /** Let go at the end of the run, with all that it measured. */
    private volatile RunExecution execution;

    private final RunStore store;
    private final InstantSource clock;
    private final RunListener listener;
    private final BlockingQueue<News> news = new LinkedBlockingQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread supervisor;
    private final Thread executing;
    private volatile RunRecord record;
    private volatile boolean stopRequested;

    SupervisedRun(RunRecord taken, RunExecution execution, RunStore store, InstantSource clock, RunListener listener) {
        this.record = taken;
        this.execution = execution;
        this.store = store;
        this.clock = clock;
        this.listener = listener;
        this.supervisor = Thread.ofVirtual().name("run-" + taken.id()).unstarted(this::supervise);
        // A platform thread: the execution may pace on it, and its timing is the product.
        this.executing =
                Thread.ofPlatform().name("run-" + taken.id() + "-execution").unstarted(this::execute);
    }

    void begin() {
        supervisor.start();
    }

    /** The run as it is now; figures are added while it goes on. */
    RunRecord record() {
        // In this order: of a run whose record is not that of its end, the execution is still the real one.
        RunExecution carriedOut = execution;
        RunRecord last = record;
        boolean goesOn = last.state() != RunState.PENDING && !last.state().isTerminal();
        return goesOn ? copy(last, last.state(), last.times(), carriedOut.live()) : last;
    }

    String id() {
        return record.id();
    }

    boolean isActive() {
        return !record.state().isTerminal();
    }

    /** Begins no execution that has not begun, and sends nothing more of one that has. */
    void stop() {
        stopRequested = true;
        execution.stop();
    }

    void abandon() {
        stopRequested = true;
        execution.abandon();
    }

    /** Breaks off an execution that does not end on {@link #abandon()}. */
    void interrupt() {
        executing.interrupt();
    }

    /** Waits until the run is over, stored and announced. */
    boolean awaitEnd(Duration atMost) throws InterruptedException {
        return over.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Waits without a bound, also when interrupted, until nothing of the run goes on. */
    void joinThreads() {
        boolean interrupted = false;
        while (true) {
            try {
                supervisor.join();
                executing.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void supervise() {
        try {
            announce(new RunEvent.Started(record));
            if (stopRequested) {
                end(RunState.STOPPED, null, null);
                return;
            }
            executing.start();
            while (isActive()) {
                handle(news.take());
            }
        } catch (InterruptedException e) {
            // Nobody has this thread but this class, which never interrupts it.
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the supervisor of run " + id() + " was interrupted", e);
        } finally {
            over.countDown();
        }
    }

    private void handle(News item) {
        switch (item) {
            case Entered entered -> enter(entered.state());
            case Finished finished -> finish(finished.completion());
            case Broken broken -> fail(broken.cause());
        }
    }

    private void enter(RunState next) {
        RunRecord last = record;
        if (!mayFollow(last.state(), next)) {
            LOG.warn("Run {} is {} and does not become {} on the word of its execution", id(), last.state(), next);
            return;
        }
        boolean sending = next.compareTo(RunState.WARMUP) >= 0;
        RunTimes times = last.startedAt() == null && sending ? last.times().started(clock.instant()) : last.times();
        LOG.info("Run {}: {} -> {}", id(), last.state(), next);
        record = copy(last, next, times, null);
        save(record);
        announce(new RunEvent.StateEntered(record));
    }

    /** A run goes forward, but for one of several windows, which drains and warms up again. */
    private static boolean mayFollow(RunState last, RunState next) {
        boolean nextWindow = last == RunState.DRAINING && next == RunState.WARMUP;
        return nextWindow || (!next.isTerminal() && next.compareTo(last) > 0);
    }

    private void finish(RunCompletion completion) {
        if (completion.terminal().isTerminal()) {
            end(completion.terminal(), completion.result(), completion.failure());
        } else {
            String reason = "the execution returned while " + completion.terminal();
            LOG.error("Run {}: {}", id(), reason);
            end(RunState.FAILED, completion.result(), reason);
        }
    }

    private void fail(Throwable cause) {
        LOG.error("Run {} failed while {}", id(), record.state(), cause);
        String message = cause.getMessage();
        String reason = switch (cause) {
            case RunRefusedException refused -> String.valueOf(refused.getMessage());
            case InterruptedException interrupted -> "interrupted: the run did not end when it was abandoned";
            default -> cause.getClass().getSimpleName() + (message == null ? "" : ": " + message);
        };
        end(RunState.FAILED, null, reason);
    }

    /** The order matters: who sees the end may start the next run, which needs the fixture set and finds this one stored. */
    private void end(RunState terminal, @Nullable RunResult result, @Nullable String failure) {
        try {
            execution.close();
        } catch (RuntimeException e) {
            LOG.error("Run {} could not let its fixture set go", id(), e);
        }
        RunRecord last = record;
        RunRecord ended = new RunRecord(
                last.id(), last.spec(), terminal, last.times().ended(clock.instant()), failure, null, result);
        LOG.info("Run {}: {} -> {}", id(), last.state(), terminal);
        save(ended);
        record = ended;
        announce(new RunEvent.Ended(ended));
        // Whoever needs the figures from now on has the report.
        record = ended.withoutResult();
        execution = new EndedExecution();
    }

    private void execute() {
        try {
            news.add(new Finished(execution.execute(state -> news.add(new Entered(state)))));
        } catch (Throwable t) {
            // The top of this thread: whatever it was, the run ends with it.
            news.add(new Broken(t));
        }
    }

    private void save(RunRecord run) {
        try {
            store.save(run);
        } catch (RuntimeException e) {
            LOG.error("Run {} could not be stored as {}", run.id(), run.state(), e);
        }
    }

    private void announce(RunEvent event) {
        try {
            listener.on(event);
        } catch (RuntimeException e) {
            LOG.error("The listener failed when told that run {} is {}", id(), record.state(), e);
        }
    }

    private static RunRecord copy(RunRecord of, RunState state, RunTimes times, @Nullable LiveFigures live) {
        return new RunRecord(of.id(), of.spec(), state, times, of.failure(), live, of.result());
    }

    /** What the supervisor is told. */
    private sealed interface News {}

    /** The execution entered a state. */
    private record Entered(RunState state) implements News {}

    /** The execution returned. */
    private record Finished(RunCompletion completion) implements News {}

    /** The execution threw. */
    private record Broken(Throwable cause) implements News {}
}
