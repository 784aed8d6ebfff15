package io.loadgen.mongo;

import static io.loadgen.mongo.Reach.reaching;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.loadgen.fixtures.FixtureCatalog;
import io.loadgen.fixtures.FixtureCounts;
import io.loadgen.fixtures.FixtureSet;
import io.loadgen.fixtures.FixtureState;
import io.loadgen.spec.FixtureSpec;
import io.loadgen.spec.Seeding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.mapping.Unwrapped;
import org.springframework.data.mongodb.core.query.Query;

/**
 * The known fixture sets, one small document each, in the collection {@code fixtures} of the service's own database, never
 * in that of the system under test.
 *
 * <p>Any thread; blocks on the database.
 */
public final class MongoFixtureCatalog implements FixtureCatalog {
    private static final String COLLECTION = "fixtures";
    private static final String USERS_PER_BLOCK = "usersPerBlock";
    private static final String GENERATION = "generation";
    /** What such a release wrote has other members and no source channels: no run may use it as it is. */
    private static final String WITHOUT_BLOCKS =
            "was seeded by a release that knew no blocks: seed it again, or tear it down";

    private final MongoOperations fixtures;
    private final MongoOperations view;

    /**
     * Uses a database of the service.
     *
     * @param own the service's database, {@code loadgen} by default
     */
    public MongoFixtureCatalog(OwnDatabase own) {
        fixtures = own.records();
        view = own.recordsView();
    }

    /** As it is kept. */
    record Kept(
            @Id String id,
            @Unwrapped.Empty Seeding seeding,
            @Nullable String database,
            FixtureState state,
            Instant createdAt,
            FixtureCounts counts,
            @Nullable String failure,
            @Nullable List<String> createdIndexes) {
        FixtureSet set() {
            return new FixtureSet(seeding, state, createdAt, counts, failure, null, database, createdIndexes);
        }
    }

    @Override
    public List<FixtureSet> list() {
        return reaching(() -> view.find(new Query().with(Sort.by("_id")), Document.class, COLLECTION)).stream()
                .map(this::read)
                .toList();
    }

    @Override
    public Optional<FixtureSet> find(String id) {
        return reaching(() -> Optional.ofNullable(view.findById(id, Document.class, COLLECTION)))
                .map(this::read);
    }

    @Override
    public void save(FixtureSet set) {
        Kept kept = new Kept(
                set.id(),
                set.seeding(),
                set.database(),
                set.state(),
                set.createdAt(),
                set.counts(),
                set.failure(),
                set.createdIndexes());
        reaching(() -> fixtures.save(kept, COLLECTION));
    }

    @Override
    public void remove(String id) {
        reaching(() -> fixtures.remove(query(where("_id").is(id)), COLLECTION));
    }

    private FixtureSet read(Document document) {
        Document spec = document.get("spec", Document.class);
        if (!spec.containsKey(USERS_PER_BLOCK)) {
            spec.append(USERS_PER_BLOCK, blockSizeThatFits(spec));
            document.append("state", FixtureState.FAILED.name()).append("failure", WITHOUT_BLOCKS);
        }
        // A release that knew no generations wrote ids without one.
        document.putIfAbsent(GENERATION, "");
        return view.getConverter().read(Kept.class, document).set();
    }

    /** The usual size if numbers of a release that knew no blocks allow it; blocks of one user fit any of them. */
    private static int blockSizeThatFits(Document spec) {
        int usual = FixtureSpec.DEFAULT_USERS_PER_BLOCK;
        int candidatesPerRoom = spec.getInteger("candidatesPerRoom");
        int users = spec.getInteger("users");
        boolean fits = candidatesPerRoom % usual == 0
                && users % usual == 0
                && users >= FixtureSpec.leastUsers(spec.getInteger("baselineMembers"), candidatesPerRoom, usual);
        return fits ? usual : 1;
    }
}
