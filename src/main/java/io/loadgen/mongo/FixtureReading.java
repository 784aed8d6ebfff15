package io.loadgen.mongo;

import com.mongodb.client.model.Filters;
import io.loadgen.fixtures.FixtureInspection;
import io.loadgen.fixtures.FixtureInspection.RoomDocument;
import io.loadgen.fixtures.FixtureInspection.RoomDocuments;
import io.loadgen.fixtures.FixtureInspection.UserDocument;
import io.loadgen.fixtures.FixturePlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/** Gathers what is found of one fixture set. Owned by one thread. */
final class FixtureReading {
    /** Above so many, a look before every run would take seconds; so many, spread evenly, are looked at then. */
    private static final int MOST_ROOMS = 2_000;

    private static final int MOST_USERS = 50_000;

    private final FixturePlan plan;
    private final int[] rooms;
    private final int[] users;
    private final Map<String, Document> roomDocuments = new HashMap<>();
    private final Map<String, Document> userDocuments = new HashMap<>();
    private final Set<String> ownedRooms = new HashSet<>();
    private long enabledApps;
    private final Map<String, Integer> orgRows = new HashMap<>();
    private final Map<String, Integer> subscriptions = new HashMap<>();

    FixtureReading(FixturePlan plan) {
        this.plan = plan;
        rooms = spread(plan.spec().rooms(), MOST_ROOMS);
        users = spread(plan.spec().users(), MOST_USERS);
    }

    private static int[] spread(int count, int most) {
        int taken = Math.min(count, most);
        return IntStream.range(0, taken)
                .map(number -> (int) ((long) number * count / taken))
                .toArray();
    }

    private boolean complete() {
        return rooms.length == plan.spec().rooms()
                && users.length == plan.spec().users();
    }

    /** The rooms to look at, by the field that holds their id. */
    Bson rooms(String field) {
        if (rooms.length == plan.spec().rooms()) {
            return IdRange.of(plan.prefix()).on(field);
        }
        return Filters.in(field, IntStream.of(rooms).mapToObj(plan::roomId).toList());
    }

    /** The users to look at. */
    Bson users() {
        if (users.length == plan.spec().users()) {
            return IdRange.of(plan.prefix()).on("_id");
        }
        return Filters.in("_id", IntStream.of(users).mapToObj(plan::userId).toList());
    }

    void room(Document room) {
        roomDocuments.put(text(room, "_id"), room);
    }

    void user(Document user) {
        userDocuments.put(text(user, "account"), user);
    }

    void owner(Document subscription) {
        String roomId = text(subscription, "roomId");
        int room = plan.roomOfId(roomId);
        if (room >= 0
                && subscription.get("u") instanceof Document user
                && plan.account(plan.owner(room)).equals(user.get("account"))) {
            ownedRooms.add(roomId);
        }
    }

    void enabledApps(long count) {
        enabledApps = count;
    }

    void orgRow(Document row) {
        orgRows.merge(text(row, "rid"), 1, Integer::sum);
    }

    void subscriptions(Document count) {
        subscriptions.put(text(count, "_id"), count.get("count", Number.class).intValue());
    }

    FixtureInspection finish() {
        List<RoomDocuments> foundRooms = new ArrayList<>(rooms.length);
        for (int room : rooms) {
            foundRooms.add(documents(room));
        }
        List<UserDocument> foundUsers = new ArrayList<>(users.length);
        for (int user : users) {
            Document document = userDocuments.get(plan.account(user));
            foundUsers.add(new UserDocument(user, document != null, document == null ? "" : text(document, "siteId")));
        }
        return new FixtureInspection(foundRooms, foundUsers, enabledApps, complete());
    }

    private RoomDocuments documents(int room) {
        String id = plan.roomId(room);
        Document found = roomDocuments.get(id);
        Document document = found == null ? new Document() : found;
        return new RoomDocuments(
                room,
                new RoomDocument(
                        found != null,
                        text(document, "type"),
                        text(document, "siteId"),
                        Boolean.TRUE.equals(document.get("restricted")),
                        document.get("userCount") instanceof Number count ? count.longValue() : -1,
                        key(document.get("encKey"))),
                subscriptions.getOrDefault(id, 0),
                ownedRooms.contains(id),
                orgRows.getOrDefault(id, 0));
    }

    private static FixtureInspection.Key key(@Nullable Object key) {
        if (key == null) {
            return FixtureInspection.Key.ABSENT;
        }
        boolean wellFormed = key instanceof Document document
                && document.get("priv") instanceof Binary secret
                && secret.length() == FixturePlan.ROOM_KEY_BYTES
                && document.get("ver") instanceof Number;
        return wellFormed ? FixtureInspection.Key.WELL_FORMED : FixtureInspection.Key.MALFORMED;
    }

    /** A string field, empty when it is missing or something else. */
    static String text(Document document, String field) {
        return document.get(field) instanceof String text ? text : "";
    }
}
