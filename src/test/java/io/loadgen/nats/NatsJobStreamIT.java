package io.loadgen.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadgen.contract.ChatContract;
import io.loadgen.contract.ContractProvider;
import io.loadgen.contract.ContractVersion;
import io.loadgen.injection.InjectionException;
import io.loadgen.injection.StoredJob;
import io.loadgen.sandbox.NatsServer;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Jobs are found in a real stream, by their sequence, and without a trace in it. */
@Timeout(180)
class NatsJobStreamIT {
    private static final ChatContract CONTRACT = ChatContract.of(ContractVersion.B, "site-local");

    private final NatsServer server = NatsServer.start();
    private final NatsLink link = new NatsLink(new NatsSettings(List.of(server.url()), Duration.ofSeconds(5)));
    private final NatsJobStream jobs = new NatsJobStream(link, ContractProvider.always(CONTRACT));
    private Connection services;

    @BeforeEach
    void connect() throws Exception {
        services = Nats.connect(server.url());
        while (!link.isConnected()) {
            Thread.onSpinWait();
        }
    }

    @AfterEach
    void close() throws Exception {
        services.close();
        link.close();
        server.close();
    }

    @Test
    void jobsAreReadOnFromASequence() throws Exception {
        createStream();
        assertThat(jobs.nextSequence()).isOne();
        store(CONTRACT.canonicalMemberAdd(), "id-1");
        store("chat.room.canonical.site-local.room.renamed", "id-of-another-operation");
        store(CONTRACT.canonicalMemberAdd(), null);
        store(CONTRACT.canonicalMemberAdd(), "id-4");

        assertThat(jobs.nextSequence()).isEqualTo(5);
        assertThat(jobs.next(1)).contains(new StoredJob(1, "id-1"));
        assertThat(jobs.next(2)).contains(new StoredJob(3, null));
        assertThat(jobs.next(4)).contains(new StoredJob(4, "id-4"));
        assertThat(jobs.next(5)).isEmpty();
        assertThat(services.jetStreamManagement().getConsumerNames(CONTRACT.roomsStream()))
                .isEmpty();
    }

    @Test
    void absentStreamIsAnErrorThatNamesIt() {
        assertThatThrownBy(() -> jobs.next(1))
                .isInstanceOf(InjectionException.class)
                .hasMessageContaining("stream ROOMS_site-local cannot be read");
        assertThatThrownBy(jobs::nextSequence)
                .isInstanceOf(InjectionException.class)
                .hasMessageContaining("stream ROOMS_site-local cannot be read");
    }

    private void createStream() throws Exception {
        services.jetStreamManagement()
                .addStream(StreamConfiguration.builder()
                        .name(CONTRACT.roomsStream())
                        .subjects("chat.room.canonical.site-local.>")
                        .build());
    }

    private void store(String subject, @Nullable String requestId) throws Exception {
        Headers headers = new Headers();
        if (requestId != null) {
            headers.add(io.loadgen.contract.Headers.REQUEST_ID, requestId);
        }
        services.jetStream().publish(subject, headers, new byte[] {'{', '}'});
    }
}
