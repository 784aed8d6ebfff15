package io.loadgen.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The chart as a real helm renders it: for the default, the least and all values; and what it refuses. */
@Timeout(300)
class ChartIT {
    private static final Path CHART = Path.of("helm", "loadgen");
    private static final Path ACTUAL = Path.of("target", "chart");

    private static Path helm = Path.of("");

    @BeforeAll
    static void provide() throws InterruptedException {
        helm = Tool.HELM.orSkip();
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "minimal", "full", "run"})
    void manifestsAreAsTheyWereFoundRight(String values) throws Exception {
        String rendered = render(values);
        Files.createDirectories(ACTUAL);
        Files.writeString(ACTUAL.resolve(values + ".yaml"), rendered);

        assertThat(rendered).as("see target/chart/%s.yaml", values).isEqualTo(golden(values));
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "minimal", "full", "run"})
    void everyFieldIsOneThatKubernetesKnows(String values) throws Exception {
        List<Map<String, Object>> manifests = manifests(render(values));

        assertThat(manifests).isNotEmpty();
        for (Map<String, Object> manifest : manifests) {
            assertThat(ManifestModel.read(manifest).getMetadata().getName()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'readinessProbe:', 'readynessProbe:', readynessProbe",
        "'containerPort: 8080', 'containerPort: http', containerPort",
        "'periodSeconds: 1', 'periodSecond: 1', periodSecond",
        "'policyTypes:', 'policyType:', policyType",
        "'endpoints:', 'endpoint:', endpoint",
        "'groups:', 'group:', group"
    })
    void aMisspelledFieldIsNone(String right, String wrong, String named) throws Exception {
        String rendered = render("full");
        assertThat(rendered).contains(right);

        assertThatThrownBy(() -> {
                    for (Map<String, Object> manifest : manifests(rendered.replaceFirst(right, wrong))) {
                        ManifestModel.read(manifest);
                    }
                })
                .isInstanceOf(JsonProcessingException.class)
                .hasMessageContaining(named);
    }

    private static List<Map<String, Object>> manifests(String rendered) {
        List<Map<String, Object>> manifests = new ArrayList<>();
        for (Object document : new Yaml().loadAll(rendered)) {
            if (document instanceof Map<?, ?> manifest) {
                Map<String, Object> fields = new LinkedHashMap<>();
                manifest.forEach((name, value) -> fields.put((String) name, value));
                manifests.add(fields);
            }
        }
        return manifests;
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "minimal", "full", "run"})
    void lintFindsNothing(String values) throws Exception {
        assertThat(helm("lint", values, "--strict", CHART.toString()).output()).contains("0 chart(s) failed");
    }

    @ParameterizedTest
    @CsvSource({
        "nats.urll=nats://x, urll",
        "replicas=2, replicas",
        "resources.limits.cpu=1, limits",
        "platform.site=a.b, site",
        "runs.drainSeconds=-1, drainSeconds",
        "runs.abortOn.errorRat=0.5, errorRat",
        "runs.abortOn.errorRate=2, errorRate",
        "fixtures.maxRooms=0, maxRooms",
        "allowed.hosts={a}, hosts",
        "oneShot.enabled=true, type",
        "oneShot.report.existingClaim=a, report",
        "mongo.uri=http://x, uri"
    })
    void theSchemaRefusesWhatIsMisspelledOrOutOfRange(String setting, String named) throws Exception {
        Program.Outcome refused = helm("template", "default", "load", CHART.toString(), "--set", setting);

        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.output()).contains("values don't meet the specifications of the schema", named);
    }

    @Test
    void twoWaysToBeLetInAreRefused() throws Exception {
        Program.Outcome refused = helm(
                "template",
                "default",
                "load",
                CHART.toString(),
                "--set",
                "nats.token.existingSecret=a,nats.nkey.existingSecret=b");

        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.output()).contains("at most one of credentials, nkey, user and token", "nkey and token");
    }

    /** What must hold whatever the values are; read from the manifests, not from their text. */
    @ParameterizedTest
    @ValueSource(strings = {"default", "minimal", "full"})
    void thePodIsAloneConfinedAndGivenTimeToDrain(String values) throws Exception {
        Map<?, ?> deployment = of(values, "Deployment");
        assertThat(at(deployment, "spec.replicas")).isEqualTo(1);
        assertThat(at(deployment, "spec.strategy.type")).isEqualTo("Recreate");
        Map<?, ?> pod = (Map<?, ?>) at(deployment, "spec.template.spec");
        assertThat(at(pod, "automountServiceAccountToken")).isEqualTo(false);
        assertThat(at(pod, "securityContext.runAsNonRoot")).isEqualTo(true);
        Map<?, ?> container = (Map<?, ?>) ((List<?>) at(pod, "containers")).getFirst();
        assertThat(at(container, "securityContext.readOnlyRootFilesystem")).isEqualTo(true);
        assertThat(at(container, "resources.requests")).isEqualTo(at(container, "resources.limits"));
        assertThat(List.of(
                        at(container, "startupProbe.httpGet"),
                        at(container, "livenessProbe.httpGet"),
                        at(container, "readinessProbe.httpGet")))
                .doesNotHaveDuplicates();
        String drain = environment(container, "LOADGEN_RUNS_DRAINTIME");
        assertThat((Integer) at(pod, "terminationGracePeriodSeconds"))
                .isGreaterThan(Integer.parseInt(drain.substring(0, drain.length() - 1)));
    }

    /** A run that an autoscaler moves to another node has failed; one that cannot be kept there is drained and reported. */
    @ParameterizedTest
    @CsvSource({
        "default, Deployment, spec.template",
        "full, Deployment, spec.template",
        "run, Job, spec.template",
        "full, CronJob, spec.jobTemplate.spec.template"
    })
    void noAutoscalerMovesThePod(String values, String kind, String template) throws Exception {
        Map<?, ?> pod = (Map<?, ?>) at(of(values, kind), template);
        Map<?, ?> annotations = (Map<?, ?>) at(pod, "metadata.annotations");

        assertThat(annotations.get("cluster-autoscaler.kubernetes.io/safe-to-evict"))
                .isEqualTo("false");
        assertThat(annotations.get("karpenter.sh/do-not-disrupt")).isEqualTo("true");
        assertThat(annotations.containsKey("example.org/owner")).isEqualTo(values.equals("full"));
        assertThat((Integer) at(pod, "spec.terminationGracePeriodSeconds")).isGreaterThan(30);
    }

    @Test
    void withoutATokenThereIsNoTestThatCouldNotPass() throws Exception {
        assertThat(render("default")).doesNotContain("helm.sh/hook: test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "full"})
    void theTestPodIsNotTakenForTheService(String values) throws Exception {
        Map<?, ?> selector = (Map<?, ?>) at(of(values, "Service"), "spec.selector");
        Map<?, ?> labels = (Map<?, ?>) at(of(values, "Pod"), "metadata.labels");

        assertThat(labels.entrySet().containsAll(selector.entrySet())).isFalse();
        assertThat(((Map<?, ?>) at(of(values, "Deployment"), "spec.template.metadata.labels"))
                        .entrySet()
                        .containsAll(selector.entrySet()))
                .isTrue();
    }

    @Test
    void aReleaseForOneRunHasAJobThatIsNotTriedAgainAndNothingToCall() throws Exception {
        Map<?, ?> job = of("run", "Job");
        assertThat(at(job, "metadata.name")).isEqualTo("load-loadgen-run-1");
        assertThat(at(job, "spec.backoffLimit")).isEqualTo(0);
        Map<?, ?> pod = (Map<?, ?>) at(job, "spec.template.spec");
        runsOnceWithTheSpecOfItsConfigMap(pod);
        assertThat((Integer) at(pod, "terminationGracePeriodSeconds")).isGreaterThan(35 + 30);
        assertThat(render("run")).doesNotContain("kind: Deployment", "kind: Service\n", "helm.sh/hook: test");
        JsonNode spec =
                new JsonMapper().readTree(((Map<?, ?>) at(of("run", "ConfigMap"), "data")).get("run.json") + "");
        assertThat(spec.at("/fixtureSpec/rooms").intValue()).isEqualTo(20);
        assertThat(spec.at("/slo/e2/p99").asString()).isEqualTo("2s");
    }

    @Test
    void aScheduleMakesItACronJobWhoseRunsDoNotOverlap() throws Exception {
        Map<?, ?> cronJob = of("full", "CronJob");
        assertThat(at(cronJob, "spec.concurrencyPolicy")).isEqualTo("Forbid");
        Map<?, ?> pod = (Map<?, ?>) at(cronJob, "spec.jobTemplate.spec.template.spec");
        runsOnceWithTheSpecOfItsConfigMap(pod);
        assertThat((List<?>) at(container(pod), "args"))
                .map(Object::toString)
                .contains("--report-dir=/reports", "--formats=json,html,junit,hlog");
    }

    @Test
    void theRunsPodIsNotTakenForTheService() throws Exception {
        Map<?, ?> selector = (Map<?, ?>) at(of("full", "Service"), "spec.selector");
        Map<?, ?> labels = (Map<?, ?>) at(of("full", "CronJob"), "spec.jobTemplate.spec.template.metadata.labels");

        assertThat(labels.entrySet().containsAll(selector.entrySet())).isFalse();
    }

    private static void runsOnceWithTheSpecOfItsConfigMap(Map<?, ?> pod) {
        assertThat(at(pod, "restartPolicy")).isEqualTo("Never");
        assertThat(at(pod, "securityContext.runAsNonRoot")).isEqualTo(true);
        Map<?, ?> container = container(pod);
        assertThat((List<?>) at(container, "args"))
                .map(Object::toString)
                .startsWith("run", "--spec=/etc/loadgen/run/run.json");
        assertThat(environment(container, "NATS_URL")).isNotEmpty();
        assertThat(at(container, "resources.requests")).isEqualTo(at(container, "resources.limits"));
    }

    private static Map<?, ?> container(Map<?, ?> pod) {
        return (Map<?, ?>) ((List<?>) at(pod, "containers")).getFirst();
    }

    @Test
    void theDashboardAndTheRulesAreThoseThatAreTested() throws Exception {
        Map<?, ?> dashboard = StreamSupport.stream(
                        new Yaml().loadAll(render("full")).spliterator(), false)
                .<Map<?, ?>>map(Map.class::cast)
                .filter(manifest -> "ConfigMap".equals(manifest.get("kind")))
                .filter(manifest -> ((Map<?, ?>) at(manifest, "data")).containsKey("loadgen.json"))
                .findFirst()
                .orElseThrow();
        assertThat(((Map<?, ?>) at(dashboard, "data")).get("loadgen.json"))
                .isEqualTo(Files.readString(CHART.resolve("dashboards/loadgen.json")));
        Object rules = new Yaml().load(Files.readString(CHART.resolve("rules/loadgen.yaml")));
        assertThat(at(of("full", "PrometheusRule"), "spec")).isEqualTo(rules);
    }

    @Test
    void theChartIsOfThisVersion() throws Exception {
        Map<?, ?> chart = new Yaml().load(Files.readString(CHART.resolve("Chart.yaml")));

        assertThat(Files.readString(Path.of("pom.xml"))).contains("<version>" + at(chart, "appVersion") + "</version>");
    }

    private static String render(String values) throws Exception {
        Program.Outcome rendered = helm("template", values, "load", CHART.toString(), "--namespace", "chat");
        assertThat(rendered.exitCode()).as("%s", rendered.output()).isZero();
        return rendered.output();
    }

    private static Program.Outcome helm(String command, String values, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(helm.toString(), command));
        all.addAll(List.of(arguments));
        if (!values.equals("default")) {
            all.addAll(List.of(
                    "--values",
                    CHART.resolve("ci").resolve(values + "-values.yaml").toString()));
        }
        return Program.run(Path.of("").toAbsolutePath(), all);
    }

    private static Map<?, ?> of(String values, String kind) throws Exception {
        return StreamSupport.stream(new Yaml().loadAll(render(values)).spliterator(), false)
                .map(Map.class::cast)
                .filter(manifest -> kind.equals(manifest.get("kind")))
                .findFirst()
                .orElseThrow();
    }

    private static Object at(Map<?, ?> from, String path) {
        Object found = from;
        for (String step : path.split("\\.", -1)) {
            found = Objects.requireNonNull(((Map<?, ?>) found).get(step), path);
        }
        return found;
    }

    private static String environment(Map<?, ?> container, String name) {
        return ((List<?>) at(container, "env"))
                .stream()
                        .map(Map.class::cast)
                        .filter(variable -> name.equals(variable.get("name")))
                        .map(variable -> String.valueOf(variable.get("value")))
                        .findFirst()
                        .orElseThrow();
    }

    private static String golden(String values) throws IOException {
        try (InputStream file = ChartIT.class.getResourceAsStream(values + ".yaml")) {
            return file == null ? "" : new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
