package io.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.api.ApiApplication;
import io.loadgen.api.RequestFuzz;
import io.loadgen.application.Problem;
import io.loadgen.application.Refusals;
import io.loadgen.application.RunStarter;
import io.loadgen.fixtures.FixtureLimits;
import io.loadgen.fixtures.FixtureService;
import io.loadgen.lifecycle.RunManager;
import io.loadgen.spec.Presets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.json.JsonMapper;

/** A body that the API refuses as that of a run is bad usage as the specification of a one-shot run. */
@SpringBootTest(
        classes = ApiApplication.class,
        properties = {"management.server.port=-1", "management.endpoint.health.validate-group-membership=false"})
@AutoConfigureMockMvc
@Timeout(120)
class OneShotFuzzTests {
    private static final int BODIES = 600;
    private static final long SEED = Long.getLong("loadgen.fuzz.seed", 20_261_130);
    private static final String FIXTURE = "members-small-42";
    private static final long POLL_NANOS = 1_000_000;

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private JsonMapper json;

    @Autowired
    private FixtureLimits limits;

    @Autowired
    private FixtureService fixtures;

    @Autowired
    private RunStarter starts;

    @Autowired
    private RunManager runs;

    @Test
    void whatTheApiRefusesIsBadUsage() throws Exception {
        fixtures.seed(Presets.named("members-small").spec(42, "site-local"));
        fixtures.await(FIXTURE, Duration.ofSeconds(60));
        byte[] document = mvc.get().uri("/v3/api-docs").exchange().getResponse().getContentAsByteArray();
        RequestFuzz fuzz = new RequestFuzz(json.readTree(document), List.of(FIXTURE), SEED);
        int refused = 0;
        for (int number = 0; number < BODIES; number++) {
            byte[] body = fuzz.run(number);
            MvcTestResult answer = mvc.post()
                    .uri("/api/v1/runs")
                    .contentType(MediaType.APPLICATION_JSON)
                    .content(body)
                    .exchange();
            endRun();
            int status = answer.getResponse().getStatus();
            assertThat(oneShot(body))
                    .as(
                            "-Dloadgen.fuzz.seed=%s, %s: %s => %s",
                            SEED,
                            number,
                            new String(body, 0, Math.min(1_000, body.length), StandardCharsets.UTF_8),
                            answer.getResponse().getContentAsString())
                    .isEqualTo(expected(status));
            refused += status == 400 ? 1 : 0;
        }
        assertThat(refused).isBetween(BODIES / 2, BODIES * 19 / 20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"slo\": {\"e2\": {\"p99\": null}}",
                "\"slo\": {\"e1\": {\"p99\": \"9999999h\"}}",
                "\"abortOn\": {\"disconnectedFor\": \"PT9223372036854775807S\"}"
            })
    void aLimitThatIsNoneIsBadUsage(String limit) {
        String run = "{\"type\": \"sustained\", \"fixture\": \"" + FIXTURE + "\", " + limit + "}";

        assertThat(oneShot(run.getBytes(StandardCharsets.UTF_8))).contains(ExitCode.USAGE);
    }

    /** 413 is of the transport: nobody limits the length of a file. */
    private static Optional<ExitCode> expected(int status) {
        return switch (status) {
            case 202 -> Optional.empty();
            case 400, 413, 422 -> Optional.of(ExitCode.USAGE);
            default -> throw new AssertionError("status " + status);
        };
    }

    /** What a one-shot run ends with before it begins; empty where it begins. */
    private Optional<ExitCode> oneShot(byte[] body) {
        try {
            starts.start(OneShotSpec.read(body, json, limits).run(), null);
            return Optional.empty();
        } catch (UsageException e) {
            return Optional.of(ExitCode.USAGE);
        } catch (RuntimeException e) {
            Problem refusal = Refusals.of(e).orElseThrow(() -> e);
            return Optional.of(ExitCode.of(refusal));
        } finally {
            endRun();
        }
    }

    private void endRun() {
        runs.list(0, 1).forEach(run -> {
            runs.stop(run.id());
            while (!runs.find(run.id()).orElseThrow().state().isTerminal()) {
                LockSupport.parkNanos(POLL_NANOS);
            }
        });
    }
}
