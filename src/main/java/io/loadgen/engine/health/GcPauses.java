package io.loadgen.engine.health;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * Hears of each collection of garbage, for only so is the longest pause known. Collectors that work beside the process tell of whole
 * cycles as well: those are no pauses.
 *
 * <p>Any thread; the JVM calls on one of its own.
 */
final class GcPauses implements NotificationListener, AutoCloseable {
    private static final String CYCLES = "Cycles";

    private final List<NotificationEmitter> heard = new ArrayList<>();
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong millis = new AtomicLong();
    private final AtomicLong longestMillis = new AtomicLong();

    private GcPauses() {}

    static GcPauses ofThisJvm() {
        GcPauses pauses = new GcPauses();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (!collector.getName().endsWith(CYCLES) && collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener(pauses, null, null);
                pauses.heard.add(emitter);
            }
        }
        return pauses;
    }

    @Override
    public void handleNotification(Notification notification, Object handback) {
        if (notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)
                && notification.getUserData() instanceof CompositeData data) {
            enter(GarbageCollectionNotificationInfo.from(data).getGcInfo().getDuration());
        }
    }

    private void enter(long pauseMillis) {
        count.incrementAndGet();
        millis.addAndGet(pauseMillis);
        longestMillis.accumulateAndGet(pauseMillis, Math::max);
    }

    long count() {
        return count.get();
    }

    long millis() {
        return millis.get();
    }

    /** The longest since it was taken before. */
    long takeLongestMillis() {
        return longestMillis.getAndSet(0);
    }

    @Override
    public void close() {
        for (NotificationEmitter emitter : heard) {
            try {
                emitter.removeNotificationListener(this);
            } catch (ListenerNotFoundException alreadyRemoved) {
                // Closed twice.
            }
        }
        heard.clear();
    }
}
