package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.LoadgenApplication;
import io.loadgen.contract.ContractVersion;
import io.loadgen.nats.TcpProxy;
import io.loadgen.sandbox.Sandbox;
import io.loadgen.sandbox.SandboxSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A database that takes everything and answers nothing, as one that is stopped or behind a black hole: the service answers, its run
 * goes on, and it ends when it is told to.
 */
@Timeout(300)
@Order(1) // long: none is to be left alone at the end
class FrozenDatabaseIT {
    /** Two seconds are promised; a machine that runs three tests at a time may need some more. */
    private static final Duration SOON = Duration.ofSeconds(4);

    private static final Duration DRAIN_TIME = Duration.ofSeconds(5);

    /** What comes after the drain time: the abandoned run, and what waits for the time limits of the database. */
    private static final Duration END = DRAIN_TIME.plusSeconds(35);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String RUN = """
            {"type": "sustained", "fixture": "members-small-7", "rate": 5, "duration": "45s", "warmup": "1s",
             "usersPerAdd": 1, "eventTimeout": "2s"}""";

    @TempDir
    Path folder;

    @Test
    void aFrozenDatabaseFreezesNothing() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxSettings.of(ContractVersion.B));
                TcpProxy database = new TcpProxy(sandbox.mongoUri());
                Service service = new Service(sandbox, database, folder)) {
            String fixture = service.post("/api/v1/fixtures", "{\"preset\": \"members-small\", \"seed\": 7}");
            service.await(fixture, set -> set.get("state").asString().equals("READY"));
            String run = service.post("/api/v1/runs", RUN);
            service.await(run, of -> of.get("state").asString().equals("MEASURING"));

            database.stall();

            for (String path : new String[] {
                "/api/v1/fixtures",
                fixture,
                "/api/v1/runs",
                "/api/v1/runs/latest",
                "/api/v1/runs/20261130-120000-0000",
                "/api/v1/runs/20261130-120000-0000/report",
                "/api/v1/baselines",
                "/api/v1/baselines/main",
                "/api/v1/presets",
                "/api/v1/preflight"
            }) {
                assertThat(service.get(path))
                        .as(path)
                        .satisfies(answer -> assertThat(answer.statusCode())
                                .as(answer.body())
                                .isIn(200, 404, 503));
            }
            assertThat(service.send("/api/v1/runs", RUN).statusCode()).isEqualTo(409);
            assertThat(service.send("/api/v1/fixtures", "{\"preset\": \"members-medium\", \"seed\": 7}")
                            .statusCode())
                    .isEqualTo(503);
            long second = lastSecond(service.json(run));
            service.await(run, of -> lastSecond(of) > second + 2);

            long before = System.nanoTime();
            service.end();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(END);
        }
    }

    /** Neither does one that was frozen before: the service is there, says what it misses, and nothing of what it refused stays behind. */
    @Test
    void aStartBeforeAFrozenDatabaseIsNotHeldUp() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxSettings.of(ContractVersion.B));
                TcpProxy database = new TcpProxy(sandbox.mongoUri())) {
            database.stall();
            try (Service service = new Service(sandbox, database, folder)) {
                assertThat(service.get("/api/v1/presets").statusCode()).isEqualTo(200);
                for (String path : new String[] {"/api/v1/fixtures", "/api/v1/runs", "/api/v1/preflight"}) {
                    assertThat(service.get(path).statusCode()).as(path).isIn(200, 503);
                }
                assertThat(service.send("/api/v1/runs", RUN).statusCode()).isEqualTo(503);

                database.resume();
                service.await("/api/v1/fixtures", sets -> sets.isArray());
                String fixture = service.post("/api/v1/fixtures", "{\"preset\": \"members-small\", \"seed\": 7}");
                service.await(fixture, set -> set.get("state").asString().equals("READY"));
                service.post("/api/v1/runs", RUN);

                database.stall();
                long before = System.nanoTime();
                service.end();
                assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(END);
            }
        }
    }

    private static long lastSecond(JsonNode run) {
        return run.at("/live/lastSecond/second").asLong(-1);
    }

    /** The product before the platform of a sandbox. */
    private static final class Service implements AutoCloseable {
        private final HttpClient client = HttpClient.newHttpClient();
        private final ConfigurableApplicationContext context;

        Service(Sandbox sandbox, TcpProxy database, Path folder) {
            SandboxSettings settings = sandbox.settings();
            context = new SpringApplicationBuilder(LoadgenApplication.class)
                    .run(
                            "--server.port=0",
                            "--management.server.port=0",
                            "--loadgen.nats.url=" + sandbox.natsUrl(),
                            "--loadgen.mongo.uri=mongodb://127.0.0.1:"
                                    + URI.create(database.url()).getPort(),
                            "--loadgen.mongo.database=" + settings.database(),
                            "--loadgen.site=" + settings.site(),
                            "--loadgen.runs.drain-time=" + DRAIN_TIME.toSeconds() + "s",
                            "--loadgen.history.spool-directory=" + folder);
        }

        HttpResponse<String> get(String path) throws Exception {
            long before = System.nanoTime();
            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
            assertThat(Duration.ofNanos(System.nanoTime() - before)).as(path).isLessThan(SOON);
            return answer;
        }

        JsonNode json(String path) throws Exception {
            return JsonMapper.shared().readTree(get(path).body());
        }

        HttpResponse<String> send(String path, String body) throws Exception {
            return client.send(
                    HttpRequest.newBuilder(uri(path))
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        }

        String post(String path, String body) throws Exception {
            HttpResponse<String> answer = send(path, body);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            return URI.create(answer.headers().firstValue("Location").orElseThrow())
                    .getPath();
        }

        void await(String path, Predicate<JsonNode> condition) {
            Awaitility.await().atMost(PATIENCE).until(() -> condition.test(json(path)));
        }

        private URI uri(String path) {
            return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
        }

        void end() {
            context.close();
        }

        @Override
        public void close() {
            end();
            client.close();
        }
    }
}
