package io.loadgen.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class MachineCommandsTests {
    /** So that no other is taken for it. */
    private static final String FOR_LONG = "3607.5381";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void whatDoesNotEndInTimeIsKilledWithAllThatItStarted() throws Exception {
        MachineCommands commands = new MachineCommands(Duration.ofSeconds(1));

        assertThatThrownBy(() -> commands.run(folder, List.of("sh", "-c", "sleep " + FOR_LONG + " & wait")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("did not end within PT1S");

        for (ProcessHandle sleeper : ProcessHandle.allProcesses()
                .filter(MachineCommandsTests::isOurs)
                .toList()) {
            sleeper.onExit().get(10, TimeUnit.SECONDS);
        }
    }

    private static boolean isOurs(ProcessHandle process) {
        return process.info().arguments().stream()
                .anyMatch(arguments -> List.of(arguments).contains(FOR_LONG));
    }

    @Test
    void whatIsNotThereIsNamed() {
        assertThatThrownBy(() -> new MachineCommands(Duration.ofSeconds(10)).run(folder, List.of("no-such-program")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("no-such-program cannot be run here: ");
    }

    @Test
    void theEndOfWhatAFailedProgramSaidIsTheReason() {
        MachineCommands commands = new MachineCommands(Duration.ofSeconds(10));

        assertThatThrownBy(() -> commands.succeed(
                        folder, List.of("sh", "-c", "echo 1; echo 2; echo; echo 3; echo 4 >&2; exit 7")))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("ended with 7: 2; 3; 4");
    }

    @Test
    void whatItPrintsIsKept() throws Exception {
        assertThat(new MachineCommands(Duration.ofSeconds(10)).run(folder, List.of("echo", "said")))
                .isEqualTo(new Commands.Outcome(0, "said"));
    }
}
