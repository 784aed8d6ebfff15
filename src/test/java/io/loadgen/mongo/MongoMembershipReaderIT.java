package io.loadgen.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.RoomMembership;
import io.loadgen.spec.FixtureSpec;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an audit reads is what the database holds, of the rooms asked for and of no others. */
@Timeout(180)
class MongoMembershipReaderIT {
    private final TestMongo mongo = new TestMongo();
    private final FixturePlan plan = new FixturePlan(new FixtureSpec("tiny", 1, "site-local", 5, 2, 20, 40, 10));
    private final MongoMembershipReader reader = new MongoMembershipReader(mongo.database());

    @AfterEach
    void close() {
        mongo.close();
    }

    @Test
    void readsEverySubscriptionOfTheRoomsAskedFor() {
        for (int room = 0; room < 5; room++) {
            collection("rooms").insertOne(new Document("_id", plan.roomId(room)).append("userCount", room));
            subscribe(plan.roomId(room), "a" + room, false);
            subscribe(plan.roomId(room), "b" + room, false);
        }
        subscribe(plan.roomId(2), "b2", false);
        subscribe(plan.roomId(2) + "x", "somebody else's", false);
        subscribe(plan.sourceRoomId(0), "a member of a source channel", false);

        List<RoomMembership> found = reader.read(plan, 1, 4);

        assertThat(found).extracting(RoomMembership::room).containsExactly(1, 2, 3);
        assertThat(found.get(0).accounts()).containsExactlyInAnyOrder("a1", "b1");
        assertThat(found.get(1).accounts()).containsExactlyInAnyOrder("a2", "b2", "b2");
        assertThat(found.get(2).accounts()).containsExactlyInAnyOrder("a3", "b3");
        assertThat(found)
                .extracting(RoomMembership::userCount)
                .containsExactly(OptionalLong.of(1), OptionalLong.of(2), OptionalLong.of(3));
    }

    @Test
    void botsAreSubscriptionsButNoPeople() {
        subscribe(plan.roomId(0), "alice", null);
        subscribe(plan.roomId(0), "helper.bot", null);
        subscribe(plan.roomId(0), "p_poll", null);
        subscribe(plan.roomId(0), "flagged", true);
        subscribe(plan.roomId(0), "p_so-called", false);

        RoomMembership room = reader.read(plan, 0, 1).getFirst();

        assertThat(room.accounts()).hasSize(5);
        assertThat(room.people()).isEqualTo(2);
        assertThat(room.userCount()).isEmpty();
    }

    @Test
    void readsTheRowsOfOrgsAndNoOthers() {
        row(plan.roomId(0), "org", "org-1");
        row(plan.roomId(0), "org", "org-1");
        row(plan.roomId(0), "individual", "u1");
        row(plan.roomId(1), "org", "org-2");

        List<RoomMembership> found = reader.read(plan, 0, 2);

        assertThat(found.get(0).orgs()).containsExactly("org-1", "org-1");
        assertThat(found.get(1).orgs()).containsExactly("org-2");
    }

    @Test
    void roomsOfWhichNothingIsThereAreEmpty() {
        assertThat(reader.read(plan, 0, 5))
                .hasSize(5)
                .allMatch(room -> room.accounts().isEmpty() && room.orgs().isEmpty());
    }

    @Test
    void readsMoreThanOneBatchOfTheCursor() {
        List<Document> many = IntStream.range(0, 25_000)
                .mapToObj(number -> subscription(plan.roomId(number % 5), "a" + number, false))
                .toList();
        collection("subscriptions").insertMany(many);

        assertThat(reader.read(plan, 0, 5)).allMatch(room -> room.accounts().size() == 5_000);
    }

    private void subscribe(String roomId, String account, @Nullable Boolean bot) {
        collection("subscriptions").insertOne(subscription(roomId, account, bot));
    }

    private static Document subscription(String roomId, String account, @Nullable Boolean bot) {
        Document user = new Document("_id", "u-" + account).append("account", account);
        if (bot != null) {
            user.append("isBot", bot);
        }
        return new Document("roomId", roomId).append("u", user);
    }

    private void row(String roomId, String type, String id) {
        collection("room_members")
                .insertOne(new Document("rid", roomId).append("member", new Document("type", type).append("id", id)));
    }

    private MongoCollection<Document> collection(String name) {
        return mongo.database().getCollection(name);
    }
}
