package io.loadgen.lifecycle;

import io.loadgen.engine.RunExecution;
import io.loadgen.engine.RunExecutor;
import io.loadgen.engine.RunRefusedException;
import io.loadgen.result.RunState;
import io.loadgen.spec.RunSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes runs on, one at a time, and answers for them. What a run is doing is known to the one thread that owns its state; this
 * class decides who may start, and keeps the way to that thread.
 *
 * <p>Any thread. {@link #start} blocks while the run is prepared, and for that long other starts wait; {@link #close} blocks
 * until the active run is over; the rest does not wait for a run.
 */
public final class RunManager implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunManager.class);

    /** How long an abandoned run may take to return before it is interrupted: far more than a sweep of its slots needs. */
    private static final Duration ABANDON_TIME = Duration.ofSeconds(10);

    private final RunExecutor executor;
    private final RunStore store;
    private final InstantSource clock;
    private final RunListener listener;
    private final RunIds ids;
    private final Duration drainTime;
    private final IdempotencyKeys keys = new IdempotencyKeys();
    private final ReentrantLock admission = new ReentrantLock();
    /** The run taken on last, also after its end: so it can be found when its store failed. */
    private volatile @Nullable SupervisedRun latest;

    private volatile @Nullable String startedLast;

    private volatile boolean closed;

    /** What goes on beside runs, and keeps them from starting; null for nothing. */
    private volatile @Nullable String aside;

    /**
     * A manager without a run.
     *
     * @param executor carries runs out
     * @param store keeps their records
     * @param clock wall time, for labels and ids
     * @param listener is told how runs fare
     * @param random for ids
     * @param drainTime how long {@link #close} waits for a stopped run to drain before it abandons it, zero or more
     */
    public RunManager(
            RunExecutor executor,
            RunStore store,
            InstantSource clock,
            RunListener listener,
            RandomGenerator random,
            Duration drainTime) {
        if (drainTime.isNegative()) {
            throw new IllegalArgumentException("drainTime must be zero or more, was " + drainTime);
        }
        this.executor = executor;
        this.store = store;
        this.clock = clock;
        this.listener = listener;
        this.ids = new RunIds(random);
        this.drainTime = drainTime;
    }

    /**
     * Takes a run on. The same key with the same specification gives the run of the first call again, in whatever state it is.
     * Keys are remembered for the last {@value IdempotencyKeys#REMEMBERED} runs of this process; a refused start leaves none.
     *
     * @param spec what to do
     * @param idempotencyKey the caller's name for this start, null for none
     * @return the run, prepared and about to begin
     * @throws RunRefusedException when it cannot be carried out as asked; nothing was started then
     * @throws RunConflictException when another run is active, or the key belongs to another specification
     * @throws ShuttingDownException when the manager is closed
     */
    public RunRecord start(RunSpec spec, @Nullable String idempotencyKey) throws RunRefusedException {
        refuseBeside();
        admission.lock();
        try {
            if (closed) {
                throw new ShuttingDownException();
            }
            Optional<RunRecord> earlier = earlier(spec, idempotencyKey);
            if (earlier.isPresent()) {
                return earlier.get();
            }
            SupervisedRun before = latest;
            if (before != null) {
                if (before.isActive()) {
                    throw RunConflictException.active(before.id());
                }
                // Its end is known but may not be announced yet; announcements of two runs do not mix.
                before.joinThreads();
            }
            return takeOn(spec, idempotencyKey);
        } finally {
            admission.unlock();
        }
    }

    /**
     * Lets something else have the platform while no run goes on; none can start meanwhile. Closing the manager waits for it.
     *
     * @param what what it is, in a few words that who is refused is told
     * @param work told by a question of its own whether it is to come to its end
     * @param <T> what comes of it
     * @return what came of it
     * @throws RunConflictException when a run is active or being prepared, or something else goes on beside runs
     * @throws ShuttingDownException when the manager is closed
     * @throws InterruptedException when interrupted
     */
    public <T> T beside(String what, AsideWork<T> work) throws InterruptedException {
        refuseBeside();
        if (!admission.tryLock()) {
            throw RunConflictException.beside("another start");
        }
        try {
            if (closed) {
                throw new ShuttingDownException();
            }
            SupervisedRun run = latest;
            if (run != null && run.isActive()) {
                throw RunConflictException.active(run.id());
            }
            aside = what;
            return work.carryOut(() -> closed);
        } finally {
            aside = null;
            admission.unlock();
        }
    }

    /** Something that is done while no run goes on. */
    @FunctionalInterface
    public interface AsideWork<T> {
        /** Does it, until it is done or has been cancelled. */
        T carryOut(BooleanSupplier cancelled) throws InterruptedException;
    }

    private void refuseBeside() {
        String other = aside;
        if (other != null) {
            throw RunConflictException.beside(other);
        }
    }

    /**
     * Looks a run up.
     *
     * @param id the run's id
     * @return the run as it is now, with live figures while it goes on, and soon after its end without its result; empty when it
     *     is not known
     */
    public Optional<RunRecord> find(String id) {
        SupervisedRun run = latest;
        return run != null && run.id().equals(id) ? Optional.of(run.record()) : store.find(id);
    }

    /**
     * The newest run: that which this manager started last, whatever the clocks of other processes say of theirs, else the first of the
     * history.
     *
     * @return the run as it is now, empty when none is known
     */
    public Optional<RunRecord> latest() {
        return Optional.ofNullable(startedLast)
                .flatMap(this::find)
                .or(() -> list(0, 1).stream().findFirst());
    }

    /**
     * A page of the history, the active run included.
     *
     * @param offset how many of the newest to pass over, 0 or more
     * @param limit how many to give at most, 0 or more
     * @return newest first
     */
    public List<RunRecord> list(int offset, int limit) {
        SupervisedRun run = latest;
        return store.list(offset, limit).stream()
                .map(stored -> run != null && run.id().equals(stored.id()) ? run.record() : stored)
                .toList();
    }

    /**
     * The size of the history.
     *
     * @return runs known, the active one included
     */
    public long count() {
        return store.count();
    }

    /**
     * Why {@link #list} and {@link #count} may leave runs out at present.
     *
     * @return a sentence; empty when they tell of every run
     */
    public Optional<String> gap() {
        return store.gap();
    }

    /**
     * Forgets a run that has ended, and its report. Waits while a run is prepared, and for the announcements of the end.
     *
     * @param id the run's id
     * @throws UnknownRunException when it is not known
     * @throws RunConflictException when it is active
     */
    public void delete(String id) {
        admission.lock();
        try {
            SupervisedRun run = latest;
            boolean isLatest = run != null && run.id().equals(id);
            if (run != null && isLatest) {
                if (run.isActive()) {
                    throw RunConflictException.active(id);
                }
                run.joinThreads();
            }
            if (find(id).isEmpty()) {
                throw new UnknownRunException(id);
            }
            store.delete(id);
            if (isLatest) {
                latest = null;
            }
        } finally {
            admission.unlock();
        }
    }

    /**
     * Whether a run goes on in this process.
     *
     * @param id the run's id
     * @return true until its end is stored
     */
    public boolean isActive(String id) {
        SupervisedRun run = latest;
        return run != null && run.id().equals(id) && run.isActive();
    }

    /**
     * Asks a run of this process to send nothing more. It drains, audits and reports what it measured, and is then {@link RunState#STOPPED}; one
     * that has not begun sends nothing at all. Asking again, and asking any other run, changes nothing.
     *
     * @param id the run's id
     * @return the run as it is now, which may be before it heeds the request
     * @throws UnknownRunException when it is not known
     */
    public RunRecord stop(String id) {
        SupervisedRun run = latest;
        if (run != null && run.id().equals(id) && run.isActive()) {
            run.stop();
        }
        return find(id).orElseThrow(() -> new UnknownRunException(id));
    }

    /**
     * Takes no more runs, stops the active one, gives it the drain time, then abandons it. Returns when its record, with what
     * was measured, was given to the store and its threads are done. Idempotent. An interrupt ends the wait for the drain,
     * not for the record.
     */
    @Override
    public void close() {
        closed = true;
        // Waits for a start that is being prepared: it is either the active run now, or was refused.
        admission.lock();
        try {
            SupervisedRun run = latest;
            if (run != null && run.isActive()) {
                bringToEnd(run);
            }
            if (run != null) {
                run.joinThreads();
            }
        } finally {
            admission.unlock();
        }
    }

    private Optional<RunRecord> earlier(RunSpec spec, @Nullable String idempotencyKey) {
        if (idempotencyKey == null) {
            return Optional.empty();
        }
        Optional<RunRecord> earlier = keys.runOf(idempotencyKey).flatMap(this::find);
        if (earlier.isPresent() && !earlier.get().spec().equals(spec)) {
            throw RunConflictException.keyReused(idempotencyKey, earlier.get().id());
        }
        return earlier;
    }

    private RunRecord takeOn(RunSpec spec, @Nullable String idempotencyKey) throws RunRefusedException {
        Instant now = clock.instant();
        String id = ids.next(now);
        RunRecord taken = new RunRecord(id, spec, RunState.PENDING, new RunTimes(now, null, null), null, null, null);
        RunExecution execution = executor.prepare(id, spec);
        SupervisedRun before = latest;
        SupervisedRun run = new SupervisedRun(taken, execution, store, clock, listener);
        try {
            if (closed) {
                throw new ShuttingDownException();
            }
            // First, so that whoever sees it in the history can stop it.
            latest = run;
            store.save(taken);
            startedLast = id;
        } catch (RuntimeException e) {
            latest = before;
            execution.close();
            throw e;
        }
        if (idempotencyKey != null) {
            keys.remember(idempotencyKey, id);
        }
        run.begin();
        return taken;
    }

    private void bringToEnd(SupervisedRun run) {
        try {
            stopOrAbandon(run);
            if (!run.awaitEnd(drainTime)) {
                LOG.warn("Run {} did not drain within {}; it is abandoned", run.id(), drainTime);
                run.abandon();
                if (!run.awaitEnd(ABANDON_TIME)) {
                    LOG.error(
                            "Run {} did not end within {} of being abandoned; it is interrupted",
                            run.id(),
                            ABANDON_TIME);
                    run.interrupt();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            run.abandon();
        }
    }

    private static void stopOrAbandon(SupervisedRun run) {
        try {
            run.stop();
        } catch (RuntimeException e) {
            LOG.error("Run {} could not be stopped; it is abandoned", run.id(), e);
            run.abandon();
        }
    }
}
