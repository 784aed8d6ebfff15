package io.loadgen.sandbox;

import io.loadgen.time.NanoClock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what a service has read, for a time that counts from the read, however often it is asked for. Of more entries than it
 * may have the one that was not asked for the longest goes. What was not found is not remembered.
 *
 * <p>Any thread. Source: chat contract §13.4.
 */
final class ReadCache<V> {
    private final long ttlNanos;
    private final NanoClock clock;
    private final Map<String, Remembered<V>> entries;

    /** A size of 0 remembers nothing. */
    ReadCache(int size, Duration ttl, NanoClock clock) {
        this.ttlNanos = ttl.toNanos();
        this.clock = clock;
        this.entries = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Remembered<V>> eldest) {
                return size() > size;
            }
        };
    }

    synchronized @Nullable V find(String key) {
        Remembered<V> entry = entries.get(key);
        return entry == null || clock.nanoTime() - entry.readAtNanos > ttlNanos ? null : entry.value;
    }

    synchronized void keep(String key, V value) {
        entries.put(key, new Remembered<>(value, clock.nanoTime()));
    }

    private record Remembered<V>(V value, long readAtNanos) {}
}
