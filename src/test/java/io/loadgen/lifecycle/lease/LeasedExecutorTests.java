package io.loadgen.lifecycle.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadgen.engine.RunRefusedException;
import io.loadgen.lifecycle.InMemoryRunStore;
import io.loadgen.lifecycle.LeaseHolder;
import io.loadgen.lifecycle.RunConflictException;
import io.loadgen.lifecycle.RunManager;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.lifecycle.ScriptedExecutor;
import io.loadgen.lifecycle.ScriptedExecutor.Script;
import io.loadgen.result.RunState;
import io.loadgen.spec.RunSpec;
import io.loadgen.spec.SpecBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two replicas, each with a manager of its own, and one store between them. */
@Timeout(60)
class LeasedExecutorTests {
    private static final RunSpec SPEC = new SpecBuilder().build();

    private final MemoryLeases store = new MemoryLeases();
    private final Replica first = new Replica("first", Duration.ofMinutes(1));
    private final Replica second = new Replica("second", Duration.ofMinutes(1));

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    @Test
    void aSecondReplicaIsRefusedWhileTheFirstRuns() throws Exception {
        RunRecord run = first.manager.start(SPEC, null);

        assertThatThrownBy(() -> second.manager.start(SPEC, null))
                .isInstanceOf(RunConflictException.class)
                .hasMessageContaining("run " + run.id() + " of first is active");
        assertThat(second.manager.count()).isZero();

        first.end(run);
        assertThat(second.manager.start(SPEC, null).state()).isEqualTo(RunState.PENDING);
    }

    @Test
    void aRunOfAnotherReplicaIsStoppedThere() throws Exception {
        try (Replica hasty = new Replica("hasty", Duration.ofSeconds(1))) {
            RunRecord run = hasty.manager.start(SPEC, null);
            hasty.begun(run);
            assertThat(new Leases(right -> store, "second", Duration.ofMinutes(1), System::nanoTime)
                            .askToStop(run.id()))
                    .map(LeaseHolder::owner)
                    .contains("hasty");

            assertThat(hasty.awaitEnd(run).state()).isEqualTo(RunState.STOPPED);
        }
    }

    @Test
    void aRefusedRunGivesTheRightBack() throws Exception {
        first.executor.refusal = new RunRefusedException(RunRefusedException.Reason.POOLS_TOO_SMALL, "too small");
        assertThatThrownBy(() -> first.manager.start(SPEC, null)).isSameAs(first.executor.refusal);

        assertThat(store.holder()).isEmpty();
        assertThat(second.manager.start(SPEC, null)).isNotNull();
    }

    @Test
    void aStartThatCannotAskForTheRightLeavesNothing() throws Exception {
        store.away(true);
        assertThatThrownBy(() -> first.manager.start(SPEC, null)).hasMessage("the store is away");
        assertThat(first.manager.count()).isZero();

        store.away(false);
        assertThat(store.holder()).isEmpty();
        first.end(first.manager.start(SPEC, null));
        assertThat(second.manager.start(SPEC, null).state()).isEqualTo(RunState.PENDING);
    }

    @Test
    void aRunWhoseRightIsTakenIsAborted() throws Exception {
        try (Replica hasty = new Replica("hasty", Duration.ofSeconds(6))) {
            RunRecord run = hasty.manager.start(SPEC, null);
            Script script = hasty.begun(run);
            store.lapse();
            second.manager.start(SPEC, null);
            RunRecord ended = hasty.awaitEnd(run);

            assertThat(script.aborts).singleElement().asString().contains("another process has taken the lease");
            assertThat(ended.state()).isEqualTo(RunState.ABORTED);
            assertThat(ended.failure()).isEqualTo(script.aborts.getFirst());
            assertThat(store.holder()).map(LeaseHolder::owner).contains("second");
        }
    }

    /** One process. */
    private final class Replica implements AutoCloseable {
        final ScriptedExecutor executor = new ScriptedExecutor();
        final RunManager manager;

        Replica(String owner, Duration time) {
            manager = new RunManager(
                    new LeasedExecutor(executor, new Leases(right -> store, owner, time, System::nanoTime)),
                    new InMemoryRunStore(3),
                    InstantSource.fixed(Instant.parse("2026-11-23T15:30:12Z")),
                    event -> {},
                    new Random(owner.hashCode()),
                    Duration.ofSeconds(10));
        }

        Script begun(RunRecord run) throws InterruptedException {
            Script script = executor.of(run);
            script.begun.await();
            return script;
        }

        void end(RunRecord run) throws InterruptedException {
            begun(run).ends(RunState.COMPLETED);
            awaitEnd(run);
        }

        RunRecord awaitEnd(RunRecord run) {
            RunRecord now = manager.find(run.id()).orElseThrow();
            while (!now.state().isTerminal()) {
                Thread.onSpinWait();
                now = manager.find(run.id()).orElseThrow();
            }
            return now;
        }

        @Override
        public void close() {
            executor.scripts.values().forEach(script -> script.ends(RunState.STOPPED));
            manager.close();
        }
    }
}
