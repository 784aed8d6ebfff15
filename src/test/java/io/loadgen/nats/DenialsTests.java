package io.loadgen.nats;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.injection.MissingRight;
import io.loadgen.injection.MissingRight.Right;
import io.loadgen.injection.MissingRight.Use;
import org.junit.jupiter.api.Test;

class DenialsTests {
    private static final ServerError ANSWERS =
            ServerError.of("Permissions Violation for Subscription to \"_INBOX.x.*\"");
    private static final ServerError QUESTION =
            ServerError.of("Permissions Violation for Publish to \"$JS.hub.API.STREAM.LIST\"");
    private static final ServerError EVENTS =
            ServerError.of("Permissions Violation for Subscription to \"chat.room.*.event.member\"");

    private final NatsAccount account = new NatsAccount("_INBOX", NatsAccount.ofDomain("hub"));
    private final Denials denials = new Denials(account);

    @Test
    void aQuestionIsRefusedAfterItWasAskedAndTheListeningForAnswersAtAnyTime() {
        denials.said(QUESTION, 5);

        assertThat(denials.ofQuestion(5))
                .contains(new MissingRight(Right.PUBLISH, "$JS.hub.API.STREAM.LIST", "$JS.hub.API.>", Use.JETSTREAM));
        assertThat(denials.ofQuestion(6)).isEmpty();

        denials.said(ANSWERS, 7);

        assertThat(denials.ofQuestion(100))
                .contains(new MissingRight(Right.SUBSCRIBE, "_INBOX.x.*", "_INBOX.>", Use.INBOX));
    }

    @Test
    void whatIsThePlatformsAndWhatIsNoDenialExplainNoQuestion() {
        denials.said(EVENTS, 1);
        denials.said(ServerError.of("Permissions Violation for Publish to \"_INBOX.x.probe.own\""), 1);
        denials.said(ServerError.of("Slow Consumer"), 1);
        denials.said(ServerError.of("Authorization Violation"), 1);

        assertThat(denials.ofQuestion(0)).isEmpty();
        assertThat(account.missing(EVENTS))
                .contains(new MissingRight(
                        Right.SUBSCRIBE, "chat.room.*.event.member", "chat.room.*.event.member", Use.PLATFORM));
    }

    @Test
    void theNextConnectionHasRightsOfItsOwnAndOnlyTheLastDenialsAreKept() {
        denials.said(ANSWERS, 1);
        denials.forget();
        assertThat(denials.ofQuestion(0)).isEmpty();

        denials.said(ANSWERS, 1);
        for (int others = 0; others < Denials.KEPT; others++) {
            denials.said(EVENTS, 2);
        }
        assertThat(denials.ofQuestion(0)).isEmpty();
    }
}
