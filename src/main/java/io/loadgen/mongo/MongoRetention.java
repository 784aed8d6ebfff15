package io.loadgen.mongo;

import static com.mongodb.client.model.Filters.eq;
import static io.loadgen.mongo.MongoRunArchive.reaching;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.ReplaceOptions;
import io.loadgen.history.Retention;
import io.loadgen.history.RetentionStore;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;

/**
 * Keeps what an archive keeps in the collection {@code settings} of the history database, in the document {@code retention}.
 *
 * <p>Any thread; blocks on the database.
 */
public final class MongoRetention implements RetentionStore {
    private static final String ID = "_id";
    private static final String RETENTION = "retention";
    private static final String KEEP_RUNS = "keepRuns";
    private static final String KEEP_MILLIS = "keepMillis";

    private final MongoCollection<Document> settings;
    private final MongoCollection<Document> view;

    /**
     * Uses a database of the service.
     *
     * @param database that of the archive
     */
    public MongoRetention(OwnDatabase database) {
        settings = database.collection("settings");
        view = database.view("settings");
    }

    @Override
    public Optional<Retention> find() {
        return reaching(() -> Optional.ofNullable(view.find(eq(ID, RETENTION)).first()))
                .map(document -> new Retention(
                        Objects.requireNonNull(document.getInteger(KEEP_RUNS), KEEP_RUNS),
                        Duration.ofMillis(Objects.requireNonNull(document.getLong(KEEP_MILLIS), KEEP_MILLIS))));
    }

    @Override
    public void save(Retention retention) {
        Document document = new Document(ID, RETENTION)
                .append(KEEP_RUNS, retention.mostRuns())
                .append(KEEP_MILLIS, retention.longest().toMillis());
        reaching(() -> settings.replaceOne(eq(ID, RETENTION), document, new ReplaceOptions().upsert(true)));
    }
}
