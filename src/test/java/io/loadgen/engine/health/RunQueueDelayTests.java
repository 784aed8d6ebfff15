package io.loadgen.engine.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunQueueDelayTests {
    @TempDir
    private Path folder;

    @Test
    void theSecondNumberIsTheTimeWaited() throws Exception {
        assertThat(of("4076201 101865 2\n").nanos()).hasValue(101_865);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4076201", "a b c"})
    void whatIsNoSuchFileTellsNothing(String text) throws Exception {
        assertThat(of(text).nanos()).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void eachThreadHasItsOwnAndIsAskedByAnother() throws Exception {
        FutureTask<RunQueueDelay> other = new FutureTask<>(RunQueueDelay::ofThisThread);
        Thread thread = new Thread(other);
        thread.start();

        assertThat(other.get()).isNotEqualTo(RunQueueDelay.ofThisThread());
        thread.join();
        // The system's thread outlives Java's by a moment.
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (other.get().nanos().isPresent()) {
            assertThat(System.nanoTime())
                    .as("a thread that has ended is told of")
                    .isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private RunQueueDelay of(String text) throws Exception {
        return new RunQueueDelay(Files.writeString(folder.resolve("schedstat"), text));
    }
}
