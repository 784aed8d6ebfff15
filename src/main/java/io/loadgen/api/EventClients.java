package io.loadgen.api;

import io.loadgen.application.ProblemException;
import io.loadgen.application.ProblemType;
import io.loadgen.application.RunLookup;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.lifecycle.ShuttingDownException;
import io.loadgen.lifecycle.live.LiveEvent;
import io.loadgen.lifecycle.live.LiveFeed;
import io.loadgen.lifecycle.live.LiveLimits;
import io.loadgen.lifecycle.live.LiveMailbox;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Everybody who follows a run by server-sent events. One thread serves them all and waits for none: what a slow client cannot take
 * stays in its mailbox, where the newest wins.
 *
 * <p>Any thread. At shutdown every answer is ended before the web server waits for answers that still go on.
 */
@Component
class EventClients implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(EventClients.class);

    /** More than the feed remembers, so that a client is caught up with before anything gives way. */
    private static final int SNAPSHOTS = 1024;

    private static final long LONGEST_IDLE_MILLIS = 1000;

    private final LiveFeed feed;
    private final LiveLimits limits;
    private final EventText text;
    private final RunLookup lookup;
    private final Map<EventClient, LiveFeed.Following> clients = new ConcurrentHashMap<>();
    private final Semaphore places;
    private final Semaphore news = new Semaphore(0);
    private volatile boolean open;
    private @Nullable Thread serving;

    EventClients(LiveFeed feed, LiveLimits limits, EventText text, RunLookup lookup) {
        this.feed = feed;
        this.limits = limits;
        this.text = text;
        this.lookup = lookup;
        this.places = new Semaphore(limits.clients());
    }

    /** Opens the way to a client that is let in. */
    @FunctionalInterface
    interface Opening {
        /** Opens it; {@code signal} is to be called when more can be written, or the client is gone. */
        EventChannel open(Runnable signal) throws IOException;
    }

    /**
     * Lets a client in, if there is a place.
     *
     * @param after the last second that it has, -1 for none at all; empty when it did not say
     */
    void admit(String runId, OptionalLong after, Opening opening) throws IOException {
        if (!open) {
            throw new ShuttingDownException();
        }
        if (!places.tryAcquire()) {
            throw new ProblemException(ProblemType.TOO_MANY_CLIENTS.because(
                    limits.clients() + " clients follow runs, the most that loadgen.live.clients allows; ask again"
                            + " later, or poll GET /api/v1/runs/" + runId));
        }
        boolean served = false;
        try {
            begin(runId, after, opening.open(news::release));
            served = true;
        } finally {
            if (!served) {
                places.release();
            }
        }
    }

    private void begin(String runId, OptionalLong after, EventChannel channel) {
        LiveMailbox mailbox = new LiveMailbox(SNAPSHOTS, news);
        EventClient client = new EventClient(
                runId, channel, mailbox, text.forCaller(), limits.heartbeat().toNanos(), System.nanoTime());
        clients.put(client, feed.follow(runId, after, mailbox));
        // Only now: an end before this look is in the record, one after it is told by the feed.
        tellIfEnded(client);
        news.release();
        if (!open) {
            dismiss(client);
        }
    }

    private void tellIfEnded(EventClient client) {
        try {
            RunRecord run = lookup.find(client.runId());
            if (run.state().isTerminal()) {
                client.end(new LiveEvent.Ended(run));
            }
        } catch (RuntimeException e) {
            // It has its answer's head already; with the next sign of life the run is looked at again.
            LOG.warn("Run {} could not be looked at for a client", client.runId(), e);
        }
    }

    /** Places that are taken. */
    int count() {
        return limits.clients() - places.availablePermits();
    }

    private void serveAll() {
        try {
            while (open) {
                if (news.tryAcquire(LONGEST_IDLE_MILLIS, TimeUnit.MILLISECONDS)) {
                    news.drainPermits();
                }
                long now = System.nanoTime();
                clients.keySet().forEach(client -> serve(client, now));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            clients.keySet().forEach(this::dismiss);
        }
    }

    private void serve(EventClient client, long now) {
        try {
            switch (client.serve(now)) {
                case GOES_ON -> {}
                case WAS_SILENT -> lookAgain(client);
                case IS_DONE -> remove(client);
            }
        } catch (IOException gone) {
            LOG.debug("A client of run {} went away: {}", client.runId(), gone.getMessage());
            remove(client);
        } catch (RuntimeException e) {
            LOG.error("A client of run {} could not be served and is dismissed", client.runId(), e);
            dismiss(client);
        }
    }

    /** The feed tells of runs of this process only. A look may block, so not on the thread of all clients. */
    private void lookAgain(EventClient client) {
        Thread.ofVirtual().name("live-look").start(() -> tellIfEnded(client));
    }

    private void dismiss(EventClient client) {
        client.dismiss();
        remove(client);
    }

    private void remove(EventClient client) {
        LiveFeed.Following following = clients.remove(client);
        if (following != null) {
            following.close();
            places.release();
        }
    }

    @Override
    public synchronized void start() {
        open = true;
        serving = Thread.ofVirtual().name("live-events").start(this::serveAll);
    }

    /** Nothing that it waits for can block. */
    @Override
    public synchronized void stop() {
        open = false;
        news.release();
        Thread ending = serving;
        if (ending != null) {
            try {
                ending.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            serving = null;
        }
    }

    @Override
    public boolean isRunning() {
        return open;
    }

    /** First of all at shutdown, before the web server begins to wait. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
