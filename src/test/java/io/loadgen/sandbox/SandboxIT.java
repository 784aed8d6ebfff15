package io.loadgen.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadgen.contract.ChatContract;
import io.loadgen.contract.ContractVersion;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 180, unit = TimeUnit.SECONDS)
@SuppressWarnings("try") // Connection.close() may be interrupted: then the test fails, as it should
class SandboxIT {
    @ParameterizedTest
    @EnumSource
    void startsThePlatformInEachContract(ContractVersion version) throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxSettings.of(version));
                Connection connection = Nats.connect(sandbox.natsUrl())) {
            assertThat(connection.jetStreamManagement().getStreamNames())
                    .contains(ChatContract.of(version, "site-local").roomsStream());
        }
    }

    @Test
    void closeEndsTheServersAndMayBeRepeated() {
        Sandbox sandbox = Sandbox.start(SandboxSettings.of(ContractVersion.B));
        ProcessHandle server = ProcessHandle.of(sandbox.nats().pid()).orElseThrow();

        sandbox.close();
        sandbox.close();

        assertThat(server.isAlive()).isFalse();
        assertThat(sandbox.nats().isRunning()).isFalse();
    }

    @Test
    void failedStartNamesThePartThatFailed(@TempDir Path folder) throws IOException {
        Path broken = Files.writeString(folder.resolve("nats-server"), "#!/bin/sh\necho no disk left; exit 1\n");
        assertThat(broken.toFile().setExecutable(true)).isTrue();
        SandboxSettings usual = SandboxSettings.of(ContractVersion.B);
        SandboxSettings settings =
                new SandboxSettings(Optional.of(broken), usual.site(), usual.database(), usual.simulator());

        assertThatThrownBy(() -> Sandbox.start(settings))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("nats-server failed to start")
                .hasMessageContaining("no disk left");
    }
}
