package io.loadgen.engine.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelFilesTests {
    @TempDir
    private Path folder;

    private Path stat;
    private Path version2;
    private Path version1;
    private KernelFiles files;

    @BeforeEach
    void names() {
        stat = folder.resolve("stat");
        version2 = folder.resolve("cpu.stat");
        version1 = folder.resolve("cpu.stat.v1");
        files = new KernelFiles(stat, List.of(version2, version1));
    }

    @Test
    void stealIsTheEighthColumnAndGuestsDoNotCountTwice() throws IOException {
        Files.writeString(stat, "cpu  355051 1 30008 256908 324 2 1518 879 500 3\ncpu0 1 1 1 1 1 1 1 1 1 1\n");

        assertThat(files.ticks())
                .contains(new MachineReading.Ticks(879, 355051 + 1 + 30008 + 256908 + 324 + 2 + 1518 + 879));
    }

    @Test
    void aKernelWithoutStealTellsNothingOfIt() throws IOException {
        Files.writeString(stat, "cpu  355051 1 30008 256908\n");

        assertThat(files.ticks()).isEmpty();
    }

    @Test
    void throttlingIsReadInVersion2() throws IOException {
        Files.writeString(
                version2, "usage_usec 1234\nuser_usec 34\nnr_periods 200\nnr_throttled 20\nthrottled_usec 4500\n");

        assertThat(files.throttling()).contains(new MachineReading.Throttled(200, 20, 4500));
    }

    @Test
    void throttlingIsReadInVersion1InNanoseconds() throws IOException {
        Files.writeString(version1, "nr_periods 200\nnr_throttled 20\nthrottled_time 4500000\n");

        assertThat(files.throttling()).contains(new MachineReading.Throttled(200, 20, 4500));
    }

    @Test
    void aGroupWithoutALimitTellsNothingOfThrottling() throws IOException {
        Files.writeString(version2, "usage_usec 1234\nuser_usec 34\n");

        assertThat(files.throttling()).isEmpty();
    }

    @Test
    void filesThatAreNotThereTellNothing() {
        assertThat(files.ticks()).isEmpty();
        assertThat(files.throttling()).isEmpty();
    }
}
