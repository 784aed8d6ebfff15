package io.loadgen.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ReadPreference;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Projections;
import io.loadgen.fixtures.Cancellation;
import io.loadgen.fixtures.FixtureCounts;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.FixtureSpec;
import io.loadgen.fixtures.FixtureStore;
import io.loadgen.fixtures.ProgressListener;
import io.loadgen.fixtures.RemainingCandidates;
import io.loadgen.fixtures.RoomKeyWriter;
import io.loadgen.fixtures.SeedPhase;
import io.loadgen.fixtures.SourceSubscribers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Fixture sets in the platform's MongoDB. Every write first clears the prefix and then inserts, which is what makes it
 * repeatable: whatever an interrupted seeding or a run left behind is gone before the baseline is written, and a document
 * that belongs to somebody else and clashes with one of ours fails the job instead of being overwritten.
 *
 * <p>Subscriptions that room-worker wrote have ids of their own, so subscriptions are found by {@code roomId} and
 * room_members by {@code rid}; users and rooms by {@code _id}.
 *
 * <p>Any thread; blocks on the database.
 */
public final class MongoFixtureStore implements FixtureStore {
    private static final int DOCUMENTS_PER_BATCH = 1_000;
    /** How many documents one delete may remove: about a second of a busy server's time. */
    private static final int DOCUMENTS_PER_DELETE = 50_000;

    private static final int PARALLEL_BATCHES = 4;
    private static final int CURSOR_BATCH = 10_000;

    private final MongoCollection<Document> users;
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
        // An audit that reads from a lagging secondary would find members lost that are not.
        MongoDatabase database = platform.withReadPreference(ReadPreference.primary());
        users = database.getCollection("users");
        rooms = database.getCollection("rooms");
        subscriptions = database.getCollection("subscriptions");
        roomMembers = database.getCollection("room_members");
        this.keys = keys;
    }

    @Override
    public void seed(FixturePlan plan, ProgressListener listener, Cancellation cancellation) {
        clear(plan, true, listener, cancellation);
        SourceSubscribers subscribers = SourceSubscribers.of(plan);
        FixtureCounts baseline = FixtureCounts.ofBaseline(plan.spec(), subscribers);
        ProgressTally tally = new ProgressTally(listener, baseline.total());
        FixtureDocuments documents = new FixtureDocuments(plan, subscribers);
        insert(users, plan.spec().users(), documents::user, cancellation, n -> tally.add(SeedPhase.USERS, n));
        writeRooms(plan, subscribers, tally, cancellation);
    }

    @Override
    public void reset(FixturePlan plan, ProgressListener listener, Cancellation cancellation) {
        clear(plan, false, listener, cancellation);
        SourceSubscribers subscribers = SourceSubscribers.of(plan);
        FixtureCounts baseline = FixtureCounts.ofBaseline(plan.spec(), subscribers);
        ProgressTally tally = new ProgressTally(listener, baseline.total() - baseline.users());
        writeRooms(plan, subscribers, tally, cancellation);
    }

    @Override
    public void teardown(FixturePlan plan, ProgressListener listener, Cancellation cancellation) {
        int count = plan.spec().rooms();
        for (int first = 0; first < count; first += DOCUMENTS_PER_BATCH) {
            cancellation.check();
            keys.remove(plan, first, Math.min(DOCUMENTS_PER_BATCH, count - first));
        }
        clear(plan, true, listener, cancellation);
    }

    @Override
    public RemainingCandidates remaining(FixturePlan plan) {
        RemainingCandidates.Collector collector = new RemainingCandidates.Collector(plan);
        // Source channels are left out: they have the largest share of the subscriptions, and no candidates.
        Bson projection = Projections.fields(Projections.include("roomId", "u.account"), Projections.excludeId());
        for (Document subscription : subscriptionsOf(plan, projection)) {
            String account = subscription.getEmbedded(List.of("u", "account"), String.class);
            if (account != null) {
                collector.member(subscription.getString("roomId"), account);
            }
        }
        Bson orgRows = and(IdRange.of(plan.spec().prefix()).on("rid"), eq("member.type", "org"));
        for (String roomId : roomMembers.distinct("rid", orgRows, String.class)) {
            collector.orgRow(roomId);
        }
        return collector.finish();
    }

    @Override
    public FixtureCounts counts(FixturePlan plan) {
        IdRange range = IdRange.of(plan.spec().prefix());
        return new FixtureCounts(
                users.countDocuments(range.on("_id")),
                rooms.countDocuments(range.on("_id")),
                subscriptions.countDocuments(range.on("roomId")),
                roomMembers.countDocuments(range.on("rid")));
    }

    @Override
    public int[] subscriptionsPerRoom(FixturePlan plan) {
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
                .find(IdRange.of(plan.spec().prefix() + 'r').on("roomId"))
                .projection(projection)
                .batchSize(CURSOR_BATCH);
    }

    private void writeRooms(
            FixturePlan plan, SourceSubscribers subscribers, ProgressTally tally, Cancellation cancellation) {
        FixtureSpec spec = plan.spec();
        FixtureDocuments documents = new FixtureDocuments(plan, subscribers);
        insert(rooms, spec.rooms(), documents::room, cancellation, n -> tally.add(SeedPhase.ROOMS, n));
        insert(rooms, spec.blocks(), documents::source, cancellation, n -> tally.add(SeedPhase.ROOMS, n));
        for (int first = 0; first < spec.rooms(); first += DOCUMENTS_PER_BATCH) {
            cancellation.check();
            keys.write(plan, first, Math.min(DOCUMENTS_PER_BATCH, spec.rooms() - first));
        }
        int baseline = spec.baselineMembers();
        IntConsumer subscribed = n -> tally.add(SeedPhase.SUBSCRIPTIONS, n);
        insert(
                subscriptions,
                Math.multiplyExact(spec.rooms(), baseline),
                n -> documents.subscription(n / baseline, n % baseline),
                cancellation,
                subscribed);
        insert(
                subscriptions,
                spec.users(),
                user -> documents.sourceSubscription(plan.blockOf(user), user),
                cancellation,
                subscribed);
        insert(
                subscriptions,
                subscribers.total(),
                n -> documents.sourceSubscription(subscribers.blockAt(n), subscribers.ownerAt(n)),
                cancellation,
                subscribed);
        insert(
                roomMembers,
                spec.users(),
                documents::sourceMember,
                cancellation,
                n -> tally.add(SeedPhase.ROOM_MEMBERS, n));
    }

    private static void insert(
            MongoCollection<Document> collection,
            int count,
            IntFunction<Document> document,
            Cancellation cancellation,
            IntConsumer written) {
        InsertManyOptions unordered = new InsertManyOptions().ordered(false);
        int batches = Math.ceilDiv(count, DOCUMENTS_PER_BATCH);
        new ParallelBatches(PARALLEL_BATCHES, cancellation).run(batches, batch -> {
            int first = batch * DOCUMENTS_PER_BATCH;
            int end = Math.min(count, first + DOCUMENTS_PER_BATCH);
            List<Document> documents = new ArrayList<>(end - first);
            for (int number = first; number < end; number++) {
                documents.add(document.apply(number));
            }
            collection.insertMany(documents, unordered);
            // Without an exception all were inserted; the count of the answer is not right on every server.
            written.accept(documents.size());
        });
    }

    /** What refers to a room goes before the room, and rooms before users, so that a broken clearing leaves no orphans. */
    private void clear(FixturePlan plan, boolean alsoUsers, ProgressListener listener, Cancellation cancellation) {
        cancellation.check();
        FixtureCounts found = counts(plan);
        ProgressTally tally = new ProgressTally(listener, found.total() - (alsoUsers ? 0 : found.users()));
        FixtureSpec spec = plan.spec();
        int roomsPerDelete = Math.max(1, DOCUMENTS_PER_DELETE / (spec.baselineMembers() + spec.candidatesPerRoom()));
        IdRange all = IdRange.of(spec.prefix());
        for (IdRange range : all.cut(plan::roomId, spec.rooms(), roomsPerDelete)) {
            delete(roomMembers, range.on("rid"), tally, cancellation);
            delete(subscriptions, range.on("roomId"), tally, cancellation);
            delete(rooms, range.on("_id"), tally, cancellation);
        }
        if (alsoUsers) {
            for (IdRange range : all.cut(plan::userId, spec.users(), DOCUMENTS_PER_DELETE)) {
                delete(users, range.on("_id"), tally, cancellation);
            }
        }
    }

    private static void delete(
            MongoCollection<Document> collection, Bson filter, ProgressTally tally, Cancellation cancellation) {
        cancellation.check();
        tally.add(SeedPhase.CLEARING, collection.deleteMany(filter).getDeletedCount());
    }
}
