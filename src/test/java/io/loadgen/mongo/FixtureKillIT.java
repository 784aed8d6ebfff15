package io.loadgen.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import io.loadgen.contract.ContractVersion;
import io.loadgen.fixtures.Cancellation;
import io.loadgen.fixtures.FixtureCounts;
import io.loadgen.fixtures.FixtureLocks;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.FixtureService;
import io.loadgen.fixtures.FixtureSet;
import io.loadgen.fixtures.FixtureState;
import io.loadgen.fixtures.FixtureStore;
import io.loadgen.fixtures.MemoryCatalog;
import io.loadgen.fixtures.PoolSummary;
import io.loadgen.fixtures.ProgressListener;
import io.loadgen.fixtures.RemainingCandidates;
import io.loadgen.fixtures.RoomKeyWriter;
import io.loadgen.fixtures.indexes.IndexCreation;
import io.loadgen.spec.FixtureSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A process that dies in the middle of a job: at a random batch, with a random part of what is there missing, as a batch leaves
 * that was written in part, and with nothing said to the catalog any more. A new process finds the set interrupted and must end
 * clean. A failure prints its seed; {@code -Dloadgen.kills.seed=…} repeats it.
 */
@Timeout(180)
class FixtureKillIT {
    private static final int KILLS = Boolean.getBoolean("loadgen.tests.all") ? 10 : 3;
    /** Fewer than each job has, so that every job is killed. */
    private static final int SEED_BATCHES = 11;

    private static final int RESET_BATCHES = 10;
    private static final int TEARDOWN_BATCHES = 4;
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final long SEED = Long.getLong("loadgen.kills.seed", System.nanoTime());
    private static final FixtureSpec SPEC = new FixtureSpec("kill", 42, "site-local", 30, 40, 60, 2_400);

    private final Random random = new Random(SEED);
    private final TestMongo mongo = new TestMongo();
    private final MongoFixtureStore store = new MongoFixtureStore(mongo.database(), RoomKeyWriter.DOCUMENTS_ONLY);
    private final MortalCatalog catalog = new MortalCatalog();

    @BeforeEach
    void someoneElseIsThere() {
        new MongoServiceIndexes(mongo.database()).createMissing(ContractVersion.B);
        collection("users").insertOne(new Document("_id", "lg_kill_4_u000001").append("account", "lg_kill_4_a000001"));
        collection("rooms").insertOne(new Document("_id", "lg_kill_421_r000001").append("userCount", 3));
        collection("subscriptions")
                .insertOne(new Document("_id", "s1")
                        .append("roomId", "lg_kill_421_r000001")
                        .append("u", new Document("account", new FixturePlan(SPEC).account(1))));
    }

    @AfterEach
    void stop() {
        mongo.close();
    }

    @Test
    void aSeedingThatWasKilledIsCompletedByTheNext() throws Exception {
        Map<String, String> empty = mongo.fingerprint();
        seedToTheEnd();
        Map<String, String> clean = seeded();
        for (int kill = 0; kill < KILLS; kill++) {
            tearDownToTheEnd();
            assertThat(mongo.fingerprint()).as(named(kill)).isEqualTo(empty);
            killDuring(SEED_BATCHES, service -> service.seed(SPEC));
            seedToTheEnd();

            assertThat(seeded()).as(named(kill)).isEqualTo(clean);
        }
    }

    @Test
    void aResetThatWasKilledIsCompletedByTheNextSeeding() throws Exception {
        seedToTheEnd();
        Map<String, String> clean = seeded();
        for (int kill = 0; kill < KILLS; kill++) {
            actAsRoomWorker();
            killDuring(RESET_BATCHES, service -> service.reset(SPEC.id()));
            seedToTheEnd();

            assertThat(seeded()).as(named(kill)).isEqualTo(clean);
        }
    }

    @Test
    void aTeardownThatWasKilledIsCompletedByTheNextOrMadeUndoneByASeeding() throws Exception {
        Map<String, String> empty = mongo.fingerprint();
        seedToTheEnd();
        Map<String, String> clean = seeded();
        for (int kill = 0; kill < KILLS; kill++) {
            actAsRoomWorker();
            killDuring(TEARDOWN_BATCHES, service -> service.teardown(SPEC.id()));
            if (random.nextBoolean()) {
                tearDownToTheEnd();
                assertThat(mongo.fingerprint()).as(named(kill)).isEqualTo(empty);
            }
            seedToTheEnd();
            assertThat(seeded()).as(named(kill)).isEqualTo(clean);
        }
    }

    /** One process begins the job and dies; what it was writing is there in part. */
    private void killDuring(int batches, Consumer<FixtureService> command) throws Exception {
        try (FixtureService dying = service(new MortalStore(1 + random.nextInt(batches)))) {
            command.accept(dying);
            dying.await(SPEC.id(), LONG);
        }
        assertThat(catalog.dead).as("killed").isTrue();
        catalog.revive();
        try (FixtureService next = service(store)) {
            assertThat(next.find(SPEC.id()).map(FixtureSet::state)).contains(FixtureState.INTERRUPTED);
        }
        int lost = random.nextInt(7);
        for (String name : new String[] {"users", "rooms", "subscriptions", "room_members"}) {
            collection(name).deleteMany(new Document("_id", new Document("$regex", "^lg_kill_42_.*" + lost + "$")));
        }
    }

    private void seedToTheEnd() throws Exception {
        try (FixtureService next = service(store)) {
            next.seed(SPEC);
            assertThat(next.await(SPEC.id(), LONG).orElseThrow())
                    .returns(FixtureState.READY, FixtureSet::state)
                    .returns(FixtureCounts.ofBaseline(new FixturePlan(SPEC)), FixtureSet::counts);
            assertThat(next.remaining(SPEC.id()).total()).isEqualTo(30 * 60);
        }
    }

    private void tearDownToTheEnd() throws Exception {
        try (FixtureService next = service(store)) {
            next.teardown(SPEC.id());
            assertThat(next.await(SPEC.id(), LONG)).isEmpty();
        }
    }

    private FixtureService service(FixtureStore used) {
        return new FixtureService(
                used,
                () -> IndexCreation.NONE,
                catalog,
                FixtureLocks.NONE,
                System::nanoTime,
                InstantSource.system(),
                LONG);
    }

    /** What is there of the set that is seeded, whatever its generation. */
    private Map<String, String> seeded() throws Exception {
        return mongo.fingerprint(catalog.find(SPEC.id()).orElseThrow().seeding().generation());
    }

    private void actAsRoomWorker() {
        FixturePlan plan = catalog.find(SPEC.id()).orElseThrow().plan();
        for (int room = 0; room < SPEC.rooms(); room++) {
            String roomId = plan.roomId(room);
            int user = plan.candidate(room, random.nextInt(SPEC.candidatesPerRoom()));
            collection("subscriptions")
                    .insertOne(new Document("_id", "0198" + random.nextLong())
                            .append("roomId", roomId)
                            .append("u", new Document("_id", plan.userId(user)).append("account", plan.account(user))));
            collection("room_members")
                    .insertOne(new Document("_id", "0199" + random.nextLong())
                            .append("rid", roomId)
                            .append(
                                    "member",
                                    new Document("id", plan.orgId(plan.blockOf(user))).append("type", "org")));
            collection("rooms")
                    .updateOne(
                            new Document("_id", roomId),
                            new Document("$inc", new Document("userCount", 1))
                                    .append("$set", new Document("countsReconciledAt", Instant.ofEpochMilli(room))));
        }
    }

    private String named(int kill) {
        return "kill " + kill + " of seed " + SEED;
    }

    private MongoCollection<Document> collection(String name) {
        return mongo.database().getCollection(name);
    }

    /** What the dead process would have said is not heard. */
    private static final class MortalCatalog extends MemoryCatalog {
        private volatile boolean dead;

        @Override
        public void save(FixtureSet set) {
            if (!dead) {
                super.save(set);
            }
        }

        @Override
        public void remove(String id) {
            if (!dead) {
                super.remove(id);
            }
        }

        void revive() {
            dead = false;
        }
    }

    /** Dies when it hears of a batch, like the process around it. */
    private final class MortalStore implements FixtureStore {
        private final AtomicInteger batchesToLive;

        MortalStore(int batchesToLive) {
            this.batchesToLive = new AtomicInteger(batchesToLive);
        }

        private ProgressListener until(ProgressListener listener) {
            return progress -> {
                if (batchesToLive.decrementAndGet() <= 0) {
                    catalog.dead = true;
                    throw new IllegalStateException("killed in " + progress);
                }
                listener.progressed(progress);
            };
        }

        @Override
        public String database() {
            return store.database();
        }

        @Override
        public void seed(FixturePlan seeded, ProgressListener listener, Cancellation cancellation) {
            store.seed(seeded, until(listener), cancellation);
        }

        @Override
        public void reset(FixturePlan reset, ProgressListener listener, Cancellation cancellation) {
            store.reset(reset, until(listener), cancellation);
        }

        @Override
        public void teardown(FixtureSpec removed, ProgressListener listener, Cancellation cancellation) {
            store.teardown(removed, until(listener), cancellation);
        }

        @Override
        public RemainingCandidates remaining(FixturePlan read) {
            return store.remaining(read);
        }

        @Override
        public PoolSummary left(FixturePlan read, int usersPerAdd) {
            return store.left(read, usersPerAdd);
        }

        @Override
        public FixtureCounts counts(FixturePlan counted) {
            return store.counts(counted);
        }

        @Override
        public int[] subscriptionsPerRoom(FixturePlan counted) {
            return store.subscriptionsPerRoom(counted);
        }
    }
}
