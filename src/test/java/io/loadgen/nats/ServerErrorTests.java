package io.loadgen.nats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The texts are those of nats-server 2.11, as its client hands them on. */
class ServerErrorTests {
    @Test
    void aDeniedPublishNamesItsSubject() {
        assertThat(ServerError.of("Permissions Violation for Publish to \"chat.user.u1.request\""))
                .isEqualTo(new ServerError.PublishDenied("chat.user.u1.request"));
    }

    @Test
    void aDeniedSubscriptionNamesItsSubjectWhateverFollows() {
        ServerError denied = new ServerError.SubscriptionDenied("chat.room.*.event.member");

        assertThat(ServerError.of("Permissions Violation for Subscription to \"chat.room.*.event.member\""))
                .isEqualTo(denied);
        assertThat(ServerError.of("Permissions Violation for Subscription to \"chat.room.*.event.member\" (sid \"3\")"))
                .isEqualTo(denied);
        assertThat(ServerError.of("permissions violation for subscription to chat.room.*.event.member"))
                .isEqualTo(denied);
    }

    @Test
    void aSlowConsumerIsTold() {
        assertThat(ServerError.of("Slow Consumer")).isEqualTo(new ServerError.SlowConsumer());
    }

    @Test
    void whatIsNotKnownIsAnotherError() {
        assertThat(ServerError.of("User Authentication Revoked")).isEqualTo(new ServerError.Other());
        assertThat(ServerError.of("")).isEqualTo(new ServerError.Other());
    }
}
