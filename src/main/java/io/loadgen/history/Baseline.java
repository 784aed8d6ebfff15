package io.loadgen.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs under a name, for others to be held against: one, and repeats of it.
 *
 * <p>Immutable; any thread.
 *
 * @param name the name
 * @param runs ids, in the order in which they were added; at least one
 * @param createdAt when the name was given
 * @param changedAt when its runs changed last
 */
public record Baseline(String name, List<String> runs, Instant createdAt, Instant changedAt) {
    /** As many runs as a comparison takes. */
    public static final int MOST_RUNS = 20;

    /** Takes a copy. */
    public Baseline {
        runs = List.copyOf(runs);
    }

    Baseline with(String runId, Instant now) {
        if (runs.contains(runId)) {
            return this;
        }
        List<String> more = new ArrayList<>(runs);
        more.add(runId);
        return new Baseline(name, more, createdAt, now);
    }
}
