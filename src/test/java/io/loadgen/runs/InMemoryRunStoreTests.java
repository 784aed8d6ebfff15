package io.loadgen.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class InMemoryRunStoreTests {
    private final InMemoryRunStore store = new InMemoryRunStore(2);

    @Test
    void newestRunsAreKeptAndListedFirst() {
        store.save(run("a", RunState.COMPLETED));
        store.save(run("b", RunState.COMPLETED));
        store.save(run("c", RunState.PENDING));
        assertThat(store.list(0, 10)).extracting(RunRecord::id).containsExactly("c", "b");
        assertThat(store.count()).isEqualTo(2);
        assertThat(store.find("a")).isEmpty();
    }

    @Test
    void savingAgainReplacesTheRecordInItsPlace() {
        store.save(run("a", RunState.PENDING));
        store.save(run("b", RunState.COMPLETED));
        store.save(run("a", RunState.STOPPED));
        assertThat(store.list(0, 10)).extracting(RunRecord::id).containsExactly("b", "a");
        assertThat(store.find("a")).map(RunRecord::state).contains(RunState.STOPPED);
    }

    @Test
    void pagesAreCutOutOfTheHistory() {
        store.save(run("a", RunState.COMPLETED));
        store.save(run("b", RunState.COMPLETED));
        assertThat(store.list(1, 1)).extracting(RunRecord::id).containsExactly("a");
        assertThat(store.list(2, 1)).isEmpty();
        assertThat(store.list(0, 0)).isEmpty();
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        assertThatThrownBy(() -> store.list(-1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.list(0, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new InMemoryRunStore(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static RunRecord run(String id, RunState state) {
        return new RunRecord(id, new SpecBuilder().build(), state, Instant.EPOCH, null, null, null, null, null);
    }
}
