package io.loadgen.lifecycle.lease;

import io.loadgen.lifecycle.LeaseHolder;
import io.loadgen.time.NanoClock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to run, renewed while it is held. A renewal that fails is tried again; the right counts as lost when the store says so,
 * and when three quarters of its time passed without a renewal: then it still holds for a quarter, in which the run can end its load
 * before another may begin.
 *
 * <p>Two threads of its own, since a renewal may block for as long as the store's client lets it. {@link #close} by any thread; it
 * blocks on the store.
 */
final class KeptLease implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeptLease.class);
    private static final int RENEWALS = 6;

    private final LeaseStore store;
    private final LeaseHolder holder;
    private final Duration time;
    private final NanoClock clock;
    private final Consumer<String> onLost;
    private final AtomicBoolean over = new AtomicBoolean();
    private final ScheduledExecutorService threads;
    private volatile long renewedNanos;

    /** Begins to renew a right that was asked for at {@code takenNanos} and given. */
    @SuppressWarnings("FutureReturnValueIgnored") // ends with the executor
    KeptLease(
            LeaseStore store,
            LeaseHolder holder,
            Duration time,
            NanoClock clock,
            long takenNanos,
            Consumer<String> onLost) {
        this.store = store;
        this.holder = holder;
        this.time = time;
        this.clock = clock;
        this.onLost = onLost;
        this.renewedNanos = takenNanos;
        this.threads = Executors.newScheduledThreadPool(
                2,
                Thread.ofVirtual().name("run-" + holder.runId() + "-lease-", 0).factory());
        long period = time.toNanos() / RENEWALS;
        threads.scheduleWithFixedDelay(this::renew, period, period, TimeUnit.NANOSECONDS);
        threads.scheduleAtFixedRate(this::check, period, period, TimeUnit.NANOSECONDS);
    }

    /** Renews it now. */
    void renew() {
        long askedNanos = clock.nanoTime();
        try {
            if (store.renew(holder)) {
                // Counted from the question: the store's time began after it.
                renewedNanos = askedNanos;
            } else {
                lose("another process has taken the right to run, which was not renewed in time");
            }
        } catch (RuntimeException e) {
            LOG.warn("Run {}: the right to run was not renewed: {}", holder.runId(), e.getMessage());
        }
    }

    /** Sees whether it was renewed in time. */
    void check() {
        long sinceNanos = clock.nanoTime() - renewedNanos;
        if (sinceNanos >= time.toNanos() / 4 * 3) {
            lose("the right to run could not be renewed in MongoDB for " + TimeUnit.NANOSECONDS.toSeconds(sinceNanos)
                    + " s; another process may begin a run");
        }
    }

    private void lose(String reason) {
        if (over.compareAndSet(false, true)) {
            threads.shutdown();
            onLost.accept(reason);
        }
    }

    /** Gives the right back. Idempotent. */
    @Override
    public void close() {
        over.set(true);
        threads.shutdown();
        try {
            store.release(holder);
        } catch (RuntimeException e) {
            LOG.warn(
                    "Run {}: the right to run was not given back and lapses within {}: {}",
                    holder.runId(),
                    time,
                    e.getMessage());
        }
    }
}
