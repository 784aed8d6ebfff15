package io.loadgen.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Projections;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.MembershipReader;
import io.loadgen.fixtures.RoomMembership;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Reads memberships from the platform's MongoDB: for each call one query each on the rooms documents, the subscriptions and the
 * room_members rows of a range of rooms, which the service's own indexes serve.
 *
 * <p>Any thread; blocks on the database.
 */
public final class MongoMembershipReader implements MembershipReader {
    private static final int CURSOR_BATCH = 10_000;

    /** How contract A tells bots, whose subscriptions lack {@code u.isBot} (contract §1). */
    private static final Pattern BOT = Pattern.compile("p_.*|.*\\.bot", Pattern.DOTALL);

    private final MongoCollection<Document> rooms;
    private final MongoCollection<Document> subscriptions;
    private final MongoCollection<Document> roomMembers;

    /**
     * Uses a database of the system under test.
     *
     * @param platform the database, {@code chat} by default
     */
    public MongoMembershipReader(MongoDatabase platform) {
        rooms = platform.getCollection("rooms");
        subscriptions = platform.getCollection("subscriptions");
        roomMembers = platform.getCollection("room_members");
    }

    @Override
    public List<RoomMembership> read(FixturePlan plan, int firstRoom, int endRoom) {
        Room[] read = IntStream.range(firstRoom, endRoom).mapToObj(Room::new).toArray(Room[]::new);
        IntFunction<Room> roomOf = number -> read[number - firstRoom];
        String first = plan.roomId(firstRoom);
        String last = plan.roomId(endRoom - 1);
        for (Document found :
                rooms.find(between("_id", first, last)).projection(Projections.include("userCount", "crossSite"))) {
            int room = plan.roomOfId(found.getString("_id"));
            if (room >= 0) {
                roomOf.apply(room).read(found);
            }
        }
        Bson projection =
                Projections.fields(Projections.include("roomId", "u.account", "u.isBot"), Projections.excludeId());
        for (Document found : subscriptions
                .find(between("roomId", first, last))
                .projection(projection)
                .batchSize(CURSOR_BATCH)) {
            int room = plan.roomOfId(found.getString("roomId"));
            if (room >= 0) {
                roomOf.apply(room).add(found.get("u", new Document()));
            }
        }
        Bson rowsOfOrgs = and(between("rid", first, last), eq("member.type", "org"));
        Bson row = Projections.fields(Projections.include("rid", "member.id"), Projections.excludeId());
        for (Document found : roomMembers.find(rowsOfOrgs).projection(row)) {
            int room = plan.roomOfId(found.getString("rid"));
            if (room >= 0) {
                roomOf.apply(room)
                        .orgs
                        .add(String.valueOf(found.get("member", new Document()).getString("id")));
            }
        }
        return Stream.of(read).map(Room::asValue).toList();
    }

    private static Bson between(String field, String first, String last) {
        return and(gte(field, first), lte(field, last));
    }

    /** A room being read. */
    private static final class Room {
        private final int number;
        private final List<String> accounts = new ArrayList<>();
        private final List<String> orgs = new ArrayList<>();
        private OptionalLong userCount = OptionalLong.empty();
        private int people;
        private boolean crossSite;

        private Room(int number) {
            this.number = number;
        }

        private void read(Document room) {
            if (room.get("userCount") instanceof Number count) {
                userCount = OptionalLong.of(count.longValue());
            }
            crossSite = Boolean.TRUE.equals(room.get("crossSite"));
        }

        private void add(Document user) {
            // A subscription without an account is a subscription all the same, and nobody's.
            String account = String.valueOf(user.getString("account"));
            accounts.add(account);
            if (!user.getBoolean("isBot", BOT.matcher(account).matches())) {
                people++;
            }
        }

        private RoomMembership asValue() {
            return new RoomMembership(number, userCount, accounts, people, crossSite, orgs);
        }
    }
}
