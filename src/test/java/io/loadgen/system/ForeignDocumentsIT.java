package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.loadgen.contract.ContractVersion;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.result.RunState;
import io.loadgen.sandbox.SandboxSettings;
import io.loadgen.sandbox.SimulatorSettings;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A database that others use too is, byte for byte, as it was after everything that Loadgen does to it. */
@Timeout(300)
class ForeignDocumentsIT {
    private static final int FOREIGN = 50_000;
    static final String MARK = "foreign";
    /** Both neighbours of the set's prefix, other sets, other letters, and what a careless pattern would match. */
    private static final List<String> PREFIXES = List.of(
            "lg_members-small_4_",
            "lg_members-small_421_",
            "lg_members-small_42^",
            "lg_members-small_42`",
            "lg_members_small_42_",
            "lgXmembers-smallX42X",
            "LG_MEMBERS-SMALL_42_",
            "xlg_members-small_42_",
            "lg_members-small-42_1_",
            "general-");

    @Test
    void seedRunResetRunAndTeardownLeaveForeignDocumentsAndIndexesAsTheyWere() throws Exception {
        try (Laboratory laboratory = new Laboratory(SimulatorSettings.of(ContractVersion.B));
                MongoClient client = MongoClients.create(laboratory.sandbox().mongoUri())) {
            MongoDatabase platform =
                    client.getDatabase(laboratory.sandbox().settings().database());
            fill(platform);
            Map<String, String> before = Fingerprint.of(platform, new Document());

            FixturePlan plan = laboratory.seed("members-small");
            assertThat(foreign(platform)).isEqualTo(before);
            run(laboratory, plan);
            assertThat(foreign(platform)).isEqualTo(before);
            laboratory.reset(plan);
            run(laboratory, plan);
            laboratory.tearDown(plan);

            assertThat(Fingerprint.of(platform, new Document())).isEqualTo(before);
        }
    }

    private static void run(Laboratory laboratory, FixturePlan plan) throws Exception {
        RunRecord run = laboratory.run(Specs.light(plan.spec().id(), 5, Duration.ofSeconds(4), Duration.ofSeconds(1)));
        assertThat(run.state()).as("failure: %s", run.failure()).isEqualTo(RunState.COMPLETED);
    }

    /** Documents that are nobody's of Loadgen's sets, though some nearly look so; marked by {@value #MARK}. */
    static void fill(MongoDatabase platform) {
        Map<String, List<Document>> batches = new TreeMap<>();
        for (int number = 0; number < FOREIGN; number++) {
            String prefix = PREFIXES.get(number % PREFIXES.size());
            String room = prefix + "r%06d".formatted(number / 500);
            String user = prefix + "u%06d".formatted(number);
            switch (number % 5) {
                case 0 -> add(batches, "users", user, new Document("account", prefix + "a%06d".formatted(number)));
                case 1 ->
                    add(
                            batches,
                            "rooms",
                            prefix + "r%06d".formatted(number),
                            new Document("userCount", number).append("siteId", SandboxSettings.DEFAULT_SITE));
                case 2 ->
                    add(
                            batches,
                            "subscriptions",
                            room + "_" + user,
                            new Document("roomId", room)
                                    .append("u", new Document("_id", user).append("account", user)));
                case 3 ->
                    add(
                            batches,
                            "room_members",
                            room + "_" + user,
                            new Document("rid", room)
                                    .append("member", new Document("id", user).append("type", "individual")));
                // Nobody's but the message services', though it bears the id of one of our rooms.
                default -> add(batches, "messages", "lg_members-small_42_r%06d".formatted(number), new Document());
            }
        }
        batches.forEach((name, documents) -> platform.getCollection(name).insertMany(documents));
    }

    private static void add(Map<String, List<Document>> batches, String collection, String id, Document fields) {
        Document document = new Document("_id", id).append(MARK, true);
        document.putAll(fields);
        batches.computeIfAbsent(collection, name -> new ArrayList<>()).add(document);
    }

    private static Map<String, String> foreign(MongoDatabase platform) throws NoSuchAlgorithmException {
        return Fingerprint.of(platform, new Document(MARK, true));
    }
}
