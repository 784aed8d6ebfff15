package io.loadgen.mongo;

import static io.loadgen.mongo.MongoRunArchive.reaching;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.loadgen.history.Baseline;
import io.loadgen.history.BaselineStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.annotation.Id;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;

/**
 * Keeps baselines in the collection {@value #COLLECTION} of the service's own database, one small document each.
 *
 * <p>Any thread; blocks on the database.
 */
public final class MongoBaselines implements BaselineStore {
    private static final String COLLECTION = "baselines";

    private final MongoOperations baselines;
    private final MongoOperations view;

    /**
     * Uses a database of the service.
     *
     * @param database its database
     */
    public MongoBaselines(OwnDatabase database) {
        baselines = database.records();
        view = database.recordsView();
    }

    /** As it is kept. */
    record Kept(@Id String name, List<String> runs, Instant createdAt, Instant changedAt) {
        Baseline baseline() {
            return new Baseline(name, runs, createdAt, changedAt);
        }
    }

    @Override
    public List<Baseline> list() {
        return reaching(() -> view.find(new Query().with(Sort.by("name")), Kept.class, COLLECTION)).stream()
                .map(Kept::baseline)
                .toList();
    }

    @Override
    public Optional<Baseline> find(String name) {
        return reaching(() -> Optional.ofNullable(view.findById(name, Kept.class, COLLECTION)))
                .map(Kept::baseline);
    }

    @Override
    public void save(Baseline baseline) {
        Kept kept = new Kept(baseline.name(), baseline.runs(), baseline.createdAt(), baseline.changedAt());
        reaching(() -> baselines.save(kept, COLLECTION));
    }

    @Override
    public boolean delete(String name) {
        return reaching(() -> baselines.remove(query(where("name").is(name)), Kept.class, COLLECTION))
                        .getDeletedCount()
                > 0;
    }
}
