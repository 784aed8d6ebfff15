package io.loadgen.bench;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.InsertManyOptions;
import io.loadgen.fixtures.Cancellation;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.RoomKeyWriter;
import io.loadgen.mongo.MongoFixtureStore;
import io.loadgen.sandbox.EmbeddedMongo;
import io.loadgen.spec.FixtureSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;

/**
 * How fast a fixture set is written, beside a loop that has the same documents ready and inserts them, a thousand at a time, from one
 * thread.
 */
final class SeedingSection implements Section {
    private static final int BATCH = 1_000;

    @Override
    public String name() {
        return "seeding";
    }

    @Override
    public String title() {
        return "Documents a second into the embedded database; the reference inserts ready-made ones";
    }

    @Override
    public List<Line> run(BenchOptions options) throws Exception {
        int rooms = options.quick() ? 100 : 500;
        FixturePlan plan = new FixturePlan(new FixtureSpec("bench", 42, "site-local", rooms, 100, 100, 5_000));
        try (EmbeddedMongo mongo = EmbeddedMongo.start();
                MongoClient client = MongoClients.create(mongo.connectionString())) {
            MongoDatabase seeded = client.getDatabase("seeded");
            seed(seeded, plan);
            Map<String, List<Document>> documents = documents(seeded);
            long count = documents.values().stream().mapToLong(List::size).sum();
            Pairs pairs = Pairs.run(
                    "seeding",
                    options.pairs(),
                    () -> rate(count, () -> insert(client.getDatabase("bare"), documents)),
                    () -> {
                        client.getDatabase("loadgen").drop();
                        return rate(count, () -> seed(client.getDatabase("loadgen"), plan));
                    });
            return List.of(pairs.line("documents/s, " + count + " documents", "ratePerSecond", null));
        }
    }

    private static void seed(MongoDatabase database, FixturePlan plan) {
        new MongoFixtureStore(database, RoomKeyWriter.DOCUMENTS_ONLY).seed(plan, progress -> {}, new Cancellation());
    }

    private static Map<String, List<Document>> documents(MongoDatabase database) {
        Map<String, List<Document>> documents = new LinkedHashMap<>();
        for (String collection : database.listCollectionNames()) {
            documents.put(collection, database.getCollection(collection).find().into(new ArrayList<>()));
        }
        return documents;
    }

    private static void insert(MongoDatabase database, Map<String, List<Document>> documents) {
        database.drop();
        InsertManyOptions unordered = new InsertManyOptions().ordered(false);
        documents.forEach((collection, all) -> {
            for (int from = 0; from < all.size(); from += BATCH) {
                database.getCollection(collection)
                        .insertMany(all.subList(from, Math.min(all.size(), from + BATCH)), unordered);
            }
        });
    }

    private static Map<String, Double> rate(long documents, Runnable writing) {
        Cost before = Cost.now();
        writing.run();
        return before.since(documents);
    }
}
