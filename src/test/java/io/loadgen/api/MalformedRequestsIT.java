package io.loadgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.Threads;
import io.loadgen.Undisturbed;
import io.loadgen.api.RequestFuzz.Request;
import io.loadgen.api.Wire.Answer;
import io.loadgen.fixtures.FixtureRefusedException;
import io.loadgen.fixtures.FixtureService;
import io.loadgen.fixtures.FixtureSet;
import io.loadgen.fixtures.FixtureState;
import io.loadgen.history.Baseline;
import io.loadgen.history.KeptRuns;
import io.loadgen.history.RunHistory;
import io.loadgen.history.UnknownBaselineException;
import io.loadgen.lifecycle.RunManager;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.lifecycle.UnknownRunException;
import io.loadgen.spec.Presets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests that are nearly right leave the service as it was, and each is answered as the document of the API says: none by an error of
 * the server, every refusal by a problem.
 */
@ApiOnAPort
@TestPropertySource(properties = ApiApplication.SMALL_SETS + "=true")
@Undisturbed
@Timeout(3_600)
class MalformedRequestsIT {
    private static final Logger LOG = LoggerFactory.getLogger(MalformedRequestsIT.class);
    private static final int REQUESTS = Integer.getInteger("loadgen.fuzz.requests", 20_000);
    private static final long SEED = Long.getLong("loadgen.fuzz.seed", 20_261_124);
    private static final int SENDERS = 4;
    private static final int SWEEP_EVERY = 200;
    private static final int MOST_COMPLAINTS = 20;
    private static final String FIXTURE = "members-small-42";
    private static final List<RunRecord> KEPT = List.of(KeptRuns.ended(1), KeptRuns.ended(2));
    /** The service that is asked has no other processor than the test. */
    private static final long POLL_NANOS = 1_000_000;

    @LocalServerPort
    private int port;

    @Autowired
    private RunManager runs;

    @Autowired
    private FixtureService fixtures;

    @Autowired
    private RunHistory history;

    @Autowired
    private HealthEndpoint health;

    private final JsonMapper json = new JsonMapper();
    private final Map<Integer, Integer> answers = new ConcurrentSkipListMap<>();
    private final Map<String, String> complaints = new ConcurrentHashMap<>();
    private final AtomicInteger next = new AtomicInteger();

    @BeforeEach
    void begin() {
        sweep();
    }

    @Test
    void eachIsAnsweredAsTheDocumentSays() throws Exception {
        RequestFuzz fuzz =
                new RequestFuzz(document(), List.of("latest", KeptRuns.id(1), KeptRuns.id(2), FIXTURE, "main"), SEED);
        assertThat(fuzz.operations()).isGreaterThanOrEqualTo(20);

        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> sending = new ArrayList<>();
            for (int sender = 0; sender < SENDERS; sender++) {
                sending.add(senders.submit(() -> send(fuzz)));
            }
            for (Future<?> one : sending) {
                one.get();
            }
        }

        assertThat(complaints).as("-Dloadgen.fuzz.seed=%s", SEED).isEmpty();
        // Spoilt in truth, and yet not so that nothing but one check ever sees them.
        assertThat(answers).containsKeys(200, 202, 204, 400, 403, 404, 405, 406, 409, 413, 415, 422);
        assertThat(answers.get(400)).as("%s", answers).isBetween(REQUESTS / 10, REQUESTS * 3 / 4);
        leavesNothingBehind();
    }

    private Void send(RequestFuzz fuzz) throws Exception {
        try (Wire wire = new Wire(port)) {
            for (int number = next.getAndIncrement(); number < REQUESTS; number = next.getAndIncrement()) {
                Request request = fuzz.request(number);
                Answer answer = wire.send(request.bytes());
                answers.merge(answer.status(), 1, Integer::sum);
                complain(number, request, answer);
                if (answer.status() == 202) {
                    end();
                }
                if (number % SWEEP_EVERY == 0) {
                    sweep();
                }
            }
        }
        return null;
    }

    private void complain(int number, Request request, Answer answer) {
        String wrong = wrong(request, answer);
        if (!wrong.isEmpty() && complaints.size() < MOST_COMPLAINTS) {
            // One of a kind is enough.
            String kind = request.operation() + ", " + wrong;
            complaints.putIfAbsent(kind, "request " + number + ": " + request.what() + "\n=> " + answer);
        }
    }

    private String wrong(Request request, Answer answer) {
        int status = answer.status();
        // Those who follow a run are few here, and the server hears late that one has gone.
        boolean full = status == 503 && answer.body().contains("too-many-clients");
        if (status >= 500 && !full) {
            return "an error of the server: " + status;
        }
        if (!request.statuses().isEmpty() && !request.statuses().contains(status)) {
            return "not documented: " + status;
        }
        return status < 400 || request.method().equals("HEAD") || isProblem(answer) ? "" : "no problem: " + status;
    }

    private boolean isProblem(Answer answer) {
        if (!answer.header("content-type").startsWith("application/problem+json")) {
            return false;
        }
        try {
            JsonNode problem = json.readTree(answer.body());
            return problem.path("status").asInt(0) == answer.status()
                    && problem.path("type").asString("").startsWith("urn:loadgen:problem:")
                    && !problem.path("title").asString("").isEmpty()
                    && !problem.path("detail").asString("").isEmpty();
        } catch (JacksonException noJson) {
            return false;
        }
    }

    /** What was right was begun, and is ended. */
    private void end() {
        runs.list(0, 1).stream().filter(run -> !run.state().isTerminal()).forEach(run -> runs.stop(run.id()));
        fixtures.list().stream()
                .filter(set -> !set.id().equals(FIXTURE) && set.state() == FixtureState.SEEDING)
                .forEach(set -> fixtures.cancel(set.id()));
    }

    /** Little is kept, and what requests need is there again. */
    private synchronized void sweep() {
        end();
        for (FixtureSet set : fixtures.list()) {
            if (!set.id().equals(FIXTURE)) {
                tried(() -> fixtures.teardown(set.id()));
            }
        }
        tried(() -> fixtures.seed(Presets.named("members-small").spec(42, "site-local")));
        for (Baseline baseline : history.baselines().list()) {
            tried(() -> history.baselines().remove(baseline.name()));
        }
        KEPT.stream().filter(run -> history.find(run.id()).isEmpty()).forEach(history::save);
        tried(() -> history.baselines().add("main", KeptRuns.id(1), true));
    }

    /** A request of another sender may be at work on it. */
    private static void tried(Runnable change) {
        try {
            change.run();
        } catch (FixtureRefusedException | UnknownRunException | UnknownBaselineException taken) {
            // The next sweep finds it.
            LOG.debug("Not swept", taken);
        }
    }

    private void leavesNothingBehind() throws Exception {
        fixtures.list().forEach(set -> awaitJob(set.id()));
        sweep();
        fixtures.list().forEach(set -> awaitJob(set.id()));
        assertThat(fixtures.list()).extracting(FixtureSet::id).containsExactly(FIXTURE);
        assertThat(fixtures.get(FIXTURE).state()).isEqualTo(FixtureState.READY);
        for (RunRecord run : runs.list(0, 100)) {
            awaitEnd(run.id());
        }
        String run = "{\"type\": \"sustained\", \"fixture\": \"" + FIXTURE + "\", \"rate\": 5, \"duration\": \"10s\","
                + " \"warmup\": \"2s\", \"usersPerAdd\": 1}";
        try (Wire wire = new Wire(port)) {
            Answer started =
                    wire.send(("POST /api/v1/runs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: " + run.length() + "\r\n\r\n" + run)
                            .getBytes(StandardCharsets.UTF_8));
            assertThat(started.status()).as("%s", started).isEqualTo(202);
            String id = json.readTree(started.body()).get("id").asString();
            runs.stop(id);
            awaitEnd(id);
        }
        Threads.areGone("run-", "fixture-");
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    private void awaitEnd(String run) {
        while (!runs.find(run).orElseThrow().state().isTerminal()) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private void awaitJob(String id) {
        try {
            fixtures.await(id, Duration.ofSeconds(60));
        } catch (Exception e) {
            throw new AssertionError(id, e);
        }
    }

    private JsonNode document() throws Exception {
        try (Wire wire = new Wire(port)) {
            return json.readTree(
                    wire.send("GET /v3/api-docs HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.UTF_8))
                            .body());
        }
    }
}
