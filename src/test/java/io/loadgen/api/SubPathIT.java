package io.loadgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.fixtures.FixtureService;
import io.loadgen.lifecycle.RunManager;
import io.loadgen.spec.Presets;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service below a path: its own context path, or one that a proxy takes off. */
@Timeout(300)
class SubPathIT {
    private static final String PREFIX = "/loadgen";
    private static final String RUN = """
            {"type": "sustained", "fixture": "members-small-42", "rate": 5, "duration": "10s", "warmup": "2s",
             "usersPerAdd": 1}""";
    private static final Pattern REFERENCE = Pattern.compile("(?:href|src)=\"([^\"#][^\"]*)\"");
    private static final Pattern IMPORT = Pattern.compile("from '([^']+)'");

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<AutoCloseable> opened = new ArrayList<>(List.of(client));
    private final List<RunManager> started = new ArrayList<>();
    private URI base = URI.create("http://unset/");
    private String location = "";

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    @Test
    void belowItsContextPath() throws Exception {
        base = below(start("--server.servlet.context-path=" + PREFIX));
        everythingWorks();

        assertThat(text("api/v1/presets")).contains("members-small");
        String run = startedRun();
        assertThat(location).isEqualTo(PREFIX + "/api/v1/runs/" + run);
        assertThat(json("api/v1/runs/" + run).at("/links/stop").asString())
                .isEqualTo(PREFIX + "/api/v1/runs/" + run + "/stop");
        followToTheEnd(run, PREFIX + "/api/v1/runs/" + run + "/report");
        assertThat(json("api/v1/runs/nobody-1").get("instance").asString()).isEqualTo(PREFIX + "/api/v1/runs/nobody-1");
        // As they would look that lead past a guard which took the address as it was sent.
        assertThat(send("api/v1/%70reflight", "Sec-Fetch-Site", "cross-site").statusCode())
                .isEqualTo(403);
    }

    @Test
    void behindAProxyThatTakesThePathOff() throws Exception {
        StrippingProxy proxy = proxy();
        proxy.handTo(start("--loadgen.security.allowed-origins=http://perf.example"));
        base = below(proxy.port());
        everythingWorks();

        String run = startedRun();
        // Nobody is believed who names a prefix.
        assertThat(location).isEqualTo("/api/v1/runs/" + run);
        followToTheEnd(run, "/api/v1/runs/" + run + "/report");
        assertThat(text("api/v1/runs/" + run + "/report?format=text")).contains(run);
    }

    @Test
    void behindAProxyThatIsBelieved() throws Exception {
        StrippingProxy proxy = proxy();
        proxy.handTo(start("--server.forward-headers-strategy=framework"));
        base = below(proxy.port());
        everythingWorks();

        String run = startedRun();
        assertThat(location).endsWith(PREFIX + "/api/v1/runs/" + run);
        followToTheEnd(run, PREFIX + "/api/v1/runs/" + run + "/report");
    }

    private StrippingProxy proxy() throws IOException {
        StrippingProxy proxy = new StrippingProxy(PREFIX);
        opened.add(proxy);
        return proxy;
    }

    private int start(String setting) throws Exception {
        ConfigurableApplicationContext service = SpringApplication.run(
                ApiApplication.class,
                "--server.port=0",
                "--management.server.port=-1",
                "--management.endpoint.health.validate-group-membership=false",
                setting);
        opened.add(service);
        FixtureService fixtures = service.getBean(FixtureService.class);
        fixtures.seed(Presets.named("members-small").spec(42, "site-local"));
        fixtures.await("members-small-42", Duration.ofSeconds(30));
        started.add(service.getBean(RunManager.class));
        return Integer.parseInt(Objects.requireNonNull(service.getEnvironment().getProperty("local.server.port")));
    }

    private static URI below(int port) {
        return URI.create("http://127.0.0.1:" + port + PREFIX + "/");
    }

    private void everythingWorks() throws Exception {
        thePageFindsItsFiles();
        swaggerUiFindsTheDescription();
        assertThat(send("api/v1/caller", "Sec-Fetch-Site", "cross-site").statusCode())
                .isEqualTo(200);
        HttpResponse<String> refused = client.send(
                HttpRequest.newBuilder(base.resolve("api/v1/runs"))
                        .header("Content-Type", "application/json")
                        .header("Sec-Fetch-Site", "cross-site")
                        .POST(HttpRequest.BodyPublishers.ofString(RUN))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(403);
    }

    private void thePageFindsItsFiles() throws Exception {
        List<String> references = found(REFERENCE, text(""));
        assertThat(references).hasSizeGreaterThan(5).allSatisfy(file -> text(file));
        for (String script : new String[] {"assets/app/main.js", "assets/app/charts.js", "assets/app/views/run.js"}) {
            URI at = base.resolve(script);
            for (String imported : found(IMPORT, text(script))) {
                text(at.resolve(imported).toString());
            }
        }
        assertThat(text("assets/app/api.js")).contains("new URL('../../api/v1', import.meta.url)");
    }

    private void swaggerUiFindsTheDescription() throws Exception {
        HttpResponse<String> page = send("swagger-ui/index.html", "Accept", "text/html");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("'unsafe-inline'");
        URI at = base.resolve("swagger-ui/index.html");
        String initializer = text("swagger-ui/swagger-initializer.js");
        String config = found(Pattern.compile("\"configUrl\" *: *\"([^\"]+)\""), initializer)
                .getFirst();
        JsonNode settings = json(at.resolve(config).toString());
        URI document = at.resolve(settings.get("url").asString());
        URI server =
                document.resolve(json(document.toString()).at("/servers/0/url").asString());
        text(URI.create(server.toString().replaceAll("/$", "") + "/api/v1/presets")
                .toString());
    }

    private static List<String> found(Pattern pattern, String in) {
        Matcher matcher = pattern.matcher(in);
        List<String> all = new ArrayList<>();
        while (matcher.find()) {
            all.add(matcher.group(1));
        }
        return all;
    }

    private String startedRun() throws Exception {
        HttpResponse<String> started = client.send(
                HttpRequest.newBuilder(base.resolve("api/v1/runs"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(RUN))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(started.statusCode()).isEqualTo(202);
        location = started.headers().firstValue("Location").orElseThrow();
        return new JsonMapper().readTree(started.body()).get("id").asString();
    }

    private void followToTheEnd(String run, String report) throws Exception {
        HttpResponse<Stream<String>> events = client.send(
                HttpRequest.newBuilder(base.resolve("api/v1/runs/" + run + "/events"))
                        .build(),
                HttpResponse.BodyHandlers.ofLines());
        Iterator<String> lines = events.body().iterator();
        while (!lines.next().startsWith("event: state")) {
            // The first event tells that it is followed.
        }
        RunManager runs = started.getLast();
        while (runs.find(run).orElseThrow().live() == null) {
            LockSupport.parkNanos(1_000_000);
        }
        runs.stop(run);
        String line = lines.next();
        while (!line.startsWith("event: end")) {
            line = lines.next();
        }
        assertThat(new JsonMapper()
                        .readTree(lines.next().substring("data: ".length()))
                        .get("report")
                        .asString())
                .isEqualTo(report);
    }

    private HttpResponse<String> send(String path, String name, String value) throws Exception {
        return client.send(
                HttpRequest.newBuilder(base.resolve(path)).header(name, value).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String text(String path) throws IOException, InterruptedException {
        URI address = base.resolve(path);
        assertThat(address.getPath()).startsWith(PREFIX + "/");
        HttpResponse<String> answer =
                client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(address.toString()).isEqualTo(200);
        return answer.body();
    }

    private JsonNode json(String path) throws Exception {
        HttpResponse<String> answer =
                client.send(HttpRequest.newBuilder(base.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
        return new JsonMapper().readTree(answer.body());
    }
}
