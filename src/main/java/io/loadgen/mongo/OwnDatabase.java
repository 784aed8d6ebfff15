package io.loadgen.mongo;

import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.SimpleMongoClientDatabaseFactory;
import org.springframework.data.mongodb.core.convert.DefaultMongoTypeMapper;
import org.springframework.data.mongodb.core.convert.MappingMongoConverter;

/**
 * A database of the service's own records. Whatever the connection string says, they are read from the primary and written to a
 * majority, since what a failover takes back, or a lagging secondary does not know yet, would be decided wrongly; and no call of
 * them waits long for a server that answers no more.
 *
 * <p>Immutable; any thread.
 */
public final class OwnDatabase {
    /** Whoever looks at something waits for this long. */
    private static final long READ_MILLIS = 1_500;

    private static final long WRITE_MILLIS = 5_000;

    private final MongoDatabase database;
    private final MongoTemplate records;
    private final MongoTemplate recordsView;

    /**
     * A database that a client reaches.
     *
     * @param client the client
     * @param name never that of the system under test
     */
    public OwnDatabase(MongoClient client, String name) {
        database = client.getDatabase(name)
                .withReadPreference(ReadPreference.primary())
                .withWriteConcern(WriteConcern.MAJORITY)
                .withTimeout(WRITE_MILLIS, TimeUnit.MILLISECONDS);
        records = new MongoTemplate(new Database(client, database));
        MappingMongoConverter mapping = (MappingMongoConverter) records.getConverter();
        // What a document is, its collection tells.
        mapping.setTypeMapper(new DefaultMongoTypeMapper(null));
        recordsView = new MongoTemplate(
                new Database(client, database.withTimeout(READ_MILLIS, TimeUnit.MILLISECONDS)), mapping);
    }

    /** Small documents mapped to records, to be changed. */
    MongoOperations records() {
        return records;
    }

    /** Small documents mapped to records, to be looked at only. */
    MongoOperations recordsView() {
        return recordsView;
    }

    /** A collection, to be changed. */
    MongoCollection<Document> collection(String name) {
        return database.getCollection(name);
    }

    /** A collection, to be looked at only. */
    MongoCollection<Document> view(String name) {
        return collection(name).withTimeout(READ_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Fails when no server answers. */
    void ping() {
        database.withTimeout(READ_MILLIS, TimeUnit.MILLISECONDS).runCommand(new Document("ping", 1));
    }

    /** This database and no other, with the driver's own exceptions, which {@link Reach} knows. */
    private static final class Database extends SimpleMongoClientDatabaseFactory {
        private final MongoDatabase database;

        Database(MongoClient client, MongoDatabase database) {
            super(client, database.getName());
            this.database = database;
            setExceptionTranslator(driver -> null);
        }

        @Override
        protected MongoDatabase doGetMongoDatabase(String name) {
            return database;
        }
    }
}
