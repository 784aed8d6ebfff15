package io.loadgen.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Prepares a service for a document, and tidies up after it. */
final class Caller {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final List<String> ENDED = List.of("READY", "COMPLETED", "STOPPED", "EXHAUSTED", "FAILED", "");

    private final String address;
    private final RestClient api;

    Caller(String address, String token) {
        this.address = address;
        RestClient.Builder builder = RestClient.builder().baseUrl("http://" + address + "/api/v1");
        if (!token.isEmpty()) {
            builder.defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token);
        }
        api = builder.defaultStatusHandler(status -> status.value() == 404, (request, response) -> {})
                .build();
    }

    String address() {
        return address;
    }

    String presets() {
        return get("/presets");
    }

    void seed(String name) {
        post("/fixtures", """
                {"preset": "%s", "seed": 1, "rooms": 5, "baselineMembers": 5, "candidatesPerRoom": 50, "users": 100}""".formatted(name));
    }

    /** Empties the rooms, so that the next run is like the first. */
    void reset(String name) {
        post("/fixtures/" + name + "-1/reset", "{}");
    }

    /** Makes a run of a second and gives its id. */
    String run(String fixture) {
        String path = post("/runs", """
                {"type": "sustained", "fixture": "%s-1", "rate": 20, "duration": "1s", "warmup": "0s", "usersPerAdd": 1}""".formatted(fixture));
        return path.substring(path.lastIndexOf('/') + 1);
    }

    void putBaseline(String name, String run) {
        api.put()
                .uri("/baselines/" + name)
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"run\": \"" + run + "\"}")
                .retrieve()
                .toBodilessEntity();
    }

    void tearDownAll() {
        for (JsonNode set : json(get("/fixtures"))) {
            String path = "/fixtures/" + set.get("id").asString();
            api.delete().uri(path).retrieve().toBodilessEntity();
            await(path);
        }
    }

    private String post(String path, String body) {
        URI location = Objects.requireNonNull(api.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .retrieve()
                .toBodilessEntity()
                .getHeaders()
                .getLocation());
        String made = location.getPath().substring("/api/v1".length());
        await(made);
        return made;
    }

    private void await(String path) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!ENDED.contains(json(get(path)).path("state").asString(""))) {
            assertThat(System.nanoTime()).as("time for %s", path).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private String get(String path) {
        return Objects.requireNonNullElse(api.get().uri(path).retrieve().body(String.class), "");
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.isEmpty() ? "{}" : text);
    }
}
