package io.loadgen.lifecycle.lease;

import io.loadgen.lifecycle.LeaseHolder;
import io.loadgen.lifecycle.lease.LeaseStore.Renewal;
import io.loadgen.time.NanoClock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A right, renewed while it is held. A renewal that fails is tried again; the right counts as lost when the store says so,
 * and when three quarters of its time passed without a renewal: then it still holds for a quarter, in which what it is held for can be
 * ended before another begins.
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
    private final LeaseListener listener;
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
            LeaseListener listener) {
        this.store = store;
        this.holder = holder;
        this.time = time;
        this.clock = clock;
        this.listener = listener;
        this.renewedNanos = takenNanos;
        this.threads = Executors.newScheduledThreadPool(
                2,
                Thread.ofVirtual()
                        .name("lease-" + holder.purpose().replace(' ', '-') + "-", 0)
                        .factory());
        long period = time.toNanos() / RENEWALS;
        threads.scheduleWithFixedDelay(this::renew, period, period, TimeUnit.NANOSECONDS);
        threads.scheduleAtFixedRate(this::check, period, period, TimeUnit.NANOSECONDS);
    }

    /** Renews it now. */
    void renew() {
        long askedNanos = clock.nanoTime();
        try {
            Renewal renewal = store.renew(holder);
            if (renewal == Renewal.LOST) {
                lose("another process has taken the lease, which was not renewed in time");
                return;
            }
            // Counted from the question: the store's time began after it.
            renewedNanos = askedNanos;
            if (renewal == Renewal.STOP_ASKED) {
                listener.stopAsked();
            }
        } catch (RuntimeException e) {
            LOG.warn("The lease of {} was not renewed: {}", holder.purpose(), e.getMessage());
        }
    }

    /** Sees whether it was renewed in time. */
    void check() {
        long sinceNanos = clock.nanoTime() - renewedNanos;
        if (sinceNanos >= time.toNanos() / 4 * 3) {
            lose("the lease could not be renewed in MongoDB for " + TimeUnit.NANOSECONDS.toSeconds(sinceNanos)
                    + " s; another process may take it");
        }
    }

    private void lose(String reason) {
        if (over.compareAndSet(false, true)) {
            threads.shutdown();
            listener.lost(reason);
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
                    "The lease of {} was not given back and lapses within {}: {}",
                    holder.purpose(),
                    time,
                    e.getMessage());
        }
    }
}
