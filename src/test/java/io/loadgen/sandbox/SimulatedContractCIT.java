package io.loadgen.sandbox;

import static io.loadgen.contract.ContractVersion.C;
import static io.loadgen.sandbox.SimulatedWorld.REQUEST_ID;
import static io.loadgen.sandbox.SimulatedWorld.ROOM;
import static io.loadgen.sandbox.SimulatedWorld.header;
import static io.loadgen.sandbox.SimulatedWorld.names;
import static io.loadgen.sandbox.SimulatedWorld.settings;
import static io.loadgen.sandbox.SimulatedWorld.subjects;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.loadgen.contract.Headers;
import io.nats.client.Message;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Holds the simulated services against section 13 of the chat contract: what only contract C does. */
@Timeout(300)
@ParameterizedClass
@MethodSource("io.loadgen.sandbox.NatsRelease#both")
class SimulatedContractCIT {
    private static final String ACCEPTED = "{\"status\":\"accepted\"}";
    private static final String EVENT = "chat.room." + ROOM + ".event.member";
    private static final String LOCAL_EVENT = "chat.local.room." + ROOM + ".event.member";
    private static final String MESSAGE = "chat.msg.canonical.site-local.created";

    private final Path natsServer;

    SimulatedContractCIT(NatsRelease release) {
        natsServer = release.program();
    }

    @Test
    void anEventNamesOrgsThenWhoIsListedInTheOrderOfTheRequest() throws Exception {
        try (SimulatedWorld world = new SimulatedWorld(natsServer, settings(C))) {
            world.seed(0);
            world.add("user-7", REQUEST_ID, "{\"users\":[\"user-12\",\"user-11\"],\"orgs\":[\"S001\"]}");
            List<Message> heard = world.untilResult();

            JsonNode event = world.json(world.one(heard, EVENT));
            assertThat(event.get("members").toString())
                    .isEqualTo("[{\"id\":\"S001\",\"type\":\"org\",\"orgName\":\"Sect 1\",\"orgCode\":\"Sect 1\","
                            + "\"memberCount\":10},"
                            + "{\"id\":\"u-000012\",\"type\":\"individual\",\"account\":\"user-12\"},"
                            + "{\"id\":\"u-000011\",\"type\":\"individual\",\"account\":\"user-11\","
                            + "\"engName\":\"Bob Chen\",\"chineseName\":\"鮑勃\"}]");
            JsonNode inbox = world.json(world.one(heard, world.contract.inboxMemberAdded()));
            assertThat(inner(world, inbox).get("accounts")).hasSize(12);
            assertThat(inner(world, inbox).has("members")).isFalse();
            JsonNode message = world.json(world.one(heard, MESSAGE)).get("message");
            assertThat(message.get("content").asString())
                    .isEqualTo("\"Carol Lee 卡蘿\" added 2 people and 1 organization to the chatroom");
            assertThat(decoded(message.get("sysMsgData")))
                    .isEqualTo("{\"individuals\":[\"user-12\",\"user-11\"],\"orgs\":[\"S001\"],\"channels\":[],"
                            + "\"addedUsersCount\":12}");
        }
    }

    @Test
    void aMemberWhoOnlyGetsARowIsTold() throws Exception {
        try (SimulatedWorld world = new SimulatedWorld(natsServer, settings(C))) {
            world.seed(0);
            world.add("user-7", REQUEST_ID, "{\"orgs\":[\"S001\"]}");
            world.untilResult();

            world.add("user-7", id(1), "{\"users\":[\"user-31\"]}");
            List<Message> heard = world.untilResult();
            assertThat(names(world.json(world.one(heard, EVENT)))).containsExactly("user-31");
            assertThat(subjects(heard)).doesNotContain(MESSAGE, world.contract.inboxMemberAdded());
            assertThat(world.roomMembers())
                    .extracting(row -> row.get("member", new Document()).getString("id"))
                    .containsExactlyInAnyOrder("S001", "u-000007", "u-000031");

            world.add("user-7", id(2), "{\"users\":[\"user-31\"]}");
            assertThat(subjects(world.untilResult())).doesNotContain(EVENT);
        }
    }

    @Test
    void anyRowInARoomTurnsRowsOnAndBackfillOff() throws Exception {
        try (SimulatedWorld world = new SimulatedWorld(natsServer, settings(C))) {
            world.seed(0);
            world.database
                    .getCollection("room_members")
                    .insertOne(new Document("_id", "stale")
                            .append("rid", ROOM)
                            .append("ts", Date.from(Instant.now()))
                            .append("member", new Document("id", "u-000001").append("type", "individual")));
            world.add("user-7", REQUEST_ID, "{\"users\":[\"user-11\"],\"orgs\":[\"S001\"]}");
            world.untilResult();

            assertThat(world.roomMembers())
                    .extracting(row -> row.get("member", new Document()).getString("id"))
                    .containsExactlyInAnyOrder("u-000001", "S001", "u-000011");
        }
    }

    @Test
    void aMalformedKeyLeavesTheCandidatesAsTheyWere() throws Exception {
        try (SimulatedWorld world = new SimulatedWorld(natsServer, settings(C))) {
            world.seed(0);
            world.rooms().updateOne(Filters.eq("_id", ROOM), Updates.set("encKey.priv", new Binary(new byte[3])));
            world.add("user-7", REQUEST_ID, "{\"users\":[\"user-11\"]}");
            for (int delivery = 1; delivery <= 6; delivery++) {
                assertThat(world.json(world.untilResult().getLast())
                                .get("error")
                                .asString())
                        .isEqualTo("internal error");
            }
            assertThat(world.subscriptionCount()).isEqualTo(1);

            world.rooms().updateOne(Filters.eq("_id", ROOM), Updates.set("encKey.priv", new Binary(new byte[32])));
            world.add("user-7", id(1), "{\"users\":[\"user-11\"]}");
            assertThat(names(world.json(world.one(world.untilResult(), EVENT)))).containsExactly("user-11");
        }
    }

    @Test
    void countsGoUpAndAreRightedOnlyWhenTheirTimeHasCome() throws Exception {
        try (SimulatedWorld world = new SimulatedWorld(natsServer, settings(C))) {
            world.seed(0);
            world.rooms().updateOne(Filters.eq("_id", ROOM), Updates.set("userCount", 50));
            addOne(world, 1);
            assertThat(world.userCount()).as("the first add counts them all").isEqualTo(2);
            assertThat(world.room().get("countsReconciledAt")).isInstanceOf(Date.class);

            world.rooms().updateOne(Filters.eq("_id", ROOM), Updates.set("userCount", 50));
            addOne(world, 2);
            assertThat(world.userCount())
                    .as("within the time they are counted up")
                    .isEqualTo(51);

            Date longAgo = Date.from(Instant.now().minusSeconds(61));
            world.rooms().updateOne(Filters.eq("_id", ROOM), Updates.set("countsReconciledAt", longAgo));
            addOne(world, 3);
            assertThat(world.userCount()).isEqualTo(4);
        }
    }

    @Test
    void aJobThatFailsBetweenMembersAndCountLeavesTheCountLowUntilItsTimeHasCome() throws Exception {
        Faults faults = new Faults().onNth(Fault.FAIL_JOB_AFTER_WRITES, 2);
        try (SimulatedWorld world = new SimulatedWorld(natsServer, settings(C).withFaults(faults))) {
            world.seed(0);
            addOne(world, 1);
            addOne(world, 2);
            world.untilResult();
            addOne(world, 3);
            assertThat(world.subscriptionCount()).isEqualTo(4);
            assertThat(world.userCount())
                    .as("counted up by those of the third job alone")
                    .isEqualTo(3);

            Date longAgo = Date.from(Instant.now().minusSeconds(61));
            world.rooms().updateOne(Filters.eq("_id", ROOM), Updates.set("countsReconciledAt", longAgo));
            addOne(world, 4);
            assertThat(world.userCount()).isEqualTo(5);
        }
    }

    private static void addOne(SimulatedWorld world, int number) throws Exception {
        assertThat(world.add("user-7", id(number), "{\"users\":[\"user-" + (10 + number) + "\"]}"))
                .isEqualTo(ACCEPTED);
        world.untilResult();
    }

    @Test
    void requestsBeyondTheCapAreRefusedAtOnce() throws Exception {
        ContractCSettings capped = ContractCSettings.usual().withMaxConcurrency(2);
        try (SimulatedWorld world = new SimulatedWorld(natsServer, settings(C).withContractC(capped))) {
            world.seed(0);
            world.platform.stallRoomService(Duration.ofSeconds(3));
            var replies = world.client.subscribe("replies");
            for (int number = 1; number <= 3; number++) {
                world.client.publish(
                        world.contract.memberAdd("user-7", ROOM),
                        "replies",
                        ("{\"users\":[\"user-1" + number + "\"]}").getBytes(StandardCharsets.UTF_8));
            }
            assertThat(text(replies.nextMessage(SimulatedWorld.LIMIT)))
                    .isEqualTo("{\"code\":\"unavailable\",\"error\":\"service busy\"}");
            for (int rest = 1; rest <= 2; rest++) {
                assertThat(text(replies.nextMessage(SimulatedWorld.LIMIT))).isEqualTo(ACCEPTED);
            }
        }
    }

    @Test
    void refusesHistoryModesAndBotsByItsOwnRules() throws Exception {
        try (SimulatedWorld world = new SimulatedWorld(natsServer, settings(C))) {
            world.seed(0);
            for (String account : List.of("helper.bot", "off.bot", "p_admin1", "p_lain")) {
                world.users()
                        .insertOne(
                                SimulatedWorld.user(50).append("_id", account).append("account", account));
            }
            world.apps().insertOne(app("helper.bot", true));
            world.apps().insertOne(app("off.bot", false));
            String ofNoApp =
                    "{\"code\":\"not_found\",\"reason\":\"bot_not_available\",\"error\":\"bot not available\"}";

            assertThat(world.add("user-7", REQUEST_ID, "{\"history\":{\"mode\":\"some\"}}"))
                    .isEqualTo("{\"code\":\"bad_request\",\"error\":\"history.mode must be \\\"none\\\" or"
                            + " \\\"all\\\"\"}");
            assertThat(world.add("user-7", REQUEST_ID, "{\"users\":[\"off.bot\"]}"))
                    .isEqualTo(ofNoApp);
            assertThat(world.add("user-7", REQUEST_ID, "{\"users\":[\"unknown.bot\"]}"))
                    .isEqualTo(ofNoApp);
            assertThat(world.add("user-7", REQUEST_ID, "{\"users\":[\"helper.bot\",\"p_admin1\",\"p_lain\"]}"))
                    .isEqualTo(ACCEPTED);
            List<Message> heard = world.untilResult();
            assertThat(names(world.json(world.one(heard, EVENT)))).containsExactly("helper.bot", "p_admin1", "p_lain");
            assertThat(subjects(heard)).contains("chat.user.helper_bot.event.subscription.update");
            assertThat(world.json(world.one(heard, "chat.user.helper_bot.event.subscription.update"))
                            .at("/subscription/room/appCount")
                            .asInt())
                    .isEqualTo(2);
            // Two are bots by this version's rule.
            assertThat(world.userCount()).isEqualTo(2);
            assertThat(world.room().get("appCount")).hasToString("2");
        }
    }

    private static Document app(String assistant, boolean enabled) {
        return new Document("assistant", new Document("name", assistant).append("enabled", enabled));
    }

    @Test
    void nobodyReadsFurtherBackThanWhoAsked() throws Exception {
        try (SimulatedWorld world = new SimulatedWorld(natsServer, settings(C))) {
            world.seed(0);
            Date since = Date.from(Instant.ofEpochMilli(1_780_000_000_123L));
            world.subscriptions().updateOne(Filters.eq("roomId", ROOM), Updates.set("historySharedSince", since));
            world.add("user-7", REQUEST_ID, "{\"users\":[\"user-11\"],\"historySharedSince\":1}");
            List<Message> heard = world.untilResult();

            assertThat(text(world.one(heard, world.contract.canonicalMemberAdd())))
                    .contains("\"history\":{\"mode\":\"\"},\"historySharedSince\":1780000000123,\"requesterId\"");
            Document added = world.subscriptions()
                    .find(Filters.eq("u.account", "user-11"))
                    .first();
            assertThat(added).containsEntry("historySharedSince", since).containsEntry("open", true);
            assertThat(added).doesNotContainKeys("hasUnread", "hasGroupMention");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRoomThatIsGoneLacksItsKeyWhereItIsRememberedAndIsMissingElsewhere(boolean remembered) throws Exception {
        ContractCSettings settings = remembered
                ? ContractCSettings.usual()
                : ContractCSettings.usual()
                        .withRetryDelays(Duration.ofMillis(20))
                        .withCaches(ReadCacheSettings.OFF);
        try (SimulatedWorld world = new SimulatedWorld(natsServer, settings(C).withContractC(settings))) {
            world.seed(0);
            addOne(world, 1);
            world.rooms().deleteMany(new Document());
            world.inject(
                    REQUEST_ID,
                    "{\"roomId\":\"" + ROOM + "\",\"users\":[\"user-12\"],\"requesterAccount\":\"user-7\"}");
            JsonNode result = world.json(world.untilResult().getLast());

            assertThat(result.get("error").asString()).isEqualTo(remembered ? "room key absent" : "internal error");
            world.untilIdle();
            assertThat(world.subscriptions().countDocuments(Filters.eq("u.account", "user-12")))
                    .isZero();
        }
    }

    @Test
    void anAccountThatIsSeededAgainUnderAnotherIdIsAddedUnderTheOldOne() throws Exception {
        try (SimulatedWorld world = new SimulatedWorld(natsServer, settings(C))) {
            world.seed(0);
            world.add("user-7", REQUEST_ID, "{\"users\":[\"user-11\"]}");
            world.untilResult();
            world.users().deleteOne(Filters.eq("account", "user-11"));
            world.users().insertOne(SimulatedWorld.user(11).append("_id", "u-another"));
            world.subscriptions().deleteOne(Filters.eq("u.account", "user-11"));
            world.rooms().replaceOne(Filters.eq("_id", ROOM), SimulatedWorld.room(ROOM, 1));
            world.add("user-7", REQUEST_ID, "{\"users\":[\"user-11\"]}");
            world.untilResult();

            assertThat(world.subscriptions().distinct("u._id", String.class))
                    .containsExactlyInAnyOrder("u-000007", "u-000011");
        }
    }

    @ParameterizedTest
    @EnumSource
    void roomsKnownToBeLocalAreToldWhereTheModeSays(RoomSubjectMode mode) throws Exception {
        ContractCSettings settings =
                ContractCSettings.usual().withSubjects(mode).withCaches(ReadCacheSettings.OFF);
        try (SimulatedWorld world = new SimulatedWorld(natsServer, settings(C).withContractC(settings))) {
            world.seed(0);
            assertThat(eventSubjects(world, 1)).as("not known to be local").containsExactly(EVENT);

            world.rooms().updateOne(Filters.eq("_id", ROOM), Updates.set("crossSite", false));
            assertThat(eventSubjects(world, 2))
                    .containsExactlyElementsOf(
                            switch (mode) {
                                case GLOBAL -> List.of(EVENT);
                                case LOCAL -> List.of(LOCAL_EVENT);
                                case DUAL -> List.of(LOCAL_EVENT, EVENT);
                            });
        }
    }

    private static List<String> eventSubjects(SimulatedWorld world, int number) throws Exception {
        world.add("user-7", id(number), "{\"users\":[\"user-" + (10 + number) + "\"]}");
        return world.untilResult().stream()
                .filter(message -> message.getSubject().endsWith(".event.member"))
                .peek(message -> assertThat(header(message, Headers.REQUEST_ID)).isEqualTo(id(number)))
                .map(Message::getSubject)
                .toList();
    }

    @Test
    void aUserOfAnotherSiteGoesThroughTheOutboxAndTheRoomRemembersIt() throws Exception {
        try (SimulatedWorld world = new SimulatedWorld(natsServer, settings(C))) {
            world.seed(0);
            world.users().updateOne(Filters.eq("account", "user-11"), Updates.set("siteId", "site-far"));
            world.add("user-7", REQUEST_ID, "{\"users\":[\"user-11\",\"user-12\"]}");
            List<Message> heard = world.untilResult();

            Message outbox = world.one(heard, "chat.outbox.site-local.site-far.member_added");
            JsonNode body = world.json(outbox);
            assertThat(header(outbox, Headers.MESSAGE_ID)).isEqualTo(REQUEST_ID + ":site-far");
            assertThat(body.get("dedupId").asString()).isEqualTo(REQUEST_ID + ":site-far");
            assertThat(body.get("envelope").get("destSiteId").asString()).isEqualTo("site-far");
            assertThat(body.get("envelope").get("siteId").asString()).isEqualTo("site-local");
            assertThat(inner(world, body.get("envelope")).get("accounts").toString())
                    .isEqualTo("[\"user-11\"]");
            assertThat(world.room()).containsEntry("crossSite", true);
        }
    }

    private static JsonNode inner(SimulatedWorld world, JsonNode envelope) {
        return world.json(decoded(envelope.get("payload")));
    }

    private static String decoded(JsonNode base64) {
        return new String(Base64.getDecoder().decode(base64.asString()), StandardCharsets.UTF_8);
    }

    private static String text(Message message) {
        return new String(message.getData(), StandardCharsets.UTF_8);
    }

    private static String id(int number) {
        return REQUEST_ID.substring(0, REQUEST_ID.length() - 1) + number;
    }
}
