package io.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.SideBySide;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long a run was is no matter of memory for who reads its report: a day of seconds, in a heap that one JSON of it would fill. */
@SideBySide
@Timeout(300)
class LongReportIT {
    @Test
    void aDayIsReadAndWrittenFourTimesAtOnceInASmallHeap() throws Exception {
        Process reader = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LongReport.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(reader.waitFor()).as(said).isZero();
        assertThat(said.lines().mapToLong(Long::parseLong))
                .as("the length of each format, JSON first")
                .hasSizeGreaterThan(5)
                .allMatch(length -> length > 1_000)
                .first()
                .matches(length -> length > 50_000_000);
    }
}
