package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.loadgen.contract.ChatContract;
import io.loadgen.contract.ContractVersion;
import io.loadgen.contract.Shape;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.result.AuditFigure;
import io.loadgen.result.RunResult;
import io.loadgen.result.RunState;
import io.loadgen.sandbox.SandboxSettings;
import io.loadgen.sandbox.SimulatorSettings;
import io.loadgen.spec.FixtureSpec;
import io.loadgen.spec.ShapeMix;
import io.loadgen.spec.SpecBuilder;
import io.loadgen.spec.SustainedSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The life of a fixture set with runs of every shape, on whichever servers: what holds on imitations holds on the real ones. */
@Timeout(300)
abstract class ServersSuite {
    private static final int ROOMS = 5;
    private static final int SLOTS = 10;
    private static final int USERS_PER_ADD = 10;
    private static final FixtureSpec FIXTURE =
            new FixtureSpec("servers", 42, SandboxSettings.DEFAULT_SITE, ROOMS, 10, 40, 100);

    private static final List<ShapeMix> SHAPES = Stream.<ShapeMix>concat(
                    Arrays.stream(Shape.values()).map(ShapeMix.Only::new), Stream.of(new ShapeMix.Weighted(1, 1, 1)))
            .toList();

    /** A neighbour of the set's own prefix. */
    private static final String FOREIGN = "lg_servers_421_";

    private static final String FOREIGN_KEY = "room:" + FOREIGN + "r000000:key";

    /** Servers that nobody has used. */
    abstract Servers start();

    @ParameterizedTest
    @EnumSource
    void runsOfEveryShapeLoseNothingAndTeardownLeavesWhatIsOfOthers(ContractVersion version) throws Exception {
        try (Servers servers = start();
                Laboratory laboratory = Laboratory.on(servers, SimulatorSettings.of(version));
                MongoClient mongo = MongoClients.create(servers.mongoUri());
                RedisClient client = RedisClient.create("redis://" + servers.valkeyAddress());
                StatefulRedisConnection<String, String> valkey = client.connect()) {
            MongoDatabase database = mongo.getDatabase(SandboxSettings.DEFAULT_DATABASE);
            fill(database);
            valkey.sync().hset(FOREIGN_KEY, "priv", "theirs");
            Map<String, String> before = Fingerprint.of(database, new Document());

            FixturePlan plan = laboratory.seed(FIXTURE);
            assertThat(valkey.sync().keys("room:*")).hasSize(1 + keysInValkey(version));
            for (ShapeMix shape : SHAPES) {
                laboratory.reset(plan);
                assertThat(laboratory.membersOfRooms(plan)).containsOnly(FIXTURE.baselineMembers());
                assertNothingLost(shape, laboratory.run(spec(shape)));
                assertThat(Arrays.stream(laboratory.membersOfRooms(plan)).sum())
                        .isEqualTo(ROOMS * FIXTURE.baselineMembers() + SLOTS * USERS_PER_ADD);
            }
            laboratory.tearDown(plan);

            assertThat(Fingerprint.of(database, new Document())).isEqualTo(before);
            assertThat(valkey.sync().keys("room:*")).containsExactly(FOREIGN_KEY);
        }
    }

    private static int keysInValkey(ContractVersion version) {
        return switch (ChatContract.of(version, SandboxSettings.DEFAULT_SITE).keyStore()) {
            case VALKEY -> ROOMS;
            case MONGO -> 0;
        };
    }

    private static void assertNothingLost(ShapeMix shape, RunRecord run) {
        assertThat(run.state()).as("failure: %s", run.failure()).isEqualTo(RunState.COMPLETED);
        RunResult result = Laboratory.result(run);
        new Expectation(SLOTS).isMetBy(result.measurements());
        Laboratory.assertNothingLost(result.audit(), SLOTS * USERS_PER_ADD);
        Map<AuditFigure, Long> figures = Objects.requireNonNull(result.audit()).counts();
        assertThat(figures)
                .containsEntry(AuditFigure.ORG_ROWS_LOST, 0L)
                .containsEntry(AuditFigure.ORG_ROWS_DUPLICATE, 0L)
                .containsEntry(AuditFigure.ROOMS_MISCOUNTED, 0L);
        if (shape.equals(new ShapeMix.Only(Shape.ORGS))) {
            assertThat(figures.get(AuditFigure.ORG_ROWS_KEPT)).isEqualTo(SLOTS);
        }
    }

    private static void fill(MongoDatabase database) {
        Document user = new Document("_id", FOREIGN + "u000000").append("account", FOREIGN + "a000000");
        database.getCollection("users").insertOne(user);
        database.getCollection("rooms")
                .insertOne(new Document("_id", FOREIGN + "r000000")
                        .append("userCount", 1)
                        .append("siteId", SandboxSettings.DEFAULT_SITE));
        database.getCollection("subscriptions")
                .insertOne(new Document("_id", FOREIGN + "s")
                        .append("roomId", FOREIGN + "r000000")
                        .append("u", user));
        database.getCollection("room_members")
                .insertOne(new Document("_id", FOREIGN + "m")
                        .append("rid", FOREIGN + "r000000")
                        .append("member", new Document("id", FOREIGN).append("type", "org")));
    }

    /** All measured, with more time for each signal than any takes. */
    private static SustainedSpec spec(ShapeMix shape) {
        return new SpecBuilder()
                .fixture(FIXTURE.id())
                .rate(2 * SLOTS)
                .lasting(Duration.ofMillis(500), Duration.ZERO)
                .usersPerAdd(USERS_PER_ADD)
                .shape(shape)
                .replyTimeout(Specs.AMPLE)
                .eventTimeout(Specs.AMPLE)
                .maxOutstanding(1000)
                .maxScheduleLag(Specs.AMPLE)
                .observeHandoff()
                .build();
    }
}
