package io.loadgen.engine.search.method;

import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of rates. A rate that broke once has broken, however often it holds, and so have all above it: a trial that was lucky above
 * one that failed counts for nothing.
 *
 * <p>Owned by one thread.
 */
final class RateBounds {
    private final TreeMap<Double, Boolean> heldByRate = new TreeMap<>();

    void held(double rate) {
        heldByRate.putIfAbsent(rate, true);
    }

    void broke(double rate) {
        heldByRate.put(rate, false);
    }

    /** The smallest rate that broke, null where none did. */
    @Nullable
    Double broke() {
        return heldByRate.entrySet().stream()
                .filter(entry -> !entry.getValue())
                .map(entry -> entry.getKey())
                .findFirst()
                .orElse(null);
    }

    /** The greatest rate that held beneath it, null where none did. */
    @Nullable
    Double held() {
        Double broke = broke();
        return heldByRate.descendingMap().entrySet().stream()
                .filter(entry -> entry.getValue() && (broke == null || entry.getKey() < broke))
                .map(entry -> entry.getKey())
                .findFirst()
                .orElse(null);
    }
}
