package io.loadgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.fixtures.FixtureService;
import io.loadgen.lifecycle.RunManager;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.spec.Presets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests to the API, and what they leave behind. Each test begins with members-small-42 seeded and no active run. */
@SpringBootTest(
        classes = ApiApplication.class,
        properties = {"management.server.port=-1", "management.endpoint.health.validate-group-membership=false"})
@AutoConfigureMockMvc
@Timeout(120)
abstract class ApiTest {
    /** The service that is asked has no other processor than the test. */
    private static final long POLL_NANOS = 1_000_000;

    static final String FIXTURE = "members-small-42";
    static final String RUN = """
            {"type": "sustained", "fixture": "members-small-42", "rate": 5, "duration": "10s", "warmup": "2s",
             "usersPerAdd": 1}""";
    static final String CAPACITY_RUN = """
            {"type": "capacity", "fixture": "members-small-42", "targetSize": 60, "usersPerAdd": 20}""";
    private static final Duration LONG = Duration.ofSeconds(30);

    @Autowired
    MockMvcTester mvc;

    @Autowired
    JsonMapper json;

    @Autowired
    RunManager runs;

    @Autowired
    FixtureService fixtures;

    @Autowired
    MemoryFixtures memory;

    @BeforeEach
    void seed() throws TimeoutException, InterruptedException {
        fixtures.seed(Presets.named("members-small").spec(42, "site-local"));
        fixtures.await(FIXTURE, LONG);
    }

    @AfterEach
    void endRun() throws InterruptedException {
        for (RunRecord run : runs.list(0, 1)) {
            runs.stop(run.id());
            awaitEnd(run.id());
        }
    }

    MvcTestResult post(String address, String body) {
        return mvc.post()
                .uri(address)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    MvcTestResult get(String address) {
        return mvc.get().uri(address).exchange();
    }

    JsonNode body(MvcTestResult result) {
        return json.readTree(result.getResponse().getContentAsByteArray());
    }

    String start() {
        return start(RUN);
    }

    String start(String run) {
        MvcTestResult started = post("/api/v1/runs", run);
        assertThat(started).hasStatus(202);
        return body(started).get("id").asString();
    }

    void awaitEnd(String runId) throws InterruptedException {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (!runs.find(runId).orElseThrow().state().isTerminal()) {
            assertThat(System.nanoTime()).as("run " + runId + " ends").isLessThan(deadline);
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** A run that has begun and was stopped: one that is stopped before it begins has neither verdict nor report. */
    String stoppedRun() throws InterruptedException {
        String id = start();
        awaitLive(id);
        runs.stop(id);
        awaitEnd(id);
        return id;
    }

    /** The run as the API shows it once it has begun: just started, it may have no figures yet. */
    JsonNode awaitLive(String runId) {
        long deadline = System.nanoTime() + LONG.toNanos();
        JsonNode run = body(get("/api/v1/runs/" + runId));
        while (!run.has("live")) {
            assertThat(System.nanoTime()).as("run " + runId + " has figures").isLessThan(deadline);
            LockSupport.parkNanos(POLL_NANOS);
            run = body(get("/api/v1/runs/" + runId));
        }
        return run;
    }

    List<String> knownRuns() {
        return runs.list(0, 100).stream().map(RunRecord::id).toList();
    }
}
