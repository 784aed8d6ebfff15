package io.loadgen.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.sandbox.SandboxApplication;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Dashboard and alert rules against what the service really exposes, in the real Prometheus: a run of each type is made in the
 * sandbox, then every query must have had data. A misspelled metric or label shows here and nowhere else.
 */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardIT {
    private static final Path CHART = Path.of("helm", "loadgen");
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern METRIC = Pattern.compile("\\b(?:loadgen|jvm|process|system)_[a-z0-9_]+");

    @TempDir
    private static Path folder = Path.of("");

    private ConfigurableApplicationContext service;
    private PrometheusServer prometheus;
    private PrometheusServer nativePrometheus;
    private RestClient api;
    private String management = "";
    private Instant from = Instant.EPOCH;

    @BeforeAll
    void watchARunOfEachType() throws Exception {
        Path program = Tool.PROMETHEUS.orSkip();
        service = SandboxApplication.start(
                "--server.port=0", "--management.server.port=0", "--loadgen.sandbox.demo=false");
        api = RestClient.create("http://127.0.0.1:" + port("local.server.port"));
        management = "127.0.0.1:" + port("local.management.port");
        prometheus = PrometheusServer.start(program, Files.createDirectory(folder.resolve("classic")), management);
        nativePrometheus = PrometheusServer.start(
                program,
                Files.createDirectory(folder.resolve("native")),
                management,
                "--enable-feature=native-histograms");
        from = Instant.now();
        prometheus.await("up == 1");
        nativePrometheus.await("up == 1");
        awaitState(post("/api/v1/fixtures", "{\"preset\": \"members-small\", \"seed\": 7}"), "READY");
        awaitState(post("/api/v1/runs", """
                {"type": "sustained", "fixture": "members-small-7", "rate": 15, "duration": "8s", "warmup": "3s",
                 "usersPerAdd": 1}"""), "COMPLETED");
        awaitCollection();
        awaitState(post("/api/v1/runs", """
                {"type": "capacity", "fixture": "members-small-7", "targetSize": 60, "usersPerAdd": 5, "maxRate": 2}"""), "COMPLETED");
        prometheus.await("sum(loadgen_run_state) == 0 and sum(increase(loadgen_member_published_total[1m])) > 0");
    }

    /** The figures of the collector are there from its first pause on, and it may have been told to ignore who asks for one. */
    private static void awaitCollection() {
        long before = collections();
        while (collections() == before) {
            Arrays.fill(new byte[1 << 16], (byte) 1);
        }
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }

    @AfterAll
    void end() {
        for (AutoCloseable part : Arrays.asList(nativePrometheus, prometheus, service)) {
            if (part != null) {
                try {
                    part.close();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }
        }
    }

    @Test
    void everyQueryOfTheDashboardHasData() throws Exception {
        List<String> withoutData = new ArrayList<>();
        List<String> queries = queries();
        for (String query : queries) {
            if (dataOf(query).isEmpty()) {
                withoutData.add(query);
            }
        }

        assertThat(queries).hasSizeGreaterThan(25);
        assertThat(withoutData).isEmpty();
    }

    @Test
    void theRunsAreMarkedByTheirBeginningAndEnd() throws Exception {
        for (String mark : List.of("run started", "run ended")) {
            JsonNode marks = dataOf(Objects.requireNonNull(annotations().get(mark)));
            assertThat(marks.get(0).get("values").size()).as("%s", mark).isGreaterThanOrEqualTo(2);
        }
    }

    /** Only what is broken alerts, so each side of a comparison is asked for alone. */
    @Test
    void everyMetricOfTheAlertRulesExistsWithItsLabels() throws Exception {
        Set<String> selectors = new TreeSet<>();
        for (String expression : alertExpressions()) {
            Pattern.compile("loadgen_[a-z0-9_]+(?:\\{[^}]*})?")
                    .matcher(expression)
                    .results()
                    .forEach(match -> selectors.add(match.group()));
            assertThat(prometheus.range(expression, from, Instant.now())).isNotNull();
        }

        assertThat(selectors).hasSizeGreaterThan(8);
        for (String selector : selectors) {
            assertThat(dataOf(selector).isEmpty())
                    .as("no data for %s", selector)
                    .isFalse();
        }
    }

    @Test
    void theNativeHistogramsHoldWhatTheClassicOnesDo() throws Exception {
        for (String signal : List.of("e1", "e2")) {
            String name = "loadgen_member_" + signal + "_latency_seconds";
            double counted = value(prometheus.await("sum(" + name + "_count)"));
            assertThat(value(nativePrometheus.await("sum(histogram_count(" + name + ")) >= " + counted)))
                    .isEqualTo(counted);
            double p50 = value(nativePrometheus.await("histogram_quantile(0.5, sum(" + name + "))"));
            double lower = value(prometheus.await("histogram_quantile(0.5, sum by (le) (" + name + "_bucket))"));
            // The classic one is only known to lie in the same bucket, whose bounds are at most 2.5 apart.
            assertThat(p50).isBetween(lower / 2.6, lower * 2.6);
        }
    }

    @Test
    void thePageOfMetricsNamesEveryMetricThatDashboardAndRulesUse() throws Exception {
        String page = Files.readString(Path.of("docs", "reference", "metrics.md"));
        List<String> texts = new ArrayList<>(queries());
        texts.addAll(alertExpressions());
        Set<String> used = texts.stream()
                .flatMap(text -> METRIC.matcher(text).results())
                .map(match -> match.group().replaceAll("_(bucket|sum|count)$", ""))
                .filter(name -> name.startsWith("loadgen_"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(used)
                .hasSizeGreaterThan(12)
                .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    }

    @Test
    void promtoolFindsTheRulesRightAndOnlyTheFrameworksMetricsLax() throws Exception {
        Path promtool = Tool.PROMTOOL.orSkip();
        Path root = Path.of("").toAbsolutePath();
        Program.Outcome rules = Program.run(
                root,
                List.of(
                        promtool.toString(),
                        "check",
                        "rules",
                        CHART.resolve("rules/loadgen.yaml").toString()));
        assertThat(rules.exitCode()).as("%s", rules.output()).isZero();
        assertThat(rules.output()).contains("9 rules found");

        Path exposition = Files.writeString(
                folder.resolve("metrics.txt"),
                Objects.requireNonNull(RestClient.create("http://" + management)
                        .get()
                        .uri("/actuator/prometheus")
                        .retrieve()
                        .body(String.class)));
        Program.Outcome metrics = Program.run(root, List.of("sh", "-c", promtool + " check metrics < " + exposition));
        assertThat(metrics.output().lines().filter(line -> line.startsWith("loadgen_")))
                .isEmpty();
    }

    private JsonNode dataOf(String query) throws IOException, InterruptedException {
        String filled = query.replace("$__rate_interval", "5s")
                .replace("$__interval", "3s")
                .replace("$instance", ".*");
        // Beyond now, where the last samples hold: a mark of what has just ended must not be missed for a second.
        return prometheus.range(filled, from, Instant.now().plusSeconds(3));
    }

    private static List<String> queries() throws IOException {
        List<String> found = new ArrayList<>(annotations().values());
        for (JsonNode panel : dashboard().get("panels")) {
            for (JsonNode target : panel.path("targets")) {
                found.add(target.get("expr").asString());
            }
        }
        return found;
    }

    private static Map<String, String> annotations() throws IOException {
        return dashboard()
                .at("/annotations/list")
                .valueStream()
                .collect(Collectors.toMap(
                        mark -> mark.get("name").asString(),
                        mark -> mark.get("expr").asString()));
    }

    private static JsonNode dashboard() throws IOException {
        return JsonMapper.shared().readTree(Files.readString(CHART.resolve("dashboards/loadgen.json")));
    }

    private static List<String> alertExpressions() throws IOException {
        Map<String, List<Map<String, List<Map<String, Object>>>>> file =
                new Yaml().load(Files.readString(CHART.resolve("rules/loadgen.yaml")));
        return Objects.requireNonNull(file.get("groups")).stream()
                .flatMap(group -> Objects.requireNonNull(group.get("rules")).stream())
                .map(rule -> String.valueOf(rule.get("expr")))
                .toList();
    }

    private static double value(JsonNode vector) {
        return Double.parseDouble(vector.get(0).get("value").get(1).asString());
    }

    private String port(String property) {
        return service.getEnvironment().getRequiredProperty(property);
    }

    private String post(String path, String body) {
        return Objects.requireNonNull(api.post()
                        .uri(path)
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(body)
                        .retrieve()
                        .toBodilessEntity()
                        .getHeaders()
                        .getLocation())
                .getPath();
    }

    private void awaitState(String path, String wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String body = get(path);
        while (!JsonMapper.shared().readTree(body).get("state").asString().equals(wanted)) {
            assertThat(deadline - System.nanoTime())
                    .as("time left, now %s", body)
                    .isPositive();
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            body = get(path);
        }
    }

    private String get(String path) {
        return Objects.requireNonNull(api.get().uri(path).retrieve().body(String.class));
    }
}
