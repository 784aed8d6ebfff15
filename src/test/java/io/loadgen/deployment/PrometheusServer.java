package io.loadgen.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Prometheus on loopback that scrapes one service each second. */
final class PrometheusServer implements AutoCloseable {
    /** What it answers, in words and not in JSON, until it has read its data. */
    private static final int STARTING = 503;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path output;
    private final String address;
    private final HttpClient client = HttpClient.newHttpClient();

    private PrometheusServer(Process process, Path output, String address) {
        this.process = process;
        this.output = output;
        this.address = address;
    }

    /** Starts one; its data and settings live in the folder. */
    static PrometheusServer start(Path program, Path folder, String target, String... options) throws IOException {
        Path settings = Files.writeString(folder.resolve("prometheus.yml"), """
                global:
                  scrape_interval: 1s
                scrape_configs:
                  - job_name: loadgen
                    metrics_path: /actuator/prometheus
                    static_configs:
                      - targets: ['%s']
                """.formatted(target));
        String listen = "127.0.0.1:" + FreePort.find();
        Path output = folder.resolve("prometheus.log");
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--config.file=" + settings,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=" + listen));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new PrometheusServer(process, output, "http://" + listen);
    }

    /** Waits until a query has a result, and gives it. */
    JsonNode await(String query) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                JsonNode result = get("/api/v1/query?query=" + encoded(query));
                if (!result.isEmpty()) {
                    return result;
                }
            } catch (IOException notYet) {
                assertThat(process.isAlive()).as("%s", Files.readString(output)).isTrue();
            }
            assertThat(deadline - System.nanoTime())
                    .as("time left for %s; Prometheus says %s", query, Files.readString(output))
                    .isPositive();
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    /** All series of a query between two moments, one point a second. */
    JsonNode range(String query, Instant from, Instant to) throws IOException, InterruptedException {
        return get("/api/v1/query_range?step=1&start=" + from.getEpochSecond() + "&end=" + to.getEpochSecond()
                + "&query=" + encoded(query));
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response =
                client.send(HttpRequest.newBuilder(URI.create(address + path)).build(), BodyHandlers.ofString());
        String body = response.body();
        if (response.statusCode() == STARTING) {
            throw new IOException("Prometheus is starting: " + body);
        }
        JsonNode answer = JsonMapper.shared().readTree(body);
        assertThat(answer.path("status").asString()).as("%s: %s", path, body).isEqualTo("success");
        return answer.at("/data/result");
    }

    private static String encoded(String query) {
        return URLEncoder.encode(query, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        client.close();
    }
}
