package io.loadgen.mongo;

import static io.loadgen.mongo.MongoRunArchive.reaching;

import io.loadgen.history.Retention;
import io.loadgen.history.RetentionStore;
import java.time.Duration;
import java.util.Optional;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * Keeps what an archive keeps in the collection {@value #COLLECTION} of the history database, in the document {@value #RETENTION}.
 *
 * <p>Any thread; blocks on the database.
 */
public final class MongoRetention implements RetentionStore {
    private static final String COLLECTION = "settings";
    private static final String RETENTION = "retention";

    private final MongoOperations settings;
    private final MongoOperations view;

    /**
     * Uses a database of the service.
     *
     * @param database that of the archive
     */
    public MongoRetention(OwnDatabase database) {
        settings = database.records();
        view = database.recordsView();
    }

    /** As it is kept. */
    record Kept(@Id String id, int keepRuns, long keepMillis) {}

    @Override
    public Optional<Retention> find() {
        return reaching(() -> Optional.ofNullable(view.findById(RETENTION, Kept.class, COLLECTION)))
                .map(kept -> new Retention(kept.keepRuns(), Duration.ofMillis(kept.keepMillis())));
    }

    @Override
    public void save(Retention retention) {
        Kept kept =
                new Kept(RETENTION, retention.mostRuns(), retention.longest().toMillis());
        reaching(() -> settings.save(kept, COLLECTION));
    }
}
