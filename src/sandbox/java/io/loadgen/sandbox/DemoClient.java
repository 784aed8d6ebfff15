package io.loadgen.sandbox;

import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

/** Who uses a service by its public API: seeds, runs and waits. One thread. */
final class DemoClient {
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

    /** Seeds a fixture set and waits until a run may use it; returns its path. */
    String seed(String fixture) throws InterruptedException {
        String path = post("/api/v1/fixtures", fixture);
        String state = awaitState(path, FIXTURE_ENDS, SEED_LIMIT);
        if (!state.equals("READY")) {
            throw new SandboxException("Seeding ended " + state + ", see " + path);
        }
        return path;
    }

    /** Makes a run and waits for its end, whichever; returns its path. */
    String run(String run) throws InterruptedException {
        String path = post("/api/v1/runs", run);
        awaitState(path, RUN_ENDS, RUN_LIMIT);
        return path;
    }

    /** Whether a page, a document or an answer can be had. */
    boolean answers(String path) {
        return Boolean.TRUE.equals(client.get().uri(path).exchange((request, answer) -> {
            answer.getBody().transferTo(OutputStream.nullOutputStream());
            return answer.getStatusCode().is2xxSuccessful();
        }));
    }

    /** Removes a fixture set and waits until it is gone. */
    void remove(String fixture) throws InterruptedException {
        client.delete().uri(fixture).retrieve().toBodilessEntity();
        await(() -> !answers(fixture), fixture + " is still there", SEED_LIMIT);
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
        AtomicReference<String> state = new AtomicReference<>("");
        await(() -> ends.contains(state.updateAndGet(before -> state(path))), path + " has not ended", limit);
        return state.get();
    }

    private void await(BooleanSupplier fulfilled, String otherwise, Duration limit) throws InterruptedException {
        long startNanos = System.nanoTime();
        while (!fulfilled.getAsBoolean()) {
            if (System.nanoTime() - startNanos > limit.toNanos()) {
                throw new SandboxException(otherwise + " after " + limit);
            }
            LockSupport.parkNanos(this, POLL_INTERVAL.toNanos());
            if (Thread.interrupted()) {
                throw new InterruptedException("while waiting, and " + otherwise);
            }
        }
    }

    String state(String path) {
        Map<String, Object> resource = client.get().uri(path).retrieve().body(OBJECT);
        if (resource == null || !(resource.get("state") instanceof String state)) {
            throw new SandboxException(path + " says no state");
        }
        return state;
    }
}
