package io.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Indexes;
import io.loadgen.contract.ContractVersion;
import io.loadgen.sandbox.Sandbox;
import io.loadgen.sandbox.SandboxSettings;
import io.loadgen.sandbox.SimulatorSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the command {@code contract} prints and ends with. */
@Timeout(300)
class ContractCommandIT {
    private static Sandbox sandbox;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxSettings.of(SimulatorSettings.of(ContractVersion.B)));
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void aPlatformThatKeepsItsContractEndsWithZeroAndATable() {
        assertThat(run()).as("%s", err).isEqualTo(ExitCode.PASS);

        assertThat(text(out))
                .startsWith("Contract check against contract B (contract B is detected (")
                .contains("\nadd.reply ", " as A, B, C\n", " 0 differ, 4 skipped, 0 unknown fields; ");
        assertThat(text(err)).endsWith("Ends with 0, PASS" + System.lineSeparator());
    }

    @Test
    void aPlatformThatDiffersEndsWithOneAndSaysWhere() {
        try (MongoClient mongo = MongoClients.create(sandbox.mongoUri())) {
            var users = mongo.getDatabase(sandbox.settings().database()).getCollection("users");
            users.dropIndex("sectId_1_account_1");

            assertThat(run("--format=json")).as("%s", err).isEqualTo(ExitCode.FAIL);
            users.createIndex(Indexes.ascending("sectId", "account"));

            JsonNode report = JsonMapper.shared().readTree(out.toByteArray());
            assertThat(report.get("ok").asBoolean()).isFalse();
            assertThat(report.get("differing").asInt()).isEqualTo(1);
            assertThat(mongo.getDatabase("loadgen")
                            .getCollection("leases")
                            .find(new Document("purpose", "contract-check")))
                    .isEmpty();
        }
    }

    @Test
    void aPlatformThatCannotBeReachedEndsWithFour() {
        assertThat(command(List.of(
                        "--contract=B",
                        "--loadgen.nats.url=nats://127.0.0.1:1",
                        "--loadgen.mongo.uri=" + sandbox.mongoUri(),
                        "--loadgen.mongo.database=" + sandbox.settings().database(),
                        "--logging.config=classpath:logback-test.xml")))
                .isEqualTo(ExitCode.BROKEN_OFF);

        assertThat(text(err)).contains("The platform cannot be measured now: NATS is not connected");
        assertThat(text(out)).isEmpty();
    }

    private ExitCode run(String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("--loadgen.nats.url=" + sandbox.natsUrl());
        all.add("--loadgen.mongo.uri=" + sandbox.mongoUri());
        all.add("--loadgen.mongo.database=" + sandbox.settings().database());
        // The one of tests: it is that of this JVM from then on.
        all.add("--logging.config=classpath:logback-test.xml");
        return command(all);
    }

    private ExitCode command(List<String> arguments) {
        return new ContractCommand(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(arguments);
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
