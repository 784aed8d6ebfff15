package io.loadgen.operations;

import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.loadgen.history.BaselineStore;
import io.loadgen.history.MemoryArchive;
import io.loadgen.history.MemoryBaselines;
import io.loadgen.history.RunArchive;
import io.loadgen.mongo.MongoBaselines;
import io.loadgen.mongo.MongoRunArchive;
import io.loadgen.mongo.ServerTroubles;
import java.util.concurrent.TimeUnit;

/**
 * Where the history is, and the client that it alone has: a platform's database under load must not keep it waiting for a
 * connection. An archive that hangs is given up soon, since the spool takes what it does not.
 *
 * @param archive where runs are kept
 * @param baselines where baselines are kept
 * @param closing lets the client go
 */
record HistoryBackend(RunArchive archive, BaselineStore baselines, Runnable closing) implements AutoCloseable {
    private static final int CONNECT_SECONDS = 2;
    private static final int READ_SECONDS = 5;

    static HistoryBackend of(LoadgenProperties properties) {
        return switch (properties.history().mode()) {
            case MONGODB -> inMongo(properties);
            case MEMORY -> new HistoryBackend(new MemoryArchive(), new MemoryBaselines(), () -> {});
        };
    }

    private static HistoryBackend inMongo(LoadgenProperties properties) {
        MongoClientSettings connection =
                MongoConfiguration.settings(properties.history().connection(properties.mongo()), new ServerTroubles());
        MongoClient client = MongoClients.create(MongoClientSettings.builder(connection)
                .applyToSocketSettings(socket -> socket.connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                        .readTimeout(READ_SECONDS, TimeUnit.SECONDS))
                .build());
        MongoDatabase database = client.getDatabase(properties.history().database());
        return new HistoryBackend(new MongoRunArchive(client, database), new MongoBaselines(database), client::close);
    }

    @Override
    public void close() {
        closing.run();
    }
}
