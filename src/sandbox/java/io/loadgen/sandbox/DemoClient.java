package io.loadgen.sandbox;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

/** The calls of the demo, against the public API. One thread. */
final class DemoClient {
    static final String FIXTURE = """
            {"preset":"members-medium","seed":42}""";
    static final String RUN = """
            {"type":"sustained","fixture":"members-medium-42","rate":50,"duration":"20s","warmup":"5s"}""";

    private static final Set<String> RUN_ENDS =
            Set.of("COMPLETED", "EXHAUSTED", "STOPPED", "ABORTED", "FAILED", "INTERRUPTED");
    private static final Set<String> FIXTURE_ENDS = Set.of("READY", "FAILED", "CANCELLED", "INTERRUPTED");
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);
    private static final Duration SEED_LIMIT = Duration.ofMinutes(2);
    private static final Duration RUN_LIMIT = Duration.ofMinutes(3);
    private static final ParameterizedTypeReference<Map<String, Object>> OBJECT = new ParameterizedTypeReference<>() {};

    private final RestClient client;

    DemoClient(String service) {
        client = RestClient.create(service);
    }

    /** Seeds the fixture set and waits until a run may use it. */
    void seed() throws InterruptedException {
        String fixture = post("/api/v1/fixtures", FIXTURE);
        String state = awaitState(fixture, FIXTURE_ENDS, SEED_LIMIT);
        if (!state.equals("READY")) {
            throw new SandboxException("Seeding ended " + state + ", see " + fixture);
        }
    }

    /** Makes the run and waits for its end, whichever; returns its path. */
    String run() throws InterruptedException {
        String run = post("/api/v1/runs", RUN);
        awaitState(run, RUN_ENDS, RUN_LIMIT);
        return run;
    }

    private String post(String path, String body) {
        URI location = client.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .retrieve()
                .toBodilessEntity()
                .getHeaders()
                .getLocation();
        if (location == null) {
            throw new SandboxException("POST " + path + " answered without a Location");
        }
        return location.getPath();
    }

    private String awaitState(String path, Set<String> ends, Duration limit) throws InterruptedException {
        long startNanos = System.nanoTime();
        String state = state(path);
        while (!ends.contains(state)) {
            if (System.nanoTime() - startNanos > limit.toNanos()) {
                throw new SandboxException(path + " is still " + state + " after " + limit);
            }
            LockSupport.parkNanos(this, POLL_INTERVAL.toNanos());
            if (Thread.interrupted()) {
                throw new InterruptedException("while waiting for " + path);
            }
            state = state(path);
        }
        return state;
    }

    private String state(String path) {
        Map<String, Object> resource = client.get().uri(path).retrieve().body(OBJECT);
        if (resource == null || !(resource.get("state") instanceof String state)) {
            throw new SandboxException(path + " says no state");
        }
        return state;
    }
}
