package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.FreePort;
import io.loadgen.sandbox.SandboxApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.springframework.http.MediaType;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service with its sandbox as a process of its own, which can be killed. */
final class ServiceProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Process process;
    private final Path log;
    private final RestClient api;

    private ServiceProcess(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.api = RestClient.builder()
                .baseUrl("http://127.0.0.1:" + port)
                .defaultStatusHandler(status -> true, (request, response) -> {})
                .build();
    }

    /** Starts it and waits until it answers; its output goes to a file of the folder. */
    static ServiceProcess start(Path folder, String... arguments) throws IOException {
        int port = FreePort.find();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx384m",
                "-cp",
                System.getProperty("java.class.path"),
                SandboxApplication.class.getName(),
                "--server.port=" + port,
                "--management.server.port=0",
                "--loadgen.sandbox.demo=false"));
        command.addAll(List.of(arguments));
        Path log = Files.createTempFile(folder, "service", ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        ServiceProcess started = new ServiceProcess(process, log, port);
        started.awaitAnswer();
        return started;
    }

    private void awaitAnswer() throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!answers()) {
            assertThat(process.isAlive())
                    .as("the service runs; it said:\n%s", Files.readString(log))
                    .isTrue();
            assertThat(System.nanoTime()).as("time to start").isLessThan(deadline);
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private boolean answers() {
        try {
            return get("/api/v1/presets").contains("members-small");
        } catch (ResourceAccessException notYet) {
            return false;
        }
    }

    String get(String path) {
        return Objects.requireNonNull(api.get().uri(path).retrieve().body(String.class), path);
    }

    /** Asks for something that goes on in the background, and gives its address. */
    String post(String path, String body) {
        var answer = api.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .retrieve()
                .toEntity(String.class);
        assertThat(answer.getStatusCode().value()).as("%s", answer.getBody()).isEqualTo(202);
        return Objects.requireNonNull(answer.getHeaders().getLocation()).getPath();
    }

    JsonNode await(String path, Predicate<JsonNode> condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        JsonNode body = JsonMapper.shared().readTree(get(path));
        while (!condition.test(body)) {
            assertThat(System.nanoTime()).as("time for %s, now %s", path, body).isLessThan(deadline);
            LockSupport.parkNanos(POLL.toNanos());
            body = JsonMapper.shared().readTree(get(path));
        }
        return body;
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
