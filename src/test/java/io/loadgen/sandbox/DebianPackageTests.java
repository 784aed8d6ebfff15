package io.loadgen.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebianPackageTests {
    @TempDir
    private Path folder = Path.of("");

    private final List<String> ran = new ArrayList<>();

    @Test
    void usesThePackageListsOfTheMachineWhereItHasThem() throws Exception {
        Path program = new DebianPackage(apt(true, true)).obtain(folder);

        assertThat(program).isEqualTo(folder.resolve("unpacked/usr/sbin/nats-server"));
        assertThat(ran).hasSize(2);
        assertThat(ran.getFirst()).isEqualTo("apt-get -q -o APT::Sandbox::User=root download nats-server");
    }

    @Test
    void fetchesPrivateListsWhereTheMachineHasNone() throws Exception {
        Path program = new DebianPackage(apt(false, true)).obtain(folder);

        assertThat(program).exists();
        String options = "-o Dir::State=" + folder.resolve("apt-state") + " -o Dir::State::lists="
                + folder.resolve("apt-state/lists") + " -o Dir::Cache=" + folder.resolve("apt-cache");
        assertThat(ran.get(1)).contains(options).endsWith(" update");
        assertThat(ran.get(2)).contains(options).endsWith(" download nats-server");
        assertThat(folder.resolve("apt-state/lists/partial")).isDirectory();
    }

    @Test
    void failureNamesCommandAndReason() {
        assertThatThrownBy(() -> new DebianPackage(apt(false, false)).obtain(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("update` ended with 100: no network");
    }

    /** An apt-get whose lists may be missing and a dpkg-deb that unpacks one program. */
    private Commands apt(boolean hasLists, boolean hasNetwork) {
        return (workFolder, command) -> {
            String line = String.join(" ", command);
            ran.add(line);
            boolean privateLists = line.contains("Dir::State=");
            if (line.endsWith("update")) {
                return hasNetwork ? new Commands.Outcome(0, "") : new Commands.Outcome(100, "no network");
            }
            if (line.endsWith("download nats-server")) {
                if (!hasLists && !privateLists) {
                    return new Commands.Outcome(100, "E: Unable to locate package nats-server");
                }
                Files.writeString(workFolder.resolve("nats-server_2_amd64.deb"), "package");
                return new Commands.Outcome(0, "");
            }
            Path programFolder =
                    Files.createDirectories(Path.of(command.getLast()).resolve("usr/sbin"));
            Files.writeString(programFolder.resolve("nats-server"), "program");
            return new Commands.Outcome(0, "");
        };
    }
}
