package io.loadgen.history;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Keeps runs as long as the process lasts. How many is bounded by whoever fills it, see {@link Retention}.
 *
 * <p>Any thread; blocks for the length of a copy.
 */
public final class MemoryArchive implements RunArchive {
    private final Map<String, RunSummary> runs = new HashMap<>();
    private final Map<String, SortedMap<String, byte[]>> parts = new HashMap<>();

    /** An empty archive. */
    public MemoryArchive() {}

    @Override
    public synchronized void save(RunSummary run) {
        runs.put(run.runId(), run);
    }

    @Override
    public synchronized Optional<RunSummary> find(String runId) {
        return Optional.ofNullable(runs.get(runId));
    }

    @Override
    public synchronized List<RunSummary> list(Set<String> without, int offset, int limit) {
        return runs.values().stream()
                .filter(run -> !without.contains(run.runId()))
                .sorted(RunSummary.NEWEST_FIRST)
                .skip(offset)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<RunSummary> ofSeries(String series, Set<String> without, int limit) {
        return runs.values().stream()
                .filter(run -> run.isOfSeries(series) && !without.contains(run.runId()))
                .sorted(RunSummary.NEWEST_FIRST)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized long count(Set<String> without) {
        return runs.keySet().stream().filter(id -> !without.contains(id)).count();
    }

    @Override
    public synchronized List<RunSummary> createdBefore(Instant moment, Set<String> without, int limit) {
        return runs.values().stream()
                .filter(run -> run.createdAt().isBefore(moment) && !without.contains(run.runId()))
                .sorted(Comparator.comparing(RunSummary::createdAt))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<RunSummary> unfinished() {
        return runs.values().stream().filter(run -> !run.hasEnded()).toList();
    }

    @Override
    public synchronized void delete(String runId) {
        runs.remove(runId);
        parts.remove(runId);
    }

    @Override
    public synchronized void putPart(String runId, String name, byte[] content) {
        parts.computeIfAbsent(runId, id -> new TreeMap<>()).put(name, content);
    }

    @Override
    public synchronized Optional<byte[]> part(String runId, String name) {
        return Optional.ofNullable(ofRun(runId).get(name));
    }

    @Override
    public synchronized List<String> partNames(String runId) {
        return List.copyOf(ofRun(runId).keySet());
    }

    @Override
    public synchronized void deleteParts(String runId, Collection<String> names) {
        ofRun(runId).keySet().removeAll(names);
    }

    private SortedMap<String, byte[]> ofRun(String runId) {
        return Objects.requireNonNullElseGet(parts.get(runId), TreeMap::new);
    }

    @Override
    public void check() {
        // Memory is always there.
    }
}
