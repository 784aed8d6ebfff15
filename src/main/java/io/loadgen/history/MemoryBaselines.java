package io.loadgen.history;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Keeps baselines as long as the process lasts. Any thread. */
public final class MemoryBaselines implements BaselineStore {
    private final Map<String, Baseline> baselines = new ConcurrentSkipListMap<>();

    /** Without any. */
    public MemoryBaselines() {}

    @Override
    public List<Baseline> list() {
        return List.copyOf(baselines.values());
    }

    @Override
    public Optional<Baseline> find(String name) {
        return Optional.ofNullable(baselines.get(name));
    }

    @Override
    public void save(Baseline baseline) {
        baselines.put(baseline.name(), baseline);
    }

    @Override
    public boolean delete(String name) {
        return baselines.remove(name) != null;
    }
}
