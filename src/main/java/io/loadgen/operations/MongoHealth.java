package io.loadgen.operations;

import com.mongodb.MongoException;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import io.loadgen.mongo.ServerTroubles;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether the platform's database answers. Asks by {@code ping}, which every server of the protocol knows, and only when a
 * server is connected, so that a probe never waits for the server selection.
 *
 * <p>Any thread; blocks for one round trip.
 */
final class MongoHealth implements HealthIndicator {
    private static final long LONGEST_MILLIS = 1_500;

    private final MongoClient client;
    private final MongoDatabase database;
    private final ServerTroubles troubles;

    MongoHealth(MongoClient client, MongoDatabase database, ServerTroubles troubles) {
        this.client = client;
        this.database = database;
        this.troubles = troubles;
    }

    @Override
    public Health health() {
        Health.Builder health = Health.unknown().withDetail("database", database.getName());
        if (!client.getClusterDescription().hasReadableServer(ReadPreference.primary())) {
            String reason = ("no server is connected; " + troubles.describe()).replaceFirst("; $", "");
            return health.down().withDetail("reason", reason).build();
        }
        try {
            database.withTimeout(LONGEST_MILLIS, TimeUnit.MILLISECONDS).runCommand(new Document("ping", 1));
            return health.up().build();
        } catch (MongoException e) {
            return health.down(e).build();
        }
    }
}
