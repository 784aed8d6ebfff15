package io.loadgen.operations;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.loadgen.history.BaselineStore;
import io.loadgen.history.MemoryArchive;
import io.loadgen.history.MemoryBaselines;
import io.loadgen.history.MemoryRetention;
import io.loadgen.history.RetentionStore;
import io.loadgen.history.RunArchive;
import io.loadgen.mongo.MongoBaselines;
import io.loadgen.mongo.MongoRetention;
import io.loadgen.mongo.MongoRunArchive;
import io.loadgen.mongo.OwnDatabase;
import io.loadgen.mongo.ServerTroubles;

/**
 * Where the history is, and the client that it alone has: a platform's database under load must not keep it waiting for a
 * connection. An archive that hangs is given up soon, since the spool takes what it does not.
 *
 * @param archive where runs are kept
 * @param baselines where baselines are kept
 * @param retention where it is kept how much is kept
 * @param closing lets the client go
 */
record HistoryBackend(RunArchive archive, BaselineStore baselines, RetentionStore retention, Runnable closing)
        implements AutoCloseable {
    static HistoryBackend of(LoadgenProperties properties) {
        return switch (properties.history().mode()) {
            case MONGODB -> inMongo(properties);
            case MEMORY ->
                new HistoryBackend(new MemoryArchive(), new MemoryBaselines(), new MemoryRetention(), () -> {});
        };
    }

    private static HistoryBackend inMongo(LoadgenProperties properties) {
        MongoClient client = MongoClients.create(
                MongoConfiguration.settings(properties.history().connection(properties.mongo()), new ServerTroubles()));
        OwnDatabase database = new OwnDatabase(client, properties.history().database());
        return new HistoryBackend(
                new MongoRunArchive(client, database),
                new MongoBaselines(database),
                new MongoRetention(database),
                client::close);
    }

    @Override
    public void close() {
        closing.run();
    }
}
