package io.loadgen.bench;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the requests in flight. A sender that finds the window full sleeps until a quarter of it is free, so that it is woken once
 * for many requests and not once for each. Both contenders use it, so its cost cancels out.
 *
 * <p>{@link #enter} is for one thread, {@link #leave} for any.
 */
public final class Window {
    private final long size;
    private final long refill;
    private final AtomicLong completed = new AtomicLong();
    private volatile @Nullable Thread waiting;
    private volatile long wakeAt;
    private long entered;

    /**
     * Opens an empty window.
     *
     * @param size the most requests in flight, 4 or more
     */
    public Window(int size) {
        this.size = size;
        this.refill = size / 4;
    }

    /** Returns when one more request may be sent. */
    public void enter() {
        if (isFull()) {
            await();
        }
        entered++;
    }

    /**
     * Whether {@link #enter} would wait. To be called by the sender.
     *
     * @return true as long as no request completes
     */
    public boolean isFull() {
        return entered - completed.get() >= size;
    }

    private void await() {
        wakeAt = entered - size + refill;
        waiting = Thread.currentThread();
        while (completed.get() < wakeAt) {
            LockSupport.park(this);
        }
        waiting = null;
    }

    /** A request is complete. */
    public void leave() {
        long done = completed.incrementAndGet();
        Thread sleeper = waiting;
        if (sleeper != null && done >= wakeAt) {
            waiting = null;
            LockSupport.unpark(sleeper);
        }
    }

    /** Returns when nothing is in flight. To be called by the sender, after its last. */
    public void drain() {
        wakeAt = entered;
        waiting = Thread.currentThread();
        while (completed.get() < entered) {
            LockSupport.park(this);
        }
        waiting = null;
    }
}
