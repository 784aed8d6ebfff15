package io.loadgen.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.loadgen.fixtures.FixtureService;
import io.loadgen.history.KeptRuns;
import io.loadgen.history.RunHistory;
import io.loadgen.lifecycle.RunManager;
import io.loadgen.spec.Presets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** A fuzzer that others wrote finds nothing in what the OpenAPI document says. Where there is no Python, there is nothing to run. */
@ApiOnAPort
@TestPropertySource(properties = ApiApplication.SMALL_SETS + "=true")
@Timeout(7_200)
class SchemathesisIT {
    private static final boolean ALL = Boolean.getBoolean("loadgen.tests.all");

    /** So few in a build that a seed takes about half a minute. */
    private static final String EXAMPLES = System.getProperty("schemathesis.examples", "2");

    private static final long LONGEST_MINUTES = 60;

    @LocalServerPort
    private int port;

    @Autowired
    private FixtureService fixtures;

    @Autowired
    private RunHistory history;

    @Autowired
    private RunManager runs;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void findsNothing(long seed) throws Exception {
        assumeTrue(seed == 1 || ALL, "other seeds are tried by -Pnightly");
        Schemathesis schemathesis = Schemathesis.get();
        assumeTrue(schemathesis.why() == null, schemathesis.why());
        fixtures.seed(Presets.named("members-small").spec(42, "site-local"));
        history.save(KeptRuns.ended(1));
        history.baselines().add("main", KeptRuns.id(1), true);

        Path told = folder.resolve("schemathesis.txt");
        Process fuzzer = schemathesis
                .run(arguments(seed))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(told.toFile())
                .start();
        try {
            assertThat(fuzzer.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)).isTrue();
        } finally {
            fuzzer.destroyForcibly();
        }

        assertThat(fuzzer.exitValue()).as("%s", Files.readString(told)).isZero();
        runs.list(0, 1).forEach(run -> runs.stop(run.id()));
    }

    private List<String> arguments(long seed) throws IOException {
        Path settings = folder.resolve("schemathesis.toml");
        Files.write(
                settings,
                Objects.requireNonNull(SchemathesisIT.class.getResourceAsStream("schemathesis.toml"))
                        .readAllBytes());
        String address = "http://127.0.0.1:" + port;
        return List.of(
                "--config-file",
                settings.toString(),
                "run",
                address + "/v3/api-docs",
                "--url",
                address,
                "--seed",
                Long.toString(seed),
                "--max-examples",
                EXAMPLES,
                // Its generator of texts is not safe for several threads.
                "--workers",
                "1",
                "--request-timeout",
                "30",
                "--generation-database",
                "none",
                "--suppress-health-check",
                "all",
                "--no-color");
    }
}
