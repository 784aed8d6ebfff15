package io.loadgen.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProcessorTimeTests {
    private static final String STAT =
            "4711 (a (name) 9 8) S 1 4711 4711 0 -1 4194560 1500 0 3 0 123 45 6 7 20 0 8 0 99 1 2 3";

    @Test
    void userAndSystemAreToldApart() {
        assertThat(ProcessorTime.parse(STAT)).isEqualTo(new ProcessorTime(1_230_000_000, 450_000_000));
    }

    @Test
    void whatWasSpentSince() {
        ProcessorTime spent = new ProcessorTime(30, 20).since(new ProcessorTime(10, 5));

        assertThat(spent).isEqualTo(new ProcessorTime(20, 15));
        assertThat(spent.total()).isEqualTo(35);
    }

    @Test
    void aProcessThatWorksHasTakenTime() {
        assumeThat(Files.isReadable(Path.of("/proc/self/stat"))).isTrue();

        assertThat(ProcessorTime.of(ProcessHandle.current().pid()).total()).isPositive();
    }
}
