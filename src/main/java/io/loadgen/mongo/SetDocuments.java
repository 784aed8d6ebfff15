package io.loadgen.mongo;

import com.mongodb.client.MongoCollection;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.SeedPhase;
import io.loadgen.fixtures.SourceSubscribers;
import io.loadgen.spec.FixtureSpec;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import org.bson.Document;

/**
 * The baseline documents of a set in one collection, numbered through, so that each can be made from its number and found
 * from its id.
 *
 * <p>Immutable; any thread.
 *
 * @param phase the phase in which they are written
 * @param collection their collection
 * @param ownerField the field by which a document is known to be of the set, whoever wrote it: {@code _id}, or the room
 * @param count how many there are
 * @param document makes one from its number
 * @param numberOfId the number of an id, negative for one that is not of the baseline
 */
record SetDocuments(
        SeedPhase phase,
        MongoCollection<Document> collection,
        String ownerField,
        int count,
        IntFunction<Document> document,
        ToIntFunction<String> numberOfId) {
    private static final int USER_SUFFIX_LENGTH = "_u000000".length();

    static SetDocuments users(MongoCollection<Document> collection, FixturePlan plan, FixtureDocuments documents) {
        return new SetDocuments(
                SeedPhase.USERS, collection, "_id", plan.spec().users(), documents::user, plan::userOfId);
    }

    /** The apps of the bots. */
    static SetDocuments apps(MongoCollection<Document> collection, FixturePlan plan, FixtureDocuments documents) {
        int[] bots = plan.bots();
        return new SetDocuments(
                SeedPhase.USERS,
                collection,
                "_id",
                bots.length,
                number -> documents.app(bots[number]),
                id -> Arrays.binarySearch(bots, plan.botOfAppId(id)));
    }

    /** The rooms, then the source channels. */
    static SetDocuments rooms(MongoCollection<Document> collection, FixturePlan plan, FixtureDocuments documents) {
        int rooms = plan.spec().rooms();
        return new SetDocuments(
                SeedPhase.ROOMS,
                collection,
                "_id",
                Math.addExact(rooms, plan.blocks()),
                number -> number < rooms ? documents.room(number) : documents.source(number - rooms),
                id -> {
                    int block = plan.blockOfSourceId(id);
                    return block >= 0 ? rooms + block : plan.roomOfId(id);
                });
    }

    /** Those of the rooms' baseline members, of the blocks' users to their source channels, and of owners to these. */
    static SetDocuments subscriptions(
            MongoCollection<Document> collection,
            FixturePlan plan,
            SourceSubscribers subscribers,
            FixtureDocuments documents) {
        FixtureSpec spec = plan.spec();
        int baseline = spec.baselineMembers();
        int ofRooms = Math.multiplyExact(spec.rooms(), baseline);
        int ofRoomsAndBlocks = Math.addExact(ofRooms, spec.users());
        return new SetDocuments(
                SeedPhase.SUBSCRIPTIONS,
                collection,
                "roomId",
                Math.addExact(ofRoomsAndBlocks, subscribers.total()),
                number -> {
                    if (number < ofRooms) {
                        return documents.subscription(number / baseline, number % baseline);
                    }
                    if (number < ofRoomsAndBlocks) {
                        int user = number - ofRooms;
                        return documents.sourceSubscription(plan.blockOf(user), user);
                    }
                    int owner = number - ofRoomsAndBlocks;
                    return documents.sourceSubscription(subscribers.blockAt(owner), subscribers.ownerAt(owner));
                },
                id -> {
                    int user = userOf(plan, id);
                    int room = plan.roomOfId(roomOf(id));
                    if (user >= 0 && room >= 0) {
                        int index = plan.baselineIndex(room, user);
                        return index < 0 ? index : room * baseline + index;
                    }
                    int block = plan.blockOfSourceId(roomOf(id));
                    if (user < 0 || block < 0) {
                        return Integer.MIN_VALUE;
                    }
                    int owner = subscribers.indexOf(block, user);
                    if (owner >= 0) {
                        return ofRoomsAndBlocks + owner;
                    }
                    return plan.blockOf(user) == block ? ofRooms + user : Integer.MIN_VALUE;
                });
    }

    /** The rows of the source channels. */
    static SetDocuments roomMembers(
            MongoCollection<Document> collection, FixturePlan plan, FixtureDocuments documents) {
        return new SetDocuments(
                SeedPhase.ROOM_MEMBERS, collection, "rid", plan.spec().users(), documents::sourceMember, id -> {
                    int user = userOf(plan, id);
                    return user >= 0 && plan.blockOf(user) == plan.blockOfSourceId(roomOf(id)) ? user : -1;
                });
    }

    private static int userOf(FixturePlan plan, String id) {
        int at = id.length() - USER_SUFFIX_LENGTH;
        return at < 0 ? -1 : plan.userOfId(plan.prefix() + id.substring(at + 1));
    }

    private static String roomOf(String id) {
        return id.substring(0, Math.max(0, id.length() - USER_SUFFIX_LENGTH));
    }
}
