package io.loadgen.mongo;

import io.loadgen.fixtures.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Does numbered batches on a few virtual threads, so that the database writes one while the next are being built and sent.
 * The first failure, a cancellation or an interrupt stops the others between batches; when {@link #run} leaves, however it
 * leaves, no batch is under way.
 *
 * <p>Any thread; blocks until done.
 */
final class ParallelBatches {
    private final int parallelism;
    private final Cancellation cancellation;
    private final AtomicBoolean stopped = new AtomicBoolean();

    ParallelBatches(int parallelism, Cancellation cancellation) {
        this.parallelism = parallelism;
        this.cancellation = cancellation;
    }

    void run(int batches, IntConsumer batch) {
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> workers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int worker = 0; worker < Math.min(parallelism, batches); worker++) {
                workers.add(threads.submit(() -> work(next, batches, batch)));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            CancellationException cancelled = new CancellationException("interrupted between two batches");
            cancelled.initCause(e);
            throw cancelled;
        } catch (ExecutionException e) {
            throw unwrapped(e);
        }
    }

    private void work(AtomicInteger next, int batches, IntConsumer batch) {
        boolean complete = false;
        try {
            for (int number = next.getAndIncrement();
                    number < batches && !stopped.get();
                    number = next.getAndIncrement()) {
                cancellation.check();
                batch.accept(number);
            }
            complete = true;
        } finally {
            if (!complete) {
                stopped.set(true);
            }
        }
    }

    private static RuntimeException unwrapped(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof RuntimeException failure
                ? failure
                : new IllegalStateException("a batch threw a checked exception", e);
    }
}
