package io.loadgen.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.InsertManyOptions;
import io.loadgen.contract.ContractVersion;
import io.loadgen.fixtures.Cancellation;
import io.loadgen.fixtures.FixtureCounts;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.RoomKeyWriter;
import io.loadgen.fixtures.SourceSubscribers;
import io.loadgen.sandbox.EmbeddedMongo;
import io.loadgen.spec.Presets;
import io.loadgen.time.NanoClock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What seeding costs beyond the database's own work: the rate at which {@code members-heavy} is seeded against that of a bare
 * bulk insert of the same documents, ready in memory, by the same driver, batch size and number of threads into the same server,
 * in turn, in one run. The server is the embedded one, or that of {@code -Dloadgen.measurement.mongo}. Not run by the build: it
 * measures, and asserts only that both wrote everything.
 */
@Timeout(900)
class SeedingRateMeasurement {
    private static final int PAIRS = 5;
    private static final int DOCUMENTS_PER_BATCH = 1_000;
    private static final int PARALLEL_BATCHES = 4;
    private static final String DATABASE = "loadgen_seeding_measurement";

    private final FixturePlan plan =
            new FixturePlan(Presets.named("members-heavy").spec(42, "site-local"));
    private final FixtureCounts baseline = FixtureCounts.ofBaseline(plan);

    @Test
    void rateOfSeedingAgainstThatOfABareBulkInsert() {
        String given = System.getProperty("loadgen.measurement.mongo");
        try (EmbeddedMongo embedded = EmbeddedMongo.start();
                MongoClient client = MongoClients.create(given == null ? embedded.connectionString() : given)) {
            MongoDatabase database = client.getDatabase(DATABASE);
            Map<String, List<Document>> documents = documents(database);
            documentsPerSecond(database, () -> seed(database));
            documentsPerSecond(database, () -> insert(database, documents));
            for (int pair = 1; pair <= PAIRS; pair++) {
                double seeded = documentsPerSecond(database, () -> seed(database));
                double bare = documentsPerSecond(database, () -> insert(database, documents));
                System.out.printf(
                        "pair %d, %,d documents: %.0f/s seeded, %.0f/s inserted, ratio %.2f%n",
                        pair, baseline.total(), seeded, bare, seeded / bare);
            }
            database.drop();
        }
    }

    private double documentsPerSecond(MongoDatabase database, Runnable writing) {
        database.drop();
        new MongoServiceIndexes(database).createMissing(ContractVersion.B);
        NanoClock clock = NanoClock.system();
        long startedNanos = clock.nanoTime();
        writing.run();
        double seconds = (clock.nanoTime() - startedNanos) / 1e9;
        assertThat(new MongoFixtureStore(database, RoomKeyWriter.DOCUMENTS_ONLY).counts(plan))
                .isEqualTo(baseline);
        return baseline.total() / seconds;
    }

    private void seed(MongoDatabase database) {
        new MongoFixtureStore(database, RoomKeyWriter.DOCUMENTS_ONLY)
                .seed(new FixturePlan(plan.spec()), progress -> {}, new Cancellation());
    }

    private static void insert(MongoDatabase database, Map<String, List<Document>> documents) {
        documents.forEach((name, all) -> {
            MongoCollection<Document> collection = database.getCollection(name);
            int batches = Math.ceilDiv(all.size(), DOCUMENTS_PER_BATCH);
            new ParallelBatches(PARALLEL_BATCHES, new Cancellation())
                    .run(
                            batches,
                            batch -> collection.insertMany(
                                    all.subList(
                                            batch * DOCUMENTS_PER_BATCH,
                                            Math.min(all.size(), (batch + 1) * DOCUMENTS_PER_BATCH)),
                                    new InsertManyOptions().ordered(false)));
        });
    }

    private Map<String, List<Document>> documents(MongoDatabase database) {
        SourceSubscribers subscribers = SourceSubscribers.of(plan);
        FixtureDocuments documents = new FixtureDocuments(plan, subscribers, true);
        Map<String, List<Document>> all = new LinkedHashMap<>();
        for (SetDocuments each : List.of(
                SetDocuments.users(database.getCollection("users"), plan, documents),
                SetDocuments.rooms(database.getCollection("rooms"), plan, documents),
                SetDocuments.subscriptions(database.getCollection("subscriptions"), plan, subscribers, documents),
                SetDocuments.roomMembers(database.getCollection("room_members"), plan, documents))) {
            all.put(each.collection().getNamespace().getCollectionName(), documents(each));
        }
        return all;
    }

    private static List<Document> documents(SetDocuments described) {
        List<Document> all = new ArrayList<>();
        for (int number = 0; number < described.count(); number++) {
            all.add(described.document().apply(number));
        }
        return all;
    }
}
