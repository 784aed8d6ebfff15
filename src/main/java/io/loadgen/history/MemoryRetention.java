package io.loadgen.history;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Remembers what is kept as long as the process lasts. Any thread. */
public final class MemoryRetention implements RetentionStore {
    private final AtomicReference<Optional<Retention>> said = new AtomicReference<>(Optional.empty());

    /** Nothing is said yet. */
    public MemoryRetention() {}

    @Override
    public Optional<Retention> find() {
        return said.get();
    }

    @Override
    public void save(Retention retention) {
        said.set(Optional.of(retention));
    }
}
