package io.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Sorts;
import io.loadgen.contract.ContractVersion;
import io.loadgen.fixtures.FixtureLocks;
import io.loadgen.lifecycle.lease.Leases;
import io.loadgen.mongo.MongoLeaseStore;
import io.loadgen.mongo.OwnDatabase;
import io.loadgen.report.JunitSchema;
import io.loadgen.report.Schema;
import io.loadgen.result.JsonReport;
import io.loadgen.result.RunReport;
import io.loadgen.result.RunState;
import io.loadgen.sandbox.Fault;
import io.loadgen.sandbox.FaultPlan;
import io.loadgen.sandbox.Faults;
import io.loadgen.sandbox.Sandbox;
import io.loadgen.sandbox.SandboxSettings;
import io.loadgen.sandbox.SimulatorSettings;
import io.loadgen.system.SwitchedFaults;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every way in which a one-shot run can end, with its exit code and what it leaves behind. */
@Timeout(300)
@Order(1) // long: none is to be left alone at the end
class OneShotIT {
    private static final String NUMBERS =
            "\"fixtureSpec\": {\"preset\": \"gate\", \"seed\": 1, \"rooms\": 4, \"baselineMembers\": 2,"
                    + " \"candidatesPerRoom\": 20, \"users\": 40}";
    /** A closed loop has no schedule that a busy machine could miss. */
    private static final String CAPACITY =
            "{\"type\": \"capacity\", \"targetSize\": 12, \"usersPerAdd\": 5, " + NUMBERS + ", \"reset\": true";

    private static final Duration LEASE_TIME = Duration.ofMinutes(1);

    private static final SwitchedFaults FAULTS = new SwitchedFaults();
    private static Sandbox sandbox;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(
                SandboxSettings.of(SimulatorSettings.of(ContractVersion.B).withFaults(FAULTS)));
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void aRunThatKeepsItsLimitsSeedsReportsAndPasses() throws IOException {
        Path reports = folder.resolve("new/reports");
        ExitCode code = run(
                CAPACITY + ", \"slo\": {\"e2\": {\"p75\": \"30s\"}}}",
                "--report-dir=" + reports,
                "--formats=json,text,html,junit,csv,samples.csv,hlog,hgrm");

        assertThat(code).as("%s", err).isEqualTo(ExitCode.PASS);
        assertThat(code.number()).isZero();
        String json = Files.readString(reports.resolve("report.json"));
        Schema.ofReport().assertValid(json);
        RunReport report = JsonReport.read(json);
        assertThat(report.state()).isEqualTo(RunState.COMPLETED);
        assertThat(report.spec().fixture()).isEqualTo("gate-1");
        assertThat(out()).isEqualTo(Files.readString(reports.resolve("report.txt")));
        assertThat(out()).startsWith("=").contains("Verdict: PASS", "The books balance.");
        assertThat(junit(reports)).contains("failures=\"0\"");
        assertThat(reports.resolve("report.html")).isNotEmptyFile();
        assertThat(reports.resolve("timeline.csv")).isNotEmptyFile();
        assertThat(reports.resolve("samples.csv")).isNotEmptyFile();
        assertThat(reports.resolve("report.hlog")).isNotEmptyFile();
        assertThat(reports.resolve("e2.hgrm")).isNotEmptyFile();
    }

    @Test
    void aPresetIsSeededByItsNameAndARunWithoutLimitsPasses() throws IOException {
        ExitCode code = run(
                "{\"type\": \"capacity\", \"preset\": \"members-small\", \"seed\": 9, \"targetSize\": 11, \"usersPerAdd\": 1}");

        assertThat(code).as("%s", err).isEqualTo(ExitCode.PASS);
        assertThat(out()).contains("members-small-9", "Verdict: NONE");
    }

    @Test
    void aMissingIndexEndsTheRunUnlessTheSeedingIsToMakeIt() throws IOException {
        try (MongoClient mongo = MongoClients.create(sandbox.mongoUri())) {
            var users = mongo.getDatabase(sandbox.settings().database()).getCollection("users");
            users.dropIndex("sectId_1_account_1");

            assertThat(run(CAPACITY + "}")).as("%s", err).isEqualTo(ExitCode.BROKEN_OFF);
            assertThat(out()).contains("missing of room-service: users {sectId, account}", "start room-service");

            String creating = "\"preset\": \"indexed\", \"indexes\": \"create\"";
            assertThat(run(CAPACITY.replace("\"preset\": \"gate\"", creating) + "}"))
                    .as("%s", err)
                    .isEqualTo(ExitCode.PASS);
            assertThat(users.listIndexes().map(index -> index.getString("name")).into(new ArrayList<>()))
                    .contains("sectId_1_account_1");
        }
    }

    @Test
    void aBrokenLimitFails() throws IOException {
        FAULTS.to(new Faults().onEvery(Fault.REJECT_REQUEST, 4));
        try {
            assertThat(run(CAPACITY + ", \"slo\": {\"errorRate\": 0}}"))
                    .as("%s", err)
                    .isEqualTo(ExitCode.FAIL);
        } finally {
            FAULTS.to(FaultPlan.none());
        }
        assertThat(out()).contains("Verdict: FAIL");
    }

    @Test
    void aRunOfWhichAllIsRefusedDoesNotPassThoughNothingWasAsked() throws IOException {
        FAULTS.to(new Faults().onEvery(Fault.REJECT_REQUEST, 1));
        try {
            assertThat(run("{\"type\": \"sustained\", \"rate\": 10, \"duration\": \"1s\", \"warmup\": \"0s\","
                            + " \"usersPerAdd\": 1, " + NUMBERS + ", \"reset\": true}"))
                    .as("%s", err)
                    .isEqualTo(ExitCode.INCONCLUSIVE);
        } finally {
            FAULTS.to(FaultPlan.none());
        }
        assertThat(out()).contains("none of 10 measured requests got its event");
    }

    @Test
    void aRunThatOffersLessThanWasAskedForIsInconclusive() throws IOException {
        String spec =
                "{\"type\": \"sustained\", \"rate\": 40, \"duration\": \"1s\", \"warmup\": \"0s\", \"usersPerAdd\": 2,"
                        + " \"maxOutstanding\": 1, " + NUMBERS + ", \"reset\": true}";
        // Each request is under way while the next ones are due, for which there is no room.
        FAULTS.to(new Faults().onEvery(Fault.DELAY_EVENT, 1).delayingEventsBy(Duration.ofMillis(300)));
        try {
            assertThat(run(spec)).as("%s", err).isEqualTo(ExitCode.INCONCLUSIVE);
        } finally {
            FAULTS.to(FaultPlan.none());
        }
        assertThat(out()).containsPattern("\\d+\\s+saturated\\s+\\(raise\\s+maxOutstanding,\\s+now\\s+1\\)");
        assertThat(ExitCode.INCONCLUSIVE.number()).isEqualTo(3);
    }

    @Test
    void whatTheApiRefusesIsBadUsageInTheSameWords() throws IOException {
        assertThat(run("{\"type\": \"capacity\", \"targetsize\": 12}")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("there is no field targetsize; accepted are");
        assertThat(run("{\"type\": \"capacity\", \"fixture\": \"nobodys-7\", \"targetSize\": 12}"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("fixture set nobodys-7 is not known");
        assertThat(run(CAPACITY + ", \"fixture\": \"other-1\"}")).isEqualTo(ExitCode.USAGE);
        assertThat(run(CAPACITY.replace("true", "\"yes\"") + "}")).isEqualTo(ExitCode.USAGE);
        assertThat(run("[1")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("not valid JSON");
        assertThat(ExitCode.USAGE.number()).isEqualTo(2);
        assertThat(out()).isEmpty();
    }

    @Test
    void aBadCommandLineOrSettingIsBadUsage() throws IOException {
        assertThat(oneShot(List.of("--sepc=x"))).isEqualTo(ExitCode.USAGE);
        assertThat(oneShot(List.of("--spec=" + folder.resolve("none.json"), "--loadgen.runs.history=0")))
                .isEqualTo(ExitCode.USAGE);
        assertThat(oneShot(List.of("--spec=" + folder.resolve("none.json")))).isEqualTo(ExitCode.USAGE);
        assertThat(run(CAPACITY + "}", "--formats=pdf")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("none.json", "format must be one of");
    }

    @Test
    void helpSaysHow() {
        assertThat(oneShot(List.of("--help"))).isEqualTo(ExitCode.PASS);
        assertThat(out()).startsWith("Usage:");
    }

    @Test
    void aPlatformThatIsNotThereIsNoFaultOfTheRequest() throws IOException {
        assertThat(run(CAPACITY + "}", "--loadgen.nats.url=nats://127.0.0.1:1"))
                .as("%s", err)
                .isEqualTo(ExitCode.BROKEN_OFF);
        assertThat(out()).contains("FAILED", "preflight failed");
        assertThat(run(
                        CAPACITY + "}",
                        "--loadgen.mongo.uri=mongodb://127.0.0.1:1",
                        "--loadgen.mongo.server-selection-timeout=200ms"))
                .isEqualTo(ExitCode.BROKEN_OFF);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("MongoDB cannot be reached");
        assertThat(ExitCode.BROKEN_OFF.number()).isEqualTo(4);
    }

    @Test
    void aSetThatARunOfAnotherProcessHasIsNotTouched() throws Exception {
        assertThat(run(CAPACITY + "}")).as("%s", err).isEqualTo(ExitCode.PASS);
        try (MongoClient mongo = MongoClients.create(sandbox.mongoUri())) {
            OwnDatabase own = new OwnDatabase(mongo, "loadgen");
            Leases server =
                    new Leases(right -> new MongoLeaseStore(own, right), "server-1", LEASE_TIME, System::nanoTime);
            List<Document> before = subscriptions(mongo);
            try (FixtureLocks.Lock held = server.lock("gate-1", "held by run 7", lost -> {})) {
                assertThat(held).isNotNull();
                assertThat(run(CAPACITY + "}")).isEqualTo(ExitCode.BROKEN_OFF);
            }
            assertThat(err.toString(StandardCharsets.UTF_8)).contains("held by run 7 of server-1");
            assertThat(subscriptions(mongo)).isNotEmpty().isEqualTo(before);
        }
    }

    private static List<Document> subscriptions(MongoClient mongo) {
        return mongo.getDatabase(sandbox.settings().database())
                .getCollection("subscriptions")
                .find()
                .sort(Sorts.ascending("_id"))
                .into(new ArrayList<>());
    }

    @Test
    void anAbortedRunReportsAndIsBrokenOff() throws IOException {
        FAULTS.to(new Faults().onEvery(Fault.REJECT_REQUEST, 1));
        try {
            String spec =
                    "{\"type\": \"sustained\", \"rate\": 5, \"duration\": \"7s\", \"warmup\": \"0s\", \"usersPerAdd\": 2,"
                            + " \"abortOn\": {\"errorRate\": 0.5, \"errorMinimum\": 2}, " + NUMBERS
                            + ", \"reset\": true}";
            assertThat(run(spec)).as("%s", err).isEqualTo(ExitCode.BROKEN_OFF);
        } finally {
            FAULTS.to(FaultPlan.none());
        }
        assertThat(out()).contains("ABORTED", "abortOn.errorRate 0.5");
    }

    @Test
    void aRunThatCannotBeginLeavesNoReportOfTheOneBefore() throws Exception {
        Path reports = folder.resolve("reports");
        String[] where = {"--report-dir=" + reports};
        assertThat(run(CAPACITY + "}", where)).as("%s", err).isEqualTo(ExitCode.PASS);
        assertThat(junit(reports)).doesNotContain("<error");

        assertThat(run(
                        CAPACITY + "}",
                        where[0],
                        "--loadgen.mongo.uri=mongodb://127.0.0.1:1",
                        "--loadgen.mongo.server-selection-timeout=200ms"))
                .isEqualTo(ExitCode.BROKEN_OFF);
        assertThat(junit(reports)).contains("errors=\"1\"", "the run could not begin: ", "MongoDB cannot be reached");
        assertThat(reports.resolve("report.html")).doesNotExist();

        assertThat(run("{\"type\": \"sustained\", \"rate\": \"x\"}", where)).isEqualTo(ExitCode.USAGE);
        assertThat(junit(reports)).contains("errors=\"1\"").doesNotContain("MongoDB");
        assertThat(Files.readString(reports.resolve("report.json")))
                .contains("\"state\" : \"FAILED\"", "\"failure\" : ", "rate");

        assertThat(run(CAPACITY + "}", where[0], "--loadgen.runs.max-rate=-1")).isEqualTo(ExitCode.USAGE);
        assertThat(junit(reports)).contains("errors=\"1\"", "loadgen.runs.max-rate");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("Ends with 0, PASS", "Ends with 4, BROKEN_OFF", "Ends with 2, USAGE");
    }

    /** As readers of test reports take it, however the run ended. */
    private static String junit(Path reports) throws IOException {
        String xml = Files.readString(reports.resolve("junit.xml"));
        JunitSchema.assertValid(xml);
        return xml;
    }

    private ExitCode run(String spec, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("run.json"), spec);
        Map<String, String> all = new LinkedHashMap<>();
        all.put("--spec", file.toString());
        all.put("--loadgen.nats.url", sandbox.natsUrl());
        all.put("--loadgen.mongo.uri", sandbox.mongoUri());
        all.put("--loadgen.mongo.database", sandbox.settings().database());
        all.put("--loadgen.preflight.probe", "false");
        // The one of tests: it is that of this JVM from then on.
        all.put("--logging.config", "classpath:logback-test.xml");
        for (String option : options) {
            int equals = option.indexOf('=');
            all.put(option.substring(0, equals), option.substring(equals + 1));
        }
        return oneShot(all.entrySet().stream()
                .map(option -> option.getKey() + "=" + option.getValue())
                .toList());
    }

    private ExitCode oneShot(List<String> arguments) {
        return new OneShot(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(arguments);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
