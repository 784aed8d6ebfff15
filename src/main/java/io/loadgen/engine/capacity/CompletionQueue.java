package io.loadgen.engine.capacity;

import io.loadgen.measurement.SlotObserver;
import io.loadgen.result.AddKind;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.spec.Signal;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The way from those who settle slots to the generator that waits for them: a queue without a lock, and a nudge. Latencies go to
 * the figures meanwhile.
 *
 * <p>The observer's methods are for any thread. The rest is the generator's.
 */
public final class CompletionQueue implements SlotObserver {
    private final CapacityRecorder figures;
    private final Queue<News> unread = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Thread reader;
    private volatile boolean placeWanted;

    /**
     * Makes an empty queue.
     *
     * @param figures where latencies go
     */
    public CompletionQueue(CapacityRecorder figures) {
        this.figures = figures;
    }

    /** What a generator has to hear of. */
    sealed interface News {
        /** Why a slot fails, in another's words. */
        record Failed(long slot, String text) implements News {}

        /** The fate of an add. */
        record Decided(
                long slot, ReplyOutcome reply, @Nullable EventOutcome event, long nanos) implements News {}
    }

    @Override
    public void observed(long slot, AddKind kind, Signal signal, long responseNanos, long serviceNanos) {
        figures.observed(slot, kind, signal, responseNanos, serviceNanos);
    }

    @Override
    public void lost(long slot, AddKind kind, Signal signal, long responseNanos, long serviceNanos) {
        figures.lost(slot, kind, signal, responseNanos, serviceNanos);
    }

    @Override
    public void failed(long slot, String text) {
        publish(new News.Failed(slot, text));
    }

    @Override
    public void decided(long slot, ReplyOutcome reply, @Nullable EventOutcome event, long nowNanos) {
        figures.decided(slot, reply);
        publish(new News.Decided(slot, reply, event, nowNanos));
    }

    @Override
    public void closed(long slot) {
        if (placeWanted) {
            placeWanted = false;
            LockSupport.unpark(reader);
        }
    }

    private void publish(News news) {
        unread.add(news);
        LockSupport.unpark(reader);
    }

    /** Whom to nudge: the calling thread. */
    void readHere() {
        reader = Thread.currentThread();
    }

    @Nullable
    News next() {
        return unread.poll();
    }

    boolean isEmpty() {
        return unread.isEmpty();
    }

    /** To be nudged when a slot closes; to be called before one more look whether there is a place. */
    void wantPlace() {
        placeWanted = true;
    }

    /** Whether no slot has closed since. */
    boolean isPlaceWanted() {
        return placeWanted;
    }
}
