package io.loadgen.lifecycle;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which run a caller's key was used for. Bounded: the oldest key is forgotten first.
 *
 * <p>One thread at a time.
 */
final class IdempotencyKeys {
    /** A client repeats a start within minutes; this many runs take hours at least. */
    static final int REMEMBERED = 1000;

    private final Map<String, String> runs = new LinkedHashMap<>();

    Optional<String> runOf(String key) {
        return Optional.ofNullable(runs.get(key));
    }

    void remember(String key, String runId) {
        runs.put(key, runId);
        if (runs.size() > REMEMBERED) {
            runs.remove(runs.keySet().iterator().next());
        }
    }
}
