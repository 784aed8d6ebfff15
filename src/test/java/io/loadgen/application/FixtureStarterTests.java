package io.loadgen.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.loadgen.api.MemoryFixtures;
import io.loadgen.engine.memory.HeapBudget;
import io.loadgen.engine.memory.MemoryTooSmallException;
import io.loadgen.fixtures.FixtureLocks;
import io.loadgen.fixtures.FixtureService;
import io.loadgen.fixtures.indexes.IndexCreation;
import io.loadgen.fixtures.indexes.IndexPolicy;
import io.loadgen.injection.TargetPolicy;
import io.loadgen.spec.FixtureSpec;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class FixtureStarterTests {
    private static final long MIB = 1 << 20;

    private final MemoryFixtures memory = new MemoryFixtures();

    @Test
    void aSetThatTheHeapHasNoRoomForIsNotSeeded() {
        FixtureSpec manyRooms = new FixtureSpec("rooms", 42, "site-local", 90_000, 1, 1_000, 2_000);
        try (FixtureService fixtures = fixtures()) {
            FixtureStarter starter = new FixtureStarter(
                    fixtures, TargetPolicy.GRANTED, new HeapBudget(100 * MIB, () -> 20 * MIB, () -> {}));

            assertThatExceptionOfType(MemoryTooSmallException.class)
                    .isThrownBy(() -> starter.seed(manyRooms, IndexPolicy.REPORT))
                    .withMessageContaining("seeding rooms-42 needs about ")
                    .returns("rooms", MemoryTooSmallException::field)
                    .returns("90000", MemoryTooSmallException::value);
            assertThat(fixtures.list()).isEmpty();
        }
    }

    @Test
    void refillingNeedsAsMuch() throws Exception {
        FixtureSpec set = new FixtureSpec("rooms", 42, "site-local", 90_000, 1, 1_000, 2_000);
        try (FixtureService fixtures = fixtures()) {
            fixtures.seed(set);
            fixtures.await(set.id(), Duration.ofSeconds(30));
            FixtureStarter starter = new FixtureStarter(
                    fixtures, TargetPolicy.GRANTED, new HeapBudget(100 * MIB, () -> 20 * MIB, () -> {}));

            assertThatExceptionOfType(MemoryTooSmallException.class).isThrownBy(() -> starter.reset(set.id()));
        }
    }

    private FixtureService fixtures() {
        return new FixtureService(
                memory,
                () -> IndexCreation.NONE,
                memory,
                FixtureLocks.NONE,
                System::nanoTime,
                InstantSource.system(),
                Duration.ofSeconds(5));
    }
}
