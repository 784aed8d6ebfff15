package io.loadgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.fixtures.FixtureService;
import io.loadgen.lifecycle.RunManager;
import io.loadgen.report.Format;
import io.loadgen.report.ReportFormats;
import io.loadgen.spec.Presets;
import io.loadgen.spec.RunSpec;
import io.loadgen.spec.SpecBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What is long is compressed for who accepts that, on the web server that the service has. */
@ApiOnAPort
@Timeout(120)
class CompressedAnswersIT {
    private static final RunSpec SPEC = new SpecBuilder().rate(10).build();

    @LocalServerPort
    private int port;

    @Autowired
    private RunManager runs;

    @Autowired
    private FixtureService fixtures;

    private final HttpClient client = HttpClient.newHttpClient();
    private String run = "";

    @BeforeEach
    void startRun() throws Exception {
        fixtures.seed(Presets.named("members-medium").spec(42, "site-local"));
        fixtures.await("members-medium-42", Duration.ofSeconds(30));
        run = runs.start(SPEC, null).id();
        while (runs.find(run).orElseThrow().live() == null) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    @AfterEach
    void close() {
        endRun();
        client.close();
    }

    @Test
    void reportsInEveryFormat() throws Exception {
        endRun();
        for (Format format : ReportFormats.ALL) {
            String address = "/api/v1/runs/" + run + "/report?format=" + format.name();
            HttpResponse<byte[]> plain = get(address, "identity");
            if (plain.statusCode() == 200) {
                HttpResponse<byte[]> zipped = get(address, "gzip");

                assertThat(encoding(plain)).as(address).isEmpty();
                assertThat(encoding(zipped)).as(address).isEqualTo("gzip");
                assertThat(zipped.headers().allValues("Vary").toString()).contains("accept-encoding");
                assertThat(unzipped(zipped.body())).as(address).isEqualTo(text(plain.body()));
            }
        }
    }

    @Test
    void pagesScriptsAndRefusalsToo() throws Exception {
        for (String address : new String[] {
            "/assets/app.css", "/assets/app/views/run.js", "/v3/api-docs", "/api/v1/runs/" + "x".repeat(4000)
        }) {
            HttpResponse<byte[]> zipped = get(address, "gzip");

            assertThat(encoding(zipped)).as(address).isEqualTo("gzip");
            assertThat(unzipped(zipped.body()))
                    .isEqualTo(text(get(address, "identity").body()));
        }
    }

    @Test
    void theStreamOfEventsIsNot() throws Exception {
        HttpResponse<InputStream> events = client.send(
                request("/api/v1/runs/" + run + "/events", "gzip"), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream lines = events.body()) {
            assertThat(events.headers().firstValue("Content-Encoding")).isEmpty();
            assertThat(text(lines.readNBytes(11))).isEqualTo("retry: 2000");
        }
    }

    private void endRun() {
        runs.stop(run);
        while (!runs.find(run).orElseThrow().state().isTerminal()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private HttpResponse<byte[]> get(String address, String accepted) throws IOException, InterruptedException {
        return client.send(request(address, accepted), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpRequest request(String address, String accepted) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + address))
                .header("Accept-Encoding", accepted)
                .build();
    }

    private static String encoding(HttpResponse<?> answer) {
        return answer.headers().firstValue("Content-Encoding").orElse("");
    }

    private static String unzipped(byte[] body) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return text(in.readAllBytes());
        }
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }
}
