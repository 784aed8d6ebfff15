package io.loadgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.fixtures.FixtureService;
import io.loadgen.lifecycle.RunEvent;
import io.loadgen.lifecycle.RunManager;
import io.loadgen.lifecycle.live.LiveFeed;
import io.loadgen.lifecycle.live.LiveSeconds;
import io.loadgen.spec.Presets;
import io.loadgen.spec.RunSpec;
import io.loadgen.spec.SpecBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Following runs over real connections, on the web server that the service has. */
@Timeout(300)
class EventStreamIT {
    private static final Duration SHUTDOWN_PATIENCE = Duration.ofSeconds(60);

    private ConfigurableApplicationContext service;
    private LiveFeed feed;
    private RunManager runs;
    private RunSpec spec;
    private int port;
    private String run;

    @BeforeEach
    void start() throws Exception {
        service = SpringApplication.run(
                ApiApplication.class,
                "--server.port=0",
                "--management.server.port=-1",
                "--management.endpoint.health.validate-group-membership=false",
                "--spring.lifecycle.timeout-per-shutdown-phase=" + SHUTDOWN_PATIENCE.toSeconds() + "s");
        port = Integer.parseInt(Objects.requireNonNull(service.getEnvironment().getProperty("local.server.port")));
        feed = service.getBean(LiveFeed.class);
        runs = service.getBean(RunManager.class);
        FixtureService fixtures = service.getBean(FixtureService.class);
        fixtures.seed(Presets.named("members-medium").spec(42, "site-local"));
        fixtures.await("members-medium-42", Duration.ofSeconds(30));
        spec = new SpecBuilder().rate(10).build();
        run = runs.start(spec, null).id();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void streamGoesFromTheStateToTheEnd() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            Iterator<String> lines = follow(client);
            assertThat(await(lines, "event: state")).isEqualTo("event: state");
            feed.on(new RunEvent.SecondEnded(LiveSeconds.second(run, spec, 3)));
            assertThat(await(lines, "id:")).isEqualTo("id: 3");
            runs.stop(run);

            await(lines, "event: end");
            assertThat(lines.next()).contains("\"state\":\"STOPPED\"", "/api/v1/runs/" + run + "/report");
            assertThat(lines.next()).isEmpty();
            assertThat(lines.hasNext()).as("the answer ends").isFalse();
        }
    }

    @Test
    void clientThatNeverReadsDelaysNeitherOtherClientsNorTheShutdown() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient();
                Socket deaf = deafClient()) {
            Iterator<String> lines = follow(client);
            await(lines, "event: state");
            // 24 MB: far more than both ends of a connection buffer.
            for (int round = 0; round < 40; round++) {
                for (int second = 0; second < 1000; second++) {
                    feed.on(new RunEvent.SecondEnded(LiveSeconds.second(run, spec, round * 1000L + second)));
                }
                await(lines, "id: " + (round * 1000L + 999));
            }
            assertThat(service.getBean(EventClients.class).count()).isEqualTo(2);

            long before = System.nanoTime();
            service.close();

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(SHUTDOWN_PATIENCE.dividedBy(2));
            assertThat(deaf.isClosed()).isFalse();
        }
    }

    @Test
    void clientThatWentAwayIsForgotten() throws Exception {
        try (Socket client = deafClient()) {
            InputStream answer = client.getInputStream();
            assertThat(new String(answer.readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 200");
            // Unread bytes at the close: the connection is reset.
        }
        long second = 0;
        while (service.getBean(EventClients.class).count() > 0) {
            feed.on(new RunEvent.SecondEnded(LiveSeconds.second(run, spec, second++)));
            Thread.onSpinWait();
        }
        assertThat(runs.find(run).orElseThrow().state()).as("the run goes on").matches(state -> !state.isTerminal());
    }

    private Socket deafClient() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        String request = "GET /api/v1/runs/" + run + "/events HTTP/1.1\r\nHost: localhost\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private Iterator<String> follow(HttpClient client) throws IOException, InterruptedException {
        HttpResponse<Stream<String>> answer = client.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/runs/" + run + "/events"))
                        .build(),
                HttpResponse.BodyHandlers.ofLines());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
        return answer.body().iterator();
    }

    private static String await(Iterator<String> lines, String start) {
        String line = lines.next();
        while (!line.startsWith(start)) {
            line = lines.next();
        }
        return line;
    }
}
