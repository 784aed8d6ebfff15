package io.loadgen.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.loadgen.LoadgenApplication;
import io.loadgen.Undisturbed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service, with nobody behind its addresses: it starts, lives, says what it misses, and refuses what it cannot do. */
@Timeout(180)
@ExtendWith(OutputCaptureExtension.class)
@Undisturbed // levels of the log are those of the service that began last
class ServiceStartIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void start() {
        service = new SpringApplicationBuilder(LoadgenApplication.class)
                .run(
                        "--server.port=0",
                        // Where Boot believes forwarded headers by itself.
                        "--spring.main.cloud-platform=kubernetes",
                        "--logging.level.loadgen.audit=info",
                        "--management.server.port=0",
                        "--loadgen.nats.url=nats://127.0.0.1:1",
                        "--loadgen.nats.connect-timeout=200ms",
                        "--loadgen.mongo.uri=mongodb://127.0.0.1:1",
                        "--loadgen.mongo.server-selection-timeout=200ms");
    }

    @AfterAll
    static void stop() {
        service.close();
        CLIENT.close();
    }

    @Test
    void livesButIsNotReady() throws IOException, InterruptedException {
        HttpResponse<String> liveness = get("local.management.port", "/actuator/health/liveness");
        HttpResponse<String> readiness = get("local.management.port", "/actuator/health/readiness");

        assertThat(liveness.statusCode()).isEqualTo(200);
        assertThat(readiness.statusCode()).isEqualTo(503);
        assertThat(readiness.body()).contains("\"nats\":{", "\"mongodb\":{", "no server is connected");
    }

    @Test
    void preflightTellsWhyItIsNotReady() {
        // The service has just started: what the driver has not tried yet it cannot tell of.
        JsonNode looked = await().atMost(Duration.ofSeconds(60))
                .until(
                        ServiceStartIT::preflight,
                        found -> !finding(found, "mongo").contains("not reached yet"));

        assertThat(looked.get("ok").asBoolean()).isFalse();
        assertThat(check(looked, "nats").get("status").asString()).isEqualTo("FAIL");
        assertThat(finding(looked, "nats")).isNotEmpty();
        assertThat(check(looked, "mongo").get("status").asString()).isEqualTo("FAIL");
        assertThat(finding(looked, "mongo"))
                .startsWith("no server can be used: 127.0.0.1:1: ConnectException: Connection refused");
        assertThat(check(looked, "mongo").get("remedy").asString()).contains("loadgen.mongo.uri");
    }

    private static JsonNode preflight() throws IOException, InterruptedException {
        HttpResponse<String> answer = get("local.server.port", "/api/v1/preflight");
        assertThat(answer.statusCode()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static String finding(JsonNode preflight, String name) {
        return check(preflight, name).get("finding").asString();
    }

    private static JsonNode check(JsonNode preflight, String name) {
        return preflight
                .get("checks")
                .valueStream()
                .filter(check -> check.get("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void metricsAreScrapedOnTheManagementPort() throws IOException, InterruptedException {
        assertThat(get("local.management.port", "/actuator/prometheus").body())
                .contains("loadgen_run_state{state=\"measuring\"} 0.0", "loadgen_member_publish_errors_total");
        assertThat(get("local.server.port", "/actuator/prometheus").statusCode())
                .isEqualTo(404);
    }

    @Test
    void missingDatabaseIsAProblemThatSaysSo() throws IOException, InterruptedException {
        HttpRequest seed = HttpRequest.newBuilder(address("local.server.port", "/api/v1/fixtures"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"preset\": \"members-small\"}"))
                .build();
        HttpResponse<String> refused = CLIENT.send(seed, BodyHandlers.ofString());

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(refused.body())
                .contains("urn:loadgen:problem:database-unavailable")
                .doesNotContain("127.0.0.1");
    }

    @Test
    void nobodyIsBelievedWhomTheyForwardFor(CapturedOutput output) throws IOException {
        int port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        try (Socket caller = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String request = String.join(
                    "\r\n",
                    "POST /api/v1/runs HTTP/1.1",
                    "Host: evil.example:8080",
                    "X-Forwarded-Host: localhost",
                    "X-Forwarded-For: 1.2.3.4",
                    "Content-Length: 0",
                    "Connection: close",
                    "",
                    "");
            caller.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(caller.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 403").contains("evil.example");
            // The record is written when the answer has been.
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(output).contains("from=127.0.0.1 did=\"POST /api/v1/runs\" status=403"));
            assertThat(output).doesNotContain("1.2.3.4");
        }
    }

    @Test
    void presetsNeedNobody() throws IOException, InterruptedException {
        assertThat(get("local.server.port", "/api/v1/presets").body()).contains("members-medium");
    }

    private static HttpResponse<String> get(String port, String path) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(address(port, path)).build(), BodyHandlers.ofString());
    }

    private static URI address(String port, String path) {
        return URI.create("http://127.0.0.1:" + service.getEnvironment().getRequiredProperty(port) + path);
    }
}
