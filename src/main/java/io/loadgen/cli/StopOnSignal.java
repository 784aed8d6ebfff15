package io.loadgen.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When the process is told to end, ends the work in order and keeps the process until that is done. The exit code is then the
 * signal's: 143 for SIGTERM, 130 for SIGINT. Closing it, once the work is done, lets the process end.
 */
final class StopOnSignal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StopOnSignal.class);

    /** After the run is over its reports are written, which takes far less. */
    private static final Duration LONGEST_REPORT = Duration.ofSeconds(30);

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;

    StopOnSignal(Runnable stop) {
        hook = new Thread(() -> end(stop), "stop-on-signal");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void end(Runnable stop) {
        LOG.info("Told to end: stopping the run");
        try {
            stop.run();
            if (!done.await(LONGEST_REPORT.toSeconds(), TimeUnit.SECONDS)) {
                LOG.error("The reports were not written within {}", LONGEST_REPORT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            LOG.debug("The process is ending already", alreadyEnding);
        }
    }
}
