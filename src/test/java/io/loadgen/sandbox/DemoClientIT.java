package io.loadgen.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The calls of demo and training against a server that answers in the shapes of the public API. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class DemoClientIT {
    private static final String FIXTURE = "{\"preset\":\"members-small\"}";
    private static final String RUN = "{\"type\":\"sustained\"}";

    private final Queue<String> calls = new ConcurrentLinkedQueue<>();
    private final Deque<String> fixtureStates = new ArrayDeque<>(List.of("SEEDING", "SEEDING", "READY"));
    private final Deque<String> runStates = new ArrayDeque<>(List.of("PENDING", "MEASURING", "COMPLETED"));
    private final HttpServer server;
    private final DemoClient client;

    DemoClientIT() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        client = new DemoClient("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @BeforeEach
    void serve() {
        server.createContext("/api/v1/fixtures", exchange -> answer(exchange, "/api/v1/fixtures/f", fixtureStates));
        server.createContext("/api/v1/runs", exchange -> answer(exchange, "/api/v1/runs/r", runStates));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void seedsAndRuns() throws Exception {
        client.seed(FIXTURE);
        String run = client.run(RUN);

        assertThat(run).isEqualTo("/api/v1/runs/r");
        assertThat(calls)
                .containsExactly(
                        "POST /api/v1/fixtures " + FIXTURE,
                        "GET /api/v1/fixtures/f ",
                        "GET /api/v1/fixtures/f ",
                        "GET /api/v1/fixtures/f ",
                        "POST /api/v1/runs " + RUN,
                        "GET /api/v1/runs/r ",
                        "GET /api/v1/runs/r ",
                        "GET /api/v1/runs/r ");
    }

    @Test
    void failedSeedingEndsTheDemo() {
        fixtureStates.clear();
        fixtureStates.add("FAILED");

        assertThatThrownBy(() -> client.seed(FIXTURE))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("Seeding ended FAILED");
    }

    private void answer(HttpExchange exchange, String resource, Deque<String> states) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            calls.add(exchange.getRequestMethod() + " " + path + " " + body);
            String state = states.size() == 1 ? states.getFirst() : peekOrTake(exchange, states);
            byte[] answer = ("{\"state\":\"" + state + "\"}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.getResponseHeaders().add("Location", resource);
            exchange.sendResponseHeaders(exchange.getRequestMethod().equals("POST") ? 202 : 200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private static String peekOrTake(HttpExchange exchange, Deque<String> states) {
        return exchange.getRequestMethod().equals("POST") ? states.getFirst() : states.removeFirst();
    }
}
