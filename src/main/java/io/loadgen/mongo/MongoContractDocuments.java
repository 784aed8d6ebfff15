package io.loadgen.mongo;

import static io.loadgen.mongo.Reach.reaching;

import com.mongodb.client.MongoDatabase;
import io.loadgen.conformance.ContractDocuments;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/** Documents of a contract check in the platform's MongoDB. Any thread; blocks on the database. */
public final class MongoContractDocuments implements ContractDocuments {
    private static final JsonWriterSettings RELAXED =
            JsonWriterSettings.builder().outputMode(JsonMode.RELAXED).build();

    private final MongoDatabase platform;

    /**
     * Uses a database of the system under test.
     *
     * @param platform the database, {@code chat} by default
     */
    public MongoContractDocuments(MongoDatabase platform) {
        this.platform = platform;
    }

    @Override
    public void insert(String collection, String document) {
        reaching(() -> platform.getCollection(collection).insertOne(Document.parse(document)));
    }

    @Override
    public void update(String collection, String filter, String change) {
        reaching(() -> platform.getCollection(collection).updateOne(Document.parse(filter), Document.parse(change)));
    }

    @Override
    public List<String> find(String collection, String filter) {
        return reaching(() -> platform.getCollection(collection)
                .find(Document.parse(filter))
                .map(document -> document.toJson(RELAXED))
                .into(new ArrayList<>()));
    }

    @Override
    public void remove(String collection, String filter) {
        reaching(() -> platform.getCollection(collection).deleteMany(Document.parse(filter)));
    }

    @Override
    public void removeBeginningWith(String collection, String prefix) {
        reaching(() ->
                platform.getCollection(collection).deleteMany(IdRange.of(prefix).on("_id")));
    }
}
