package io.loadgen.operations;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.Document;
import io.loadgen.LoadgenApplication;
import io.netty.channel.Channel;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A replica set that has lost its majority: what is left of it is there, and takes no writes. */
@Timeout(120)
class NoPrimaryIT {
    private static final Duration SOON = Duration.ofSeconds(8);
    private static final String RUN = "{\"type\": \"sustained\", \"fixture\": \"members-small-42\"}";

    private final Member member = new Member();

    @Test
    void aStartIsRefusedSoonAndNothingOfItStaysBehind() throws Exception {
        MongoServer server = new MongoServer(member);
        server.bind("127.0.0.1", 0);
        member.address = "127.0.0.1:" + server.getLocalAddress().getPort();
        try (HttpClient client = HttpClient.newHttpClient();
                ConfigurableApplicationContext service = service()) {
            for (int attempt = 0; attempt < 2; attempt++) {
                long before = System.nanoTime();
                HttpResponse<String> refused = start(client, service);
                assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(SOON);
                assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
                assertThat(refused.body()).contains("urn:loadgen:problem:database-unavailable");
            }

            member.isPrimary = true;
            // No other run is in the way: it is refused for what it asks for.
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> start(client, service).statusCode() != 503);
            assertThat(start(client, service).body()).contains("urn:loadgen:problem:fixture-missing");
        } finally {
            server.shutdownNow();
        }
    }

    private ConfigurableApplicationContext service() {
        return new SpringApplicationBuilder(LoadgenApplication.class)
                .run(
                        "--server.port=0",
                        "--management.server.port=0",
                        "--loadgen.nats.url=nats://127.0.0.1:1",
                        "--loadgen.nats.connect-timeout=200ms",
                        "--loadgen.mongo.uri=mongodb://" + member.address + "/?replicaSet=rs",
                        "--loadgen.mongo.server-selection-timeout=1s");
    }

    private static HttpResponse<String> start(HttpClient client, ConfigurableApplicationContext service)
            throws Exception {
        URI runs = URI.create(
                "http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port") + "/api/v1/runs");
        return client.send(
                HttpRequest.newBuilder(runs)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(RUN))
                        .build(),
                BodyHandlers.ofString());
    }

    /** The one member that is left of three; a primary again when it is told so. */
    private static final class Member extends MemoryBackend {
        private volatile boolean isPrimary;
        private volatile String address = "";

        @Override
        public Document handleCommand(Channel channel, String database, String command, Document query) {
            Document answer = super.handleCommand(channel, database, command, query);
            if (List.of("hello", "ismaster").contains(command.toLowerCase(Locale.ROOT))) {
                answer.append("setName", "rs")
                        .append("setVersion", 1)
                        .append("hosts", List.of(address))
                        .append("me", address)
                        .append("ismaster", isPrimary)
                        .append("isWritablePrimary", isPrimary)
                        .append("secondary", !isPrimary);
            }
            return answer;
        }
    }
}
