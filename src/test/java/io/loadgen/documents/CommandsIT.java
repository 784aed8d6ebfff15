package io.loadgen.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.loadgen.deployment.Program;
import io.loadgen.deployment.Tool;
import io.loadgen.sandbox.SandboxApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Every command of the documents is run, in order, against a service with its sandbox. What cannot run here is marked in the
 * document, and run with a stand-in that is strict: see {@link StandIn} and docs/explanation/how-we-test.md.
 */
@Timeout(400)
@Order(1) // long: none is to be left alone at the end
class CommandsIT {
    private static final Logger LOG = LoggerFactory.getLogger(CommandsIT.class);
    private static final Path FOLDER = Path.of("target", "documents");
    private static final String TOKEN = "6f1d0f0b9a3e4c5d8e7f60718293a4b5";
    private static final int RUNS = 5;

    private static final List<ConfigurableApplicationContext> services = new ArrayList<>();
    private static final List<String> runs = new ArrayList<>();
    private static Caller open = new Caller("", "");
    private static Caller closed = new Caller("", "");

    static Stream<String> documents() throws IOException {
        try (Stream<Path> pages = Files.walk(Path.of("docs"))) {
            List<String> found = pages.map(Path::toString)
                    .filter(name -> name.endsWith(".md"))
                    .sorted()
                    .toList();
            return Stream.concat(Stream.of("README.md", "helm/loadgen/README.md"), found.stream())
                    .filter(CommandsIT::hasCommands);
        }
    }

    private static List<Fence> fences(String document) {
        try {
            return Fence.of(Files.readString(Path.of(document)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean hasCommands(String document) {
        return fences(document).stream().anyMatch(Fence::isShell);
    }

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Program.find("bash").isPresent(), "bash is not installed");
        assumeTrue(Program.find("curl").isPresent(), "curl is not installed");
        open = serve("");
        closed = serve(TOKEN, "--loadgen.security.tokens.operator.token=" + TOKEN);
        // Alike, for what is said of comparisons.
        open.seed("documents");
        for (int run = 0; run < RUNS; run++) {
            open.reset("documents");
            runs.add(open.run("documents"));
        }
        open.tearDownAll();
        open.putBaseline("main", runs.getFirst());
    }

    private static Caller serve(String token, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--server.port=0", "--management.server.port=0", "--loadgen.sandbox.demo=false"));
        ConfigurableApplicationContext service = SandboxApplication.start(all.toArray(String[]::new));
        services.add(service);
        return new Caller("127.0.0.1:" + service.getEnvironment().getProperty("local.server.port"), token);
    }

    @AfterAll
    static void stop() {
        services.reversed().forEach(ConfigurableApplicationContext::close);
        services.clear();
    }

    /** So that each document begins with an empty platform, as its reader does. */
    @AfterEach
    void tearDown() {
        open.tearDownAll();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyCommandOfTheDocumentIsRun(String document) throws Exception {
        List<Fence> fences = fences(document);
        fences.forEach(fence -> tellOf(document, fence));
        Terminal terminal = terminal(document, fences);
        Program.Outcome outcome = terminal.run(document, fences);
        Files.writeString(FOLDER.resolve(document.replace('/', '_') + ".log"), outcome.output());

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        for (List<String> arguments : terminal.sandboxes()) {
            closesSoundly(serve("", arguments.toArray(String[]::new)));
        }
    }

    @Test
    void everyBlockSaysWhatItIs() throws Exception {
        for (String document : documents().toList()) {
            assertThat(fences(document)).as(document).allSatisfy(fence -> {
                assertThat(fence.language()).as("line %s", fence.line()).isNotEmpty();
                assertThat(fence.isKnown())
                        .as("line %s is marked %s", fence.line(), fence.mark())
                        .isTrue();
            });
        }
    }

    /** In the text nobody runs it. */
    @Test
    void noCallHidesInTheText() throws Exception {
        for (String document : documents().toList()) {
            assertThat(Files.readString(Path.of(document))).as(document).doesNotContainPattern("`curl [^`\n]*`");
        }
    }

    private static void tellOf(String document, Fence fence) {
        fence.standIn()
                .ifPresent(standIn ->
                        LOG.info("{}:{} does not run as it stands: {}", document, fence.line(), standIn.reason()));
    }

    private static Terminal terminal(String document, List<Fence> fences) throws Exception {
        boolean tokens = fences.stream()
                .anyMatch(fence -> fence.isShell() && fence.text().contains("OPERATOR_TOKEN="));
        boolean cluster = fences.stream()
                .anyMatch(
                        fence -> fence.standIn().filter(StandIn.CLUSTER::equals).isPresent());
        Terminal terminal =
                new Terminal(FOLDER.resolve(document.replace('/', '_').replace(".md", "")));
        terminal.set("LOADGEN_CURL", Program.find("curl").orElseThrow().toString());
        terminal.set(
                "LOADGEN_OPENSSL", Program.find("openssl").map(Path::toString).orElse(""));
        terminal.set("LOADGEN_HELM", cluster ? Tool.HELM.orSkip().toString() : "");
        terminal.set("LOADGEN_KUBECTL", cluster ? Tool.KUBECTL.orSkip().toString() : "");
        terminal.set("LOADGEN_TOKEN", TOKEN);
        terminal.set("LOADGEN_API", tokens ? closed.address() : open.address());
        terminal.set(
                "LOADGEN_MANAGEMENT",
                "127.0.0.1:" + services.getFirst().getEnvironment().getProperty("local.management.port"));
        terminal.set("LOADGEN_CANDIDATE", runs.getLast());
        terminal.set("LOADGEN_SPARE", fences.stream().anyMatch(CommandsIT::deletesARun) ? spareRun() : "");
        terminal.set("LOADGEN_BASELINES", String.join(" ", runs.subList(0, RUNS - 1)));
        return terminal;
    }

    private static boolean deletesARun(Fence fence) {
        return fence.isShell() && fence.text().contains("DELETE http://127.0.0.1:8080/api/v1/runs/");
    }

    private static String spareRun() {
        open.seed("documents");
        String spare = open.run("documents");
        open.tearDownAll();
        return spare;
    }

    private static void closesSoundly(Caller service) {
        assertThat(Objects.requireNonNull(service.presets())).contains("members-small");
        services.removeLast().close();
    }
}
