package io.loadgen.mongo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.loadgen.fixtures.Cancellation;
import io.loadgen.fixtures.RoomKeyWriter;
import io.loadgen.fixtures.SeedPhase;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Removes what is under a range of ids: keys, room_members rows, subscriptions, rooms, apps of bots, users. It goes by what is there and by no
 * plan, so that it finds seedings that nobody knows any more, too. What refers to a room goes before the room, and rooms before
 * users: a removal that is broken off leaves no orphans.
 *
 * <p>Owned by one job; blocks on the database.
 */
final class SetRemoval {
    /** How many documents one delete may remove: about a second of a busy server's time. */
    static final int DOCUMENTS_PER_DELETE = 50_000;

    private static final int MOST_ROOMS_PER_DELETE = 500;

    private final MongoCollection<Document> users;
    private final MongoCollection<Document> apps;
    private final MongoCollection<Document> rooms;
    private final MongoCollection<Document> subscriptions;
    private final MongoCollection<Document> roomMembers;
    private final RoomKeyWriter keys;
    private final ProgressTally tally;
    private final Cancellation cancellation;

    SetRemoval(MongoDatabase platform, RoomKeyWriter keys, ProgressTally tally, Cancellation cancellation) {
        users = platform.getCollection("users");
        apps = platform.getCollection("apps");
        rooms = platform.getCollection("rooms");
        subscriptions = platform.getCollection("subscriptions");
        roomMembers = platform.getCollection("room_members");
        this.keys = keys;
        this.tally = tally;
        this.cancellation = cancellation;
    }

    /** Removes everything in the range, of rooms with about so many members each; apps where the set has bots. */
    void run(IdRange range, int membersPerRoom, boolean bots) {
        int roomsPerDelete = Math.clamp(DOCUMENTS_PER_DELETE / membersPerRoom, 1, MOST_ROOMS_PER_DELETE);
        @Nullable IdRange left = range;
        while (left != null) {
            left = removeRooms(left, roomsPerDelete);
        }
        if (bots) {
            delete(apps, range.on("_id"));
        }
        left = range;
        while (left != null) {
            left = removeUsers(left);
        }
    }

    /** The first rooms of the range, and what was left of rooms before them; what is left then, null for nothing. */
    private @Nullable IdRange removeRooms(IdRange range, int count) {
        List<String> ids = idsIn(rooms, range, 0, count + 1);
        List<String> first = ids.subList(0, Math.min(count, ids.size()));
        if (!first.isEmpty()) {
            cancellation.check();
            keys.remove(first);
        }
        IdRange piece = ids.size() > count ? new IdRange(range.from(), ids.get(count)) : range;
        delete(roomMembers, piece.on("rid"));
        delete(subscriptions, piece.on("roomId"));
        delete(rooms, piece.on("_id"));
        return piece.equals(range) ? null : new IdRange(piece.to(), range.to());
    }

    private @Nullable IdRange removeUsers(IdRange range) {
        List<String> next = idsIn(users, range, DOCUMENTS_PER_DELETE, 1);
        IdRange piece = next.isEmpty() ? range : new IdRange(range.from(), next.getFirst());
        delete(users, piece.on("_id"));
        return next.isEmpty() ? null : new IdRange(piece.to(), range.to());
    }

    private static List<String> idsIn(MongoCollection<Document> collection, IdRange range, int skip, int count) {
        return collection
                .find(range.on("_id"))
                .sort(Sorts.ascending("_id"))
                .skip(skip)
                .limit(count)
                .projection(Projections.include("_id"))
                .map(document -> document.getString("_id"))
                .into(new ArrayList<>());
    }

    private void delete(MongoCollection<Document> collection, Bson filter) {
        cancellation.check();
        tally.add(SeedPhase.CLEARING, collection.deleteMany(filter).getDeletedCount());
    }
}
