package io.loadgen.lifecycle.live;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a follower is told until it finds the time to read. Bounded: where the reader is slow the oldest snapshot gives way, so
 * that the newest is always there; a change of state, of which a run has few, never does.
 *
 * <p>Any thread; nothing waits.
 */
public final class LiveMailbox implements LiveFollower {
    private final int snapshots;
    private final Semaphore news;
    private final ArrayDeque<LiveEvent> events = new ArrayDeque<>();
    private int held;
    private long dropped;

    /**
     * An empty mailbox.
     *
     * @param snapshots how many snapshots it holds, 1 or more
     * @param news given a permit for each event, so that a reader can wait for mail in one box or in many
     */
    public LiveMailbox(int snapshots, Semaphore news) {
        if (snapshots < 1) {
            throw new IllegalArgumentException("snapshots must be 1 or more, was " + snapshots);
        }
        this.snapshots = snapshots;
        this.news = news;
    }

    @Override
    public void on(LiveEvent event) {
        put(event);
        news.release();
    }

    private synchronized void put(LiveEvent event) {
        if (event instanceof LiveEvent.Snapshot && held++ == snapshots) {
            dropOldestSnapshot();
        }
        events.addLast(event);
    }

    private void dropOldestSnapshot() {
        Iterator<LiveEvent> oldestFirst = events.iterator();
        while (!(oldestFirst.next() instanceof LiveEvent.Snapshot)) {
            // States stay.
        }
        oldestFirst.remove();
        held--;
        dropped++;
    }

    /**
     * Takes the oldest event out.
     *
     * @return the event, null when there is none
     */
    public synchronized @Nullable LiveEvent poll() {
        LiveEvent first = events.pollFirst();
        if (first instanceof LiveEvent.Snapshot) {
            held--;
        }
        return first;
    }

    /**
     * How many snapshots gave way.
     *
     * @return 0 or more
     */
    public synchronized long dropped() {
        return dropped;
    }
}
