package io.loadgen.mongo;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Sorts.ascending;
import static io.loadgen.mongo.MongoRunArchive.reaching;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.ReplaceOptions;
import io.loadgen.history.Baseline;
import io.loadgen.history.BaselineStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;

/**
 * Keeps baselines in the collection {@code baselines} of the service's own database, one small document each.
 *
 * <p>Any thread; blocks on the database.
 */
public final class MongoBaselines implements BaselineStore {
    private static final String ID = "_id";
    private static final String RUNS = "runs";
    private static final String CREATED_AT = "createdAt";
    private static final String CHANGED_AT = "changedAt";

    private final MongoCollection<Document> baselines;
    private final MongoCollection<Document> view;

    /**
     * Uses a database of the service.
     *
     * @param database its database
     */
    public MongoBaselines(OwnDatabase database) {
        baselines = database.collection("baselines");
        view = database.view("baselines");
    }

    @Override
    public List<Baseline> list() {
        return reaching(
                () -> view.find().sort(ascending(ID)).map(MongoBaselines::read).into(new ArrayList<>()));
    }

    @Override
    public Optional<Baseline> find(String name) {
        return reaching(
                () -> Optional.ofNullable(view.find(eq(ID, name)).first()).map(MongoBaselines::read));
    }

    @Override
    public void save(Baseline baseline) {
        Document document = new Document(ID, baseline.name())
                .append(RUNS, baseline.runs())
                .append(CREATED_AT, baseline.createdAt())
                .append(CHANGED_AT, baseline.changedAt());
        reaching(() -> baselines.replaceOne(eq(ID, baseline.name()), document, new ReplaceOptions().upsert(true)));
    }

    @Override
    public boolean delete(String name) {
        return reaching(() -> baselines.deleteOne(eq(ID, name)).getDeletedCount()) > 0;
    }

    private static Baseline read(Document document) {
        return new Baseline(
                Objects.requireNonNull(document.getString(ID), ID),
                Objects.requireNonNull(document.getList(RUNS, String.class), RUNS),
                Objects.requireNonNull(document.getDate(CREATED_AT), CREATED_AT).toInstant(),
                Objects.requireNonNull(document.getDate(CHANGED_AT), CHANGED_AT).toInstant());
    }
}
