package io.loadgen.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NatsServerOutputTests {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final NatsServerOutput output = new NatsServerOutput();

    @Test
    void isReadyAtThePortThatItListensTo() {
        output.accept("[7] 2026/11/30 13:43:27 [INF] Listening for client connections on 127.0.0.1:42183");
        output.accept("[7] 2026/11/30 13:43:27 [INF] Server is ready");

        assertThat(output.awaitReady(LIMIT)).isEqualTo(42183);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Reloaded server configuration", "Reloaded server configuration (sha256:288ebe82)"})
    void otherSettingsAreTakenInTheWordsOfOldAndNewServers(String words) {
        output.awaitReload(() -> output.accept("[7] 2026/11/30 13:43:27 [INF] " + words), Duration.ofMillis(1));
    }

    @Test
    void settingsThatAreNotTakenAreAnErrorInTheWordsOfTheServer() {
        String words = "[7] 2026/11/30 13:43:27 [ERR] Failed to reload server configuration: no number";

        assertThatThrownBy(() -> output.awaitReload(() -> output.accept(words), LIMIT))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("no number");
    }
}
