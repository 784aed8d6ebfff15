package io.loadgen.mongo;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Sorts.ascending;
import static io.loadgen.mongo.Reach.reaching;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.ReplaceOptions;
import io.loadgen.fixtures.FixtureCatalog;
import io.loadgen.fixtures.FixtureCounts;
import io.loadgen.fixtures.FixtureSet;
import io.loadgen.fixtures.FixtureState;
import io.loadgen.spec.FixtureSpec;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;

/**
 * The known fixture sets, one small document each, in the collection {@code fixtures} of the service's own database, never
 * in that of the system under test.
 *
 * <p>Any thread; blocks on the database.
 */
public final class MongoFixtureCatalog implements FixtureCatalog {
    private static final String USERS_PER_BLOCK = "usersPerBlock";
    /** What such a release wrote has other members and no source channels: no run may use it as it is. */
    private static final String WITHOUT_BLOCKS =
            "was seeded by a release that knew no blocks: seed it again, or tear it down";

    private final MongoCollection<Document> fixtures;
    private final MongoCollection<Document> view;

    /**
     * Uses a database of the service.
     *
     * @param own the service's database, {@code loadgen} by default
     */
    public MongoFixtureCatalog(OwnDatabase own) {
        fixtures = own.collection("fixtures");
        view = own.view("fixtures");
    }

    @Override
    public List<FixtureSet> list() {
        return reaching(() -> view.find()
                .sort(ascending("_id"))
                .map(MongoFixtureCatalog::read)
                .into(new ArrayList<>()));
    }

    @Override
    public Optional<FixtureSet> find(String id) {
        return reaching(() -> Optional.ofNullable(view.find(eq("_id", id)).first()))
                .map(MongoFixtureCatalog::read);
    }

    @Override
    public void save(FixtureSet set) {
        reaching(() -> fixtures.replaceOne(eq("_id", set.id()), written(set), new ReplaceOptions().upsert(true)));
    }

    @Override
    public void remove(String id) {
        reaching(() -> fixtures.deleteOne(eq("_id", id)));
    }

    private static Document written(FixtureSet set) {
        FixtureSpec spec = set.spec();
        FixtureCounts counts = set.counts();
        Document document = new Document("_id", set.id())
                .append(
                        "spec",
                        new Document("preset", spec.preset())
                                .append("seed", spec.seed())
                                .append("site", spec.site())
                                .append("rooms", spec.rooms())
                                .append("baselineMembers", spec.baselineMembers())
                                .append("candidatesPerRoom", spec.candidatesPerRoom())
                                .append("users", spec.users())
                                .append(USERS_PER_BLOCK, spec.usersPerBlock()))
                .append("database", set.database())
                .append("state", set.state().name())
                .append("createdAt", Date.from(set.createdAt()))
                .append(
                        "counts",
                        new Document("users", counts.users())
                                .append("rooms", counts.rooms())
                                .append("subscriptions", counts.subscriptions())
                                .append("roomMembers", counts.roomMembers()));
        String failure = set.failure();
        return failure == null ? document : document.append("failure", failure);
    }

    private static FixtureSet read(Document document) {
        Document spec = required(document, "spec", Document.class);
        Document counts = required(document, "counts", Document.class);
        FixtureState state = FixtureState.valueOf(required(document, "state", String.class));
        String failure = document.getString("failure");
        if (!spec.containsKey(USERS_PER_BLOCK)) {
            state = FixtureState.FAILED;
            failure = WITHOUT_BLOCKS;
        }
        return new FixtureSet(
                readSpec(spec),
                state,
                required(document, "createdAt", Date.class).toInstant(),
                new FixtureCounts(
                        required(counts, "users", Long.class),
                        required(counts, "rooms", Long.class),
                        required(counts, "subscriptions", Long.class),
                        required(counts, "roomMembers", Long.class)),
                failure,
                null,
                document.getString("database"));
    }

    private static FixtureSpec readSpec(Document spec) {
        int baselineMembers = required(spec, "baselineMembers", Integer.class);
        int candidatesPerRoom = required(spec, "candidatesPerRoom", Integer.class);
        int users = required(spec, "users", Integer.class);
        Integer usersPerBlock = spec.getInteger(USERS_PER_BLOCK);
        return new FixtureSpec(
                required(spec, "preset", String.class),
                required(spec, "seed", Long.class),
                required(spec, "site", String.class),
                required(spec, "rooms", Integer.class),
                baselineMembers,
                candidatesPerRoom,
                users,
                usersPerBlock == null ? blockSizeThatFits(baselineMembers, candidatesPerRoom, users) : usersPerBlock);
    }

    /** The usual size if numbers of a release that knew no blocks allow it; blocks of one user fit any of them. */
    private static int blockSizeThatFits(int baselineMembers, int candidatesPerRoom, int users) {
        int usual = FixtureSpec.DEFAULT_USERS_PER_BLOCK;
        boolean fits = candidatesPerRoom % usual == 0
                && users % usual == 0
                && users >= FixtureSpec.leastUsers(baselineMembers, candidatesPerRoom, usual);
        return fits ? usual : 1;
    }

    private static <T> T required(Document document, String field, Class<T> type) {
        return Objects.requireNonNull(document.get(field, type), field);
    }
}
