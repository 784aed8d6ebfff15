package io.loadgen.operations.console;

import io.loadgen.lifecycle.RunManager;
import io.loadgen.lifecycle.live.LiveFeed;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives the feed a beat of a second, for the states of a run that have none: while it is looked at before and after its load. */
final class LiveTicker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveTicker.class);

    private final RunManager runs;
    private final LiveFeed feed;
    private final ScheduledExecutorService beat = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("live-ticker").factory());

    @SuppressWarnings("FutureReturnValueIgnored") // ends with the executor
    LiveTicker(RunManager runs, LiveFeed feed) {
        this.runs = runs;
        this.feed = feed;
        beat.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    private void tick() {
        try {
            feed.activeRun().flatMap(runs::find).ifPresent(feed::tick);
        } catch (RuntimeException e) {
            LOG.warn("The active run could not be looked at for those who follow it", e);
        }
    }

    @Override
    public void close() {
        beat.shutdownNow();
    }
}
