package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.Threads;
import io.loadgen.Undisturbed;
import io.loadgen.documents.ReportSample;
import io.loadgen.report.HistogramLogTests;
import io.loadgen.report.JunitSchema;
import io.loadgen.report.Schema;
import io.loadgen.result.JsonReport;
import io.loadgen.result.RunReport;
import io.loadgen.sandbox.SandboxApplication;
import io.loadgen.verdict.Rejudgement;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The README's calls, over HTTP, against the service with its sandbox; then its metrics, its health and its end. */
@Timeout(300)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Undisturbed
class ServiceIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration SOON = Duration.ofSeconds(2);

    private static ConfigurableApplicationContext service;
    private static RestClient api;
    private static RestClient management;

    @BeforeAll
    static void start() {
        service = SandboxApplication.start(
                "--server.port=0", "--management.server.port=0", "--loadgen.sandbox.demo=false");
        api = client("local.server.port");
        management = client("local.management.port");
    }

    private static RestClient client(String portProperty) {
        return RestClient.builder()
                .baseUrl("http://127.0.0.1:" + service.getEnvironment().getProperty(portProperty))
                .defaultStatusHandler(status -> true, (request, response) -> {})
                .build();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    @Order(1)
    void seedsRunsAndReports() throws Exception {
        String fixture = post("/api/v1/fixtures", "{\"preset\": \"members-small\", \"seed\": 7}");
        await(fixture, body -> body.get("state").asString().equals("READY"));

        String run = post("/api/v1/runs", """
                {"type": "sustained", "fixture": "members-small-7", "rate": 20, "duration": "4s",
                 "warmup": "1s", "usersPerAdd": 1}""");
        JsonNode ended = await(run, body -> body.get("state").asString().equals("COMPLETED"));
        assertThat(ended.has("endedAt")).isTrue();

        String file = get(run + "/report?format=json");
        Schema.ofReport().assertValid(file);
        RunReport read = JsonReport.read(file);
        assertThat(Rejudgement.of(read).orElse(null)).isEqualTo(read.verdict());
        HistogramLogTests.assertSamePercentiles(
                read, get(run + "/report?format=hlog").getBytes(StandardCharsets.UTF_8));
        String junit = get(run + "/report?format=junit");
        JunitSchema.assertValid(junit);
        assertThat(junit).contains("<testcase classname=\"loadgen.sustained\" name=\"run\" time=\"3.0");
        JsonNode report = json(file);
        assertThat(report.at("/figures/intervals")).hasSizeGreaterThanOrEqualTo(3);
        assertThat(report.at("/figures/measured/dispositions/sent").asLong()).isEqualTo(60);
        String text = get(run + "/report?format=text");
        assertThat(text).contains("The books balance.").contains("E2 event");
        assertThat(get("/api/v1/runs/latest/report?format=text")).isEqualTo(text);
        ReportSample.assertStructureIsOf(text);
    }

    @Test
    @Order(2)
    void metricsTellOfTheRun() {
        String metrics = Objects.requireNonNull(
                management.get().uri("/actuator/prometheus").retrieve().body(String.class));
        assertThat(metrics)
                .contains(
                        "loadgen_member_published_total{inject=\"frontdoor\",phase=\"measured\",preset=\"members-small\","
                                + "shape=\"users\"} 60")
                .contains("loadgen_member_e2_latency_seconds_bucket")
                .contains("loadgen_run_state{state=\"measuring\"} 0.0");
    }

    @Test
    @Order(3)
    void isHealthyAndReadyWithTheWholeSandboxUp() {
        assertThat(json(managementGet("/actuator/health")).get("status").asString())
                .isEqualTo("UP");
        assertThat(json(managementGet("/actuator/health/readiness"))
                        .get("status")
                        .asString())
                .isEqualTo("UP");
    }

    @Test
    @Order(4)
    void refusesWhatThePoolsCannotFeedAndSaysWhatTheyCan() {
        ResponseEntity<String> refusal = send(
                "/api/v1/runs",
                "{\"type\": \"sustained\", \"fixture\": \"members-small-7\", \"rate\": 100, \"duration\": \"60s\"}");
        assertThat(refusal.getStatusCode()).isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT);
        assertThat(refusal.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(refusal.getBody()).contains("at most");
    }

    @Test
    @Order(5)
    void fillsRoomsAndShowsThemWhileItDoes() {
        // The run before left 26 members in each room; 7 adds of 5, the last of 4, half a second apart.
        String run = post("/api/v1/runs", """
                {"type": "capacity", "fixture": "members-small-7", "targetSize": 60, "usersPerAdd": 5, "maxRate": 2}""");
        awaitText(management, "/actuator/prometheus", metrics -> metrics.contains("loadgen_member_room_size{"));
        await(run, body -> body.get("state").asString().equals("COMPLETED"));

        String file = get(run + "/report?format=json");
        Schema.ofReport().assertValid(file);
        JsonNode growth = json(file).get("capacity");
        assertThat(growth.at("/ends/targetReached").asInt()).isEqualTo(5);
        assertThat(growth.get("rooms"))
                .allSatisfy(room -> assertThat(room.get("foundSize").asInt()).isEqualTo(60));
        assertThat(get(run + "/report?format=text"))
                .contains("capacity to 60 of 5 users", "Response times by room size, ms", "All 5: target-reached 5");
        assertThat(get(run + "/report?format=samples.csv").lines()).hasSize(1 + 35);
        awaitText(management, "/actuator/prometheus", metrics -> !metrics.contains("loadgen_member_room_size{"));
    }

    @Test
    @Order(6)
    void slowClientsHoldUpNeitherOthersNorARun() throws Exception {
        String fixture = post("/api/v1/fixtures", """
                {"preset": "slow", "seed": 7, "rooms": 5, "baselineMembers": 2, "candidatesPerRoom": 30, "users": 50}""");
        await(fixture, body -> body.get("state").asString().equals("READY"));
        try (SlowClients slow = new SlowClients(port(), 200)) {
            assertThat(slow).isNotNull();
            String run = post("/api/v1/runs", """
                    {"type": "sustained", "fixture": "slow-7", "rate": 20, "duration": "5s", "warmup": "1s",
                     "usersPerAdd": 1, "eventTimeout": "10s"}""");
            Duration longest = Duration.ZERO;
            for (String state = "PENDING"; !state.equals("COMPLETED"); ) {
                long before = System.nanoTime();
                state = json(get(run)).get("state").asString();
                Duration took = Duration.ofNanos(System.nanoTime() - before);
                longest = took.compareTo(longest) > 0 ? took : longest;
                assertThat(state).isNotEqualTo("FAILED");
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }

            assertThat(longest).isLessThan(SOON);
            JsonNode figures = json(get(run + "/report?format=json")).get("figures");
            assertThat(figures.at("/measured/dispositions/sent").asLong()).isEqualTo(80);
            assertThat(figures.at("/measured/events/event").asLong()).isEqualTo(80);
            assertThat(figures.at("/scheduleLag/percentiles/0/upperMillis").asDouble())
                    .isLessThan(10);
        }
    }

    private static int port() {
        return Integer.parseInt(Objects.requireNonNull(service.getEnvironment().getProperty("local.server.port")));
    }

    @Test
    @Order(7)
    void endsInMidRunWithoutLeavingAnythingBehind() throws Exception {
        String fixture = post("/api/v1/fixtures", "{\"preset\": \"members-medium\", \"seed\": 7}");
        await(fixture, body -> body.get("state").asString().equals("READY"));
        String run = post("/api/v1/runs", """
                {"type": "sustained", "fixture": "members-medium-7", "rate": 20, "duration": "60s",
                 "warmup": "1s", "usersPerAdd": 1}""");
        await(run, body -> body.get("state").asString().equals("MEASURING"));
        ResponseEntity<String> second = send(
                "/api/v1/runs",
                "{\"type\": \"sustained\", \"fixture\": \"members-medium-7\", \"rate\": 1, \"duration\": \"20s\"}");
        assertThat(second.getStatusCode()).isEqualTo(HttpStatus.CONFLICT);
        assertThat(second.getBody()).contains(run.substring(run.lastIndexOf('/') + 1));

        service.close();

        Threads.areGone("run-", "fixture", "lease");
        assertThat(ProcessHandle.current()
                        .children()
                        .map(child -> child.info().command().orElse("")))
                .noneMatch(command -> command.endsWith("nats-server"));
    }

    private static String post(String path, String body) {
        ResponseEntity<String> answer = send(path, body);
        assertThat(answer.getStatusCode()).as("%s", answer.getBody()).isEqualTo(HttpStatus.ACCEPTED);
        URI location = Objects.requireNonNull(answer.getHeaders().getLocation());
        return location.getPath();
    }

    private static ResponseEntity<String> send(String path, String body) {
        return api.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .retrieve()
                .toEntity(String.class);
    }

    private static String get(String path) {
        return get(api, path);
    }

    private static String managementGet(String path) {
        return get(management, path);
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    private static JsonNode await(String path, Predicate<JsonNode> condition) {
        return json(awaitText(api, path, text -> condition.test(json(text))));
    }

    /** Asks as a user would, again and again, until the answer fits. */
    private static String awaitText(RestClient client, String path, Predicate<String> condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String text = get(client, path);
        while (!condition.test(text)) {
            assertThat(System.nanoTime()).as("time for %s, now %s", path, text).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            text = get(client, path);
        }
        return text;
    }

    private static String get(RestClient client, String path) {
        return Objects.requireNonNull(client.get().uri(path).retrieve().body(String.class));
    }
}
