package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.loadgen.FreePort;
import io.loadgen.Nightly;
import io.loadgen.contract.ContractVersion;
import io.loadgen.result.JsonReport;
import io.loadgen.result.RunState;
import io.loadgen.sandbox.Sandbox;
import io.loadgen.sandbox.SandboxSettings;
import io.loadgen.sandbox.SimulatorSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** SIGTERM in the middle of a run under load: the report is complete, the process ends in time, and nothing is left of it. */
@Timeout(180)
class SignalIT {
    /** A process that has a run to drain and a report to write is given this much beyond its drain time. */
    private static final Duration BEYOND_DRAIN = Duration.ofSeconds(5);

    /** This machine may be busy; what the bar is, the drain time itself shows. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A line of the log that can be found again after midnight, and held against another log. */
    private static final String DATED =
            "(?m)^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d) INFO ";

    private static final String NUMBERS =
            "{\"preset\": \"signals\", \"seed\": 1, \"rooms\": 10, \"baselineMembers\": 2, \"candidatesPerRoom\": 300,"
                    + " \"users\": 400}";
    private static final String RUN =
            "\"type\": \"sustained\", \"rate\": 50, \"duration\": \"60s\", \"warmup\": \"1s\","
                    + " \"usersPerAdd\": 1, \"replyTimeout\": \"60s\", \"eventTimeout\": \"60s\"";

    @TempDir
    private Path folder;

    private Sandbox sandbox;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxSettings.of(SimulatorSettings.of(ContractVersion.B)));
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Nightly
    @Test
    void theServiceDrainsReportsAndEnds() throws Exception {
        try (Service service = new Service(Duration.ofSeconds(20))) {
            String run = service.startRun();
            int exitCode = service.process.terminate(Duration.ofSeconds(20).plus(BEYOND_DRAIN));

            assertThat(exitCode).isIn(0, 143);
            isReported(service.process.output(), run);
            assertThat(service.process.output()).contains("The books balance.");
            assertThat(service.process.children()).isEmpty();
            isStored(run);
        }
        nothingHoldsTheRightToRun();
    }

    @Test
    void aDrainThatWouldLastForEverIsBrokenOffAndReportedAllTheSame() throws Exception {
        try (Service service = new Service(Duration.ofSeconds(2))) {
            String run = service.startRun();
            sandbox.platform().stopRoomWorker();
            service.awaitOutstanding(run);
            int exitCode = service.process.terminate(
                    Duration.ofSeconds(2).plus(BEYOND_DRAIN).plus(PATIENCE));

            assertThat(exitCode).isIn(0, 143);
            isReported(service.process.output(), run);
            assertThat(service.process.output()).contains("did not drain within PT2S", "event-timeout");
            isStored(run);
        }
        nothingHoldsTheRightToRun();
    }

    @Test
    void theOneShotRunDrainsWritesItsReportsAndEnds() throws Exception {
        Path spec = Files.writeString(folder.resolve("run.json"), "{" + RUN + ", \"fixtureSpec\": " + NUMBERS + "}");
        List<String> arguments = new ArrayList<>(List.of("run", "--spec=" + spec, "--report-dir=" + folder));
        arguments.addAll(platform());
        try (ProductProcess process = ProductProcess.start(folder, arguments)) {
            process.awaitError("-> MEASURING");
            int exitCode = process.terminate(Duration.ofSeconds(35).plus(BEYOND_DRAIN));

            assertThat(exitCode).isEqualTo(143);
            assertThat(process.errors()).containsPattern(DATED);
            assertThat(process.output()).startsWith("=").contains("STOPPED", "The books balance.");
            assertThat(JsonReport.read(Files.readString(folder.resolve("report.json")))
                            .state())
                    .isEqualTo(RunState.STOPPED);
            assertThat(folder.resolve("junit.xml")).isNotEmptyFile();
        }
        nothingHoldsTheRightToRun();
    }

    private static void isReported(String output, String run) {
        assertThat(output)
                .containsPattern("Loadgen run " + run + " +(STOPPED|INCONCLUSIVE)\\n")
                .containsPattern("\\n  State +STOPPED\\n")
                .contains("Verdict: ", "Publishing (measured window of ");
    }

    /** With its report, in the history that another process finds it in. */
    private void isStored(String run) throws IOException {
        try (Service next = new Service(Duration.ofSeconds(1))) {
            assertThat(next.get("/runs/" + run).path("state").asString()).isEqualTo("STOPPED");
            JsonNode report = next.get("/runs/" + run + "/report");
            assertThat(report.path("state").asString()).isEqualTo("STOPPED");
            assertThat(report.at("/figures/measured/dispositions/sent").asLong())
                    .isPositive();
            assertThat(report.at("/audit/status").asString()).isNotEmpty();
        }
    }

    private void nothingHoldsTheRightToRun() {
        try (MongoClient mongo = MongoClients.create(sandbox.mongoUri())) {
            assertThat(mongo.getDatabase("loadgen").getCollection("leases").countDocuments())
                    .isZero();
        }
    }

    private List<String> platform() {
        return List.of(
                "--loadgen.nats.url=" + sandbox.natsUrl(),
                "--loadgen.mongo.uri=" + sandbox.mongoUri(),
                "--loadgen.mongo.database=" + sandbox.settings().database());
    }

    /** The service, and its API. */
    private final class Service implements AutoCloseable {
        private final HttpClient client = HttpClient.newHttpClient();
        private final JsonMapper json = new JsonMapper();
        private final String api;
        final ProductProcess process;

        Service(Duration drainTime) throws IOException {
            int port = FreePort.find();
            api = "http://127.0.0.1:" + port + "/api/v1";
            List<String> arguments = new ArrayList<>(platform());
            arguments.add("--server.port=" + port);
            arguments.add("--management.server.port=" + FreePort.find());
            arguments.add("--loadgen.runs.drain-time=" + drainTime);
            process = ProductProcess.start(folder, arguments);
            process.await("it answers", () -> get("/presets").isArray());
        }

        /** A run that is well on its way. */
        String startRun() throws IOException {
            String fixture = post("/fixtures", NUMBERS).get("id").asString();
            process.await(
                    "the set is seeded",
                    () -> get("/fixtures/" + fixture).path("state").asString().equals("READY"));
            String run = post("/runs", "{" + RUN + ", \"fixture\": \"" + fixture + "\"}")
                    .get("id")
                    .asString();
            process.await(
                    "50 requests are through",
                    () -> get("/runs/" + run).at("/live/completed").asLong() >= 50);
            return run;
        }

        void awaitOutstanding(String run) throws IOException {
            process.await(
                    "20 requests are outstanding",
                    () -> get("/runs/" + run).at("/live/outstanding").asLong() >= 20);
        }

        private JsonNode get(String path) {
            return send(HttpRequest.newBuilder(URI.create(api + path)).build());
        }

        private JsonNode post(String path, String body) {
            return send(HttpRequest.newBuilder(URI.create(api + path))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body))
                    .build());
        }

        private JsonNode send(HttpRequest request) {
            try {
                return json.readTree(
                        client.send(request, BodyHandlers.ofString()).body());
            } catch (IOException notYet) {
                return json.createObjectNode();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return json.createObjectNode();
            }
        }

        @Override
        public void close() {
            process.close();
            client.close();
        }
    }
}
