package io.loadgen.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.injection.MissingRight;
import io.loadgen.injection.MissingRight.Right;
import io.loadgen.injection.MissingRight.Use;
import io.loadgen.injection.MissingRightException;
import io.loadgen.result.PreflightCheck;
import io.loadgen.result.PreflightCheck.CheckStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepsTests {
    @ParameterizedTest
    @CsvSource({
        "SUBSCRIBE, _INBOX.x.*, _INBOX.>, INBOX, 'let the account publish and subscribe to _INBOX.>, or set loadgen.nats.inbox-prefix'",
        "PUBLISH, $JS.API.STREAM.LIST, $JS.API.>, JETSTREAM, 'let the account publish to $JS.API.STREAM.LIST, or set loadgen.nats.jetstream.domain or .api-prefix'",
        "PUBLISH, chat.x, chat.x, PLATFORM, 'use a backend credential (loadgen.nats.credentials-file), not a user''s: one that may publish to chat.x'"
    })
    void aRightThatIsMissingIsNamedWithWhatGivesIt(Right right, String subject, String scope, Use use, String remedy)
            throws Exception {
        MissingRight missing = new MissingRight(right, subject, scope, use);
        Step step = new Step(List.of("jetstream", "contract"), () -> {
            throw new MissingRightException("the streams cannot be read", missing, null);
        });

        List<PreflightCheck> checks = Steps.take(List.of(step), Duration.ofSeconds(10));

        assertThat(checks.getFirst().status()).isEqualTo(CheckStatus.FAIL);
        assertThat(checks.getFirst().line())
                .contains("the streams cannot be read: the server does not let us " + missing.words(), remedy);
        assertThat(checks.getLast().status()).isEqualTo(CheckStatus.SKIPPED);
    }

    @Test
    void severalRightsAreNamedOnceEach() {
        MissingRight events = new MissingRight(Right.SUBSCRIBE, "chat.>", "chat.>", Use.PLATFORM);
        MissingRight inbox = new MissingRight(Right.SUBSCRIBE, "_INBOX.a", "_INBOX.>", Use.INBOX);
        MissingRight probes = new MissingRight(Right.PUBLISH, "_INBOX.b", "_INBOX.>", Use.INBOX);

        assertThat(Rights.finding(List.of(events, inbox, probes)))
                .isEqualTo("the server does not let us subscribe to chat.>, subscribe to _INBOX.a (every run),"
                        + " publish to _INBOX.b");
        assertThat(Rights.remedy(List.of(events, inbox, probes)).split("; ")).hasSize(2);
    }
}
