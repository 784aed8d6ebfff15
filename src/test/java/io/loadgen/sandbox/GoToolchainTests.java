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

class GoToolchainTests {
    @TempDir
    private Path folder = Path.of("");

    private final List<String> ran = new ArrayList<>();

    @Test
    void buildsThePinnedVersionWithoutLeavingAnythingElsewhere() throws Exception {
        Path program = new GoToolchain(this::build, NatsServerVersion.CURRENT).obtain(folder);

        assertThat(program).isEqualTo(folder.resolve("nats-server")).exists();
        assertThat(ran)
                .containsExactly("env GOBIN=" + folder + " GOFLAGS=-mod=mod GOTMPDIR=" + folder
                        + " CGO_ENABLED=0 go install github.com/nats-io/nats-server/v2@v2.15.2");
    }

    private Commands.Outcome build(Path workFolder, List<String> command) throws IOException {
        ran.add(String.join(" ", command));
        Files.writeString(workFolder.resolve("nats-server"), "program");
        return new Commands.Outcome(0, "");
    }

    @Test
    void failureNamesCommandAndTheEndOfWhatItSaid() {
        Commands missing = (work, command) ->
                new Commands.Outcome(127, "go: downloading a\ngo: downloading b\ngo: downloading c\n\nenv: 'go': none");

        assertThatThrownBy(() -> new GoToolchain(missing, NatsServerVersion.CURRENT).obtain(folder))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith(
                        "@v2.15.2` ended with 127: go: downloading b; go: downloading c; env: 'go': none");
    }
}
