package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long a run is costs no memory. Here it is {@value #SECONDS} s at {@value #RATE}/s, or what {@code -Dlong-run.seconds} and
 * {@code -Dlong-run.rate} say: of a day at 1,000/s the log of adds alone is 1.4 GB, and that takes some 15 minutes.
 */
@Timeout(3_600)
class LongRunIT {
    private static final int SECONDS = 900;
    private static final int RATE = 200;

    @TempDir
    Path folder;

    @Test
    void isMeasuredReadAndComparedInASmallHeap() throws Exception {
        int seconds = Integer.getInteger("long-run.seconds", SECONDS);
        int rate = Integer.getInteger("long-run.rate", RATE);
        Process run = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx400m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LongRun.class.getName(),
                        String.valueOf(seconds),
                        String.valueOf(rate),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(run.waitFor()).as(said).isZero();
        System.out.println(said);
        assertThat(figures(said, "audited"))
                .singleElement()
                .matches(events -> events > 0.995 * seconds * rate && events < seconds * (long) rate);
        assertThat(figures(said, "written"))
                .as("the length of each format")
                .hasSizeGreaterThan(5)
                .allMatch(length -> length > 1_000);
        assertThat(figures(said, "compared")).hasSize(1);
    }

    private static List<Long> figures(String said, String of) {
        return said.lines()
                .filter(line -> line.startsWith(of + ' '))
                .map(line -> Long.valueOf(line.substring(of.length() + 1)))
                .toList();
    }
}
