package io.loadgen.lifecycle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whole runs, figures included, for tests to look at; of a bounded number.
 *
 * <p>Any thread; blocks for the length of a copy.
 */
public final class InMemoryRunStore implements RunStore {
    private final int capacity;
    private final Map<String, RunRecord> runs = new LinkedHashMap<>();

    /**
     * An empty history.
     *
     * @param capacity how many runs are kept, the newest; 1 or more
     */
    public InMemoryRunStore(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be 1 or more, was " + capacity);
        }
        this.capacity = capacity;
    }

    @Override
    public synchronized void save(RunRecord run) {
        // Replacing a value keeps its place, so the order is that in which runs were taken on.
        runs.put(run.id(), run);
        if (runs.size() > capacity) {
            runs.remove(runs.keySet().iterator().next());
        }
    }

    @Override
    public synchronized Optional<RunRecord> find(String id) {
        return Optional.ofNullable(runs.get(id));
    }

    @Override
    public synchronized List<RunRecord> list(int offset, int limit) {
        if (offset < 0 || limit < 0) {
            throw new IllegalArgumentException("offset and limit must be 0 or more, were " + offset + " and " + limit);
        }
        return new ArrayList<>(runs.values())
                .reversed().stream().skip(offset).limit(limit).toList();
    }

    @Override
    public synchronized long count() {
        return runs.size();
    }

    @Override
    public synchronized void delete(String id) {
        runs.remove(id);
    }
}
