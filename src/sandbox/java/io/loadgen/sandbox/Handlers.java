package io.loadgen.sandbox;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One virtual thread for each message in hand.
 *
 * <p>Any thread. Closing lets what is in hand finish for a while, then interrupts it.
 */
final class Handlers implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Handlers.class);
    private static final long DRAIN_SECONDS = 5;

    private final String title;
    private final ExecutorService threads;

    Handlers(String title) {
        this.title = title;
        this.threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name(title + "-", 0).factory());
    }

    /** Runs it soon; after the close not at all. */
    void run(Runnable handling) {
        try {
            threads.execute(() -> guard(handling));
        } catch (RejectedExecutionException e) {
            log.debug("{} is closing, a message is left", title, e);
        }
    }

    private void guard(Runnable handling) {
        try {
            handling.run();
        } catch (RuntimeException e) {
            // Messages in hand when the connection closes end here; anything else is a defect.
            log.warn("{} dropped a message", title, e);
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
                if (!threads.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS)) {
                    log.warn("{} did not end in time", title);
                }
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
