package io.loadgen.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadgen.contract.ForeignText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PubAcksTests {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"stream\":\"ROOMS_site-local\", \"seq\":17}",
                "{\"stream\":\"R\", \"domain\":\"hub\", \"seq\":1}",
                "{\"stream\":\"R\", \"seq\":17,\"duplicate\": true}"
            })
    void anAckMeansStored(String answer) {
        assertThat(refusal(answer)).isNull();
    }

    @Test
    void aRefusalIsToldInTheServersWords() {
        assertThat(refusal("{\"error\":{\"code\":400,\"err_code\":10054,\"description\":\"message size exceeds maximum"
                        + " allowed\"},\"stream\":\"R\",\"seq\":0}"))
                .isEqualTo("message size exceeds maximum allowed");
    }

    @Test
    void aLongRefusalIsCut() {
        assertThat(refusal("{\"error\":{\"description\":\"" + "x".repeat(10_000) + "\"}}"))
                .hasSize(ForeignText.LONGEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"error\":{}}",
                "{\"error\":\"no\"}",
                "null",
                "+OK",
                "{\"str",
                "{\"error\":{\"description\":5}}"
            })
    void whatIsNoAckIsNoSuccess(String answer) {
        assertThat(refusal(answer)).isEqualTo("unreadable ack");
    }

    @Test
    void settingsNameWhatIsWrong() {
        assertThatThrownBy(() -> new NatsSettings(List.of(), Duration.ofSeconds(1)))
                .hasMessageContaining("servers");
        assertThatThrownBy(() -> new NatsSettings(List.of("nats://x"), Duration.ZERO))
                .hasMessageContaining("connectTimeout");
    }

    private static @Nullable String refusal(String answer) {
        return PubAcks.refusal(answer.getBytes(StandardCharsets.UTF_8));
    }
}
