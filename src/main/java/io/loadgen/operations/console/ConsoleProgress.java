package io.loadgen.operations.console;

import io.loadgen.lifecycle.live.LiveEvent;
import io.loadgen.lifecycle.live.LiveFeed;
import io.loadgen.lifecycle.live.LiveMailbox;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows on the console how every run fares. Reads what the feed tells with a thread of its own: a console can block, a terminal that
 * somebody stopped does, and no run may wait for it.
 */
final class ConsoleProgress implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleProgress.class);

    /** A console that is behind is interested in what is now. */
    private static final int SNAPSHOTS = 2;

    private final ProgressDisplay display;
    private final Semaphore news = new Semaphore(0);
    private final LiveMailbox mailbox = new LiveMailbox(SNAPSHOTS, news);
    private final LiveFeed.Following following;
    private final Thread thread;

    ConsoleProgress(LiveFeed feed, ProgressDisplay display) {
        this.display = display;
        this.following = feed.follow(mailbox);
        this.thread = Thread.ofVirtual().name("console-progress").start(this::showAll);
    }

    private void showAll() {
        try {
            while (true) {
                news.acquire();
                LiveEvent event = mailbox.poll();
                if (event != null) {
                    show(event);
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void show(LiveEvent event) {
        try {
            display.show(event);
        } catch (RuntimeException e) {
            LOG.warn("The progress of run {} could not be shown", event.runId(), e);
        }
    }

    @Override
    public void close() {
        following.close();
        thread.interrupt();
        display.close();
    }
}
