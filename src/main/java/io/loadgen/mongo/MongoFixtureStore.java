package io.loadgen.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.nor;
import static io.loadgen.mongo.Reach.reaching;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Projections;
import io.loadgen.fixtures.BaselineDamagedException;
import io.loadgen.fixtures.Cancellation;
import io.loadgen.fixtures.FixtureCounts;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.FixtureStore;
import io.loadgen.fixtures.PoolSummary;
import io.loadgen.fixtures.ProgressListener;
import io.loadgen.fixtures.RemainingCandidates;
import io.loadgen.fixtures.RoomKeyWriter;
import io.loadgen.fixtures.SeedPhase;
import io.loadgen.fixtures.SourceSubscribers;
import io.loadgen.spec.FixtureSpec;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Fixture sets in the platform's MongoDB. Every write first looks at what is there and then writes only what is missing or
 * differs, which is what makes it repeatable: what a run left behind is removed, what an interrupted seeding wrote is kept, and
 * a document that belongs to somebody else and clashes with one of ours fails the job instead of being overwritten.
 *
 * <p>Subscriptions and room_members rows that room-worker wrote have ids of their own, so they are found by their room; users
 * and rooms by {@code _id}.
 *
 * <p>Any thread; blocks on the database.
 */
public final class MongoFixtureStore implements FixtureStore {
    private static final Logger LOG = System.getLogger(MongoFixtureStore.class.getName());
    private static final int ROOMS_PER_KEY_BATCH = 500;
    private static final int PARALLEL_KEY_BATCHES = 2;
    private static final int CURSOR_BATCH = 10_000;

    private static final Bson MEMBER =
            Projections.fields(Projections.include("roomId", "u.account"), Projections.excludeId());

    private final MongoDatabase platform;
    private final MongoCollection<Document> users;
    private final MongoCollection<Document> apps;
    private final MongoCollection<Document> rooms;
    private final MongoCollection<Document> subscriptions;
    private final MongoCollection<Document> roomMembers;
    private final RoomKeyWriter keys;

    /**
     * Uses a database of the system under test.
     *
     * @param platform the database, {@code chat} by default
     * @param keys where room keys go besides the rooms documents
     */
    public MongoFixtureStore(MongoDatabase platform, RoomKeyWriter keys) {
        this.platform = platform;
        users = platform.getCollection("users");
        apps = platform.getCollection("apps");
        rooms = platform.getCollection("rooms");
        subscriptions = platform.getCollection("subscriptions");
        roomMembers = platform.getCollection("room_members");
        this.keys = keys;
    }

    @Override
    public String database() {
        return platform.getName();
    }

    @Override
    public void seed(FixturePlan plan, ProgressListener listener, Cancellation cancellation) {
        cancellation.check();
        reaching(() -> {
            removeOtherSeedings(plan, listener, cancellation);
            restore(plan, listener, cancellation, counts(plan), true);
        });
    }

    /** What a removal that was broken off has left, jobs of room-worker that came after one, or a catalog that was lost. */
    private void removeOtherSeedings(FixturePlan plan, ProgressListener listener, Cancellation cancellation) {
        List<IdRange> others = IdRange.of(plan.spec().prefix()).without(IdRange.of(plan.prefix())).stream()
                .filter(range -> countsIn(range).total() > 0)
                .toList();
        if (!others.isEmpty()) {
            remove(plan.spec(), others, listener, cancellation);
        }
    }

    @Override
    public void reset(FixturePlan plan, ProgressListener listener, Cancellation cancellation) {
        cancellation.check();
        FixtureCounts found = counts(plan);
        if (found.users() < plan.spec().users()) {
            throw new BaselineDamagedException(found.users(), plan.spec().users());
        }
        reaching(() -> restore(plan, listener, cancellation, found, false));
    }

    private void restore(
            FixturePlan plan,
            ProgressListener listener,
            Cancellation cancellation,
            FixtureCounts found,
            boolean alsoUsers) {
        long added = found.total() == 0 ? 0 : removeAdded(plan, listener, cancellation);
        long toRead = found.total()
                - added
                - (alsoUsers ? 0 : found.users())
                + appsIn(plan.spec(), IdRange.of(plan.prefix()));
        ProgressTally checked = new ProgressTally(listener, toRead);
        List<Deviations> deviations = new ArrayList<>();
        for (SetDocuments documents : baseline(plan, alsoUsers)) {
            deviations.add(
                    toRead == 0
                            ? Deviations.ofNothing(documents)
                            : Deviations.find(documents, IdRange.of(plan.prefix()), checked, cancellation));
        }
        log(plan, deviations);
        ProgressTally written = new ProgressTally(
                listener, deviations.stream().mapToLong(Deviations::toWrite).sum());
        for (Deviations each : deviations) {
            each.mend(written, cancellation);
            if (each.phase() == SeedPhase.ROOMS) {
                writeKeys(plan, cancellation);
            }
        }
    }

    /** What others refer to comes before what refers to it. */
    private List<SetDocuments> baseline(FixturePlan plan, boolean alsoUsers) {
        SourceSubscribers subscribers = SourceSubscribers.of(plan);
        FixtureDocuments documents = new FixtureDocuments(plan, subscribers, keys.inDocuments());
        List<SetDocuments> baseline = new ArrayList<>();
        if (alsoUsers) {
            baseline.add(SetDocuments.users(users, plan, documents));
        }
        if (hasBots(plan.spec())) {
            baseline.add(SetDocuments.apps(apps, plan, documents));
        }
        baseline.add(SetDocuments.rooms(rooms, plan, documents));
        baseline.add(SetDocuments.subscriptions(subscriptions, plan, subscribers, documents));
        baseline.add(SetDocuments.roomMembers(roomMembers, plan, documents));
        return baseline;
    }

    private static void log(FixturePlan plan, List<Deviations> deviations) {
        for (Deviations each : deviations) {
            if (each.foundWrong() > 0) {
                LOG.log(
                        Level.INFO,
                        "fixture set {0}, {1}: {2} documents are not as they were seeded; mending them",
                        plan.spec().id(),
                        each.phase(),
                        each.foundWrong());
            }
        }
    }

    @Override
    public void teardown(FixtureSpec spec, ProgressListener listener, Cancellation cancellation) {
        reaching(() -> remove(spec, List.of(IdRange.of(spec.prefix())), listener, cancellation));
    }

    private void remove(FixtureSpec spec, List<IdRange> ranges, ProgressListener listener, Cancellation cancellation) {
        cancellation.check();
        long found = ranges.stream()
                .mapToLong(range -> countsIn(range).total() + appsIn(spec, range))
                .sum();
        SetRemoval removal = new SetRemoval(platform, keys, new ProgressTally(listener, found), cancellation);
        ranges.forEach(range -> removal.run(range, membersOfFullRoom(spec), hasBots(spec)));
    }

    @Override
    public RemainingCandidates remaining(FixturePlan plan) {
        return reaching(() -> readRemaining(plan));
    }

    private RemainingCandidates readRemaining(FixturePlan plan) {
        return collected(plan, subscriptionsOf(plan, MEMBER)).finish();
    }

    @Override
    public PoolSummary left(FixturePlan plan, int usersPerAdd) {
        return reaching(() -> collected(plan, subscriptionsOf(plan, MEMBER).filter(addedToRooms(plan)))
                .summary(usersPerAdd));
    }

    private static Bson addedToRooms(FixturePlan plan) {
        return and(roomsOf(plan).on("roomId"), nor(IdRange.of(plan.prefix()).on("_id")));
    }

    private RemainingCandidates.Collector collected(FixturePlan plan, FindIterable<Document> members) {
        RemainingCandidates.Collector collector = new RemainingCandidates.Collector(plan);
        for (Document subscription : members) {
            String account = subscription.getEmbedded(List.of("u", "account"), String.class);
            if (account != null) {
                collector.member(subscription.getString("roomId"), account);
            }
        }
        Bson orgRows = and(IdRange.of(plan.prefix()).on("rid"), eq("member.type", "org"));
        for (String roomId : roomMembers.distinct("rid", orgRows, String.class)) {
            collector.orgRow(roomId);
        }
        return collector;
    }

    @Override
    public FixtureCounts counts(FixturePlan plan) {
        return countsIn(IdRange.of(plan.prefix()));
    }

    private FixtureCounts countsIn(IdRange range) {
        return reaching(() -> new FixtureCounts(
                users.countDocuments(range.on("_id")),
                rooms.countDocuments(range.on("_id")),
                subscriptions.countDocuments(range.on("roomId")),
                roomMembers.countDocuments(range.on("rid"))));
    }

    /** They go before the users: where there are some, there are users. */
    private long appsIn(FixtureSpec spec, IdRange range) {
        return hasBots(spec) ? reaching(() -> apps.countDocuments(range.on("_id"))) : 0;
    }

    /** Nothing else is to be done with apps, and no right on them is needed elsewhere. */
    private static boolean hasBots(FixtureSpec spec) {
        return spec.people().bots() > 0;
    }

    @Override
    public int[] subscriptionsPerRoom(FixturePlan plan) {
        return reaching(() -> countPerRoom(plan));
    }

    private int[] countPerRoom(FixturePlan plan) {
        int[] found = new int[plan.spec().rooms()];
        Bson projection = Projections.fields(Projections.include("roomId"), Projections.excludeId());
        for (Document subscription : subscriptionsOf(plan, projection)) {
            int room = plan.roomOfId(subscription.getString("roomId"));
            if (room >= 0) {
                found[room]++;
            }
        }
        return found;
    }

    private FindIterable<Document> subscriptionsOf(FixturePlan plan, Bson projection) {
        return subscriptions
                .find(roomsOf(plan).on("roomId"))
                .projection(projection)
                .batchSize(CURSOR_BATCH);
    }

    /** Source channels are left out: they have the largest share of the subscriptions, and no candidates. */
    private static IdRange roomsOf(FixturePlan plan) {
        return IdRange.of(plan.prefix() + 'r');
    }

    /** Removes what room-worker wrote for the set's rooms; it is known by ids that are not under the prefix. */
    private long removeAdded(FixturePlan plan, ProgressListener listener, Cancellation cancellation) {
        IdRange all = IdRange.of(plan.prefix());
        Bson notSeeded = nor(all.on("_id"));
        long rows = roomMembers.countDocuments(and(all.on("rid"), notSeeded));
        long members = subscriptions.countDocuments(and(all.on("roomId"), notSeeded));
        if (rows + members == 0) {
            return 0;
        }
        ProgressTally tally = new ProgressTally(listener, rows + members);
        for (IdRange range : ofRooms(plan)) {
            delete(roomMembers, and(range.on("rid"), notSeeded), tally, cancellation);
            delete(subscriptions, and(range.on("roomId"), notSeeded), tally, cancellation);
        }
        return rows + members;
    }

    /** All ids of the set's rooms and sources, in pieces that one delete may remove. */
    private static List<IdRange> ofRooms(FixturePlan plan) {
        FixtureSpec spec = plan.spec();
        int roomsPerDelete = Math.max(1, SetRemoval.DOCUMENTS_PER_DELETE / membersOfFullRoom(spec));
        return IdRange.of(plan.prefix()).cut(plan::roomId, spec.rooms(), roomsPerDelete);
    }

    private static int membersOfFullRoom(FixtureSpec spec) {
        return spec.baselineMembers() + spec.candidatesPerRoom();
    }

    private static void delete(
            MongoCollection<Document> collection, Bson filter, ProgressTally tally, Cancellation cancellation) {
        cancellation.check();
        tally.add(SeedPhase.CLEARING, collection.deleteMany(filter).getDeletedCount());
    }

    private void writeKeys(FixturePlan plan, Cancellation cancellation) {
        int count = plan.spec().rooms();
        new ParallelBatches(PARALLEL_KEY_BATCHES, cancellation).run(Math.ceilDiv(count, ROOMS_PER_KEY_BATCH), batch -> {
            int first = batch * ROOMS_PER_KEY_BATCH;
            keys.write(plan, first, Math.min(ROOMS_PER_KEY_BATCH, count - first));
        });
    }
}
