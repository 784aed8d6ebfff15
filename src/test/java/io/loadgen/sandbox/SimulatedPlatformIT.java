package io.loadgen.sandbox;

import static io.loadgen.contract.ContractVersion.A;
import static io.loadgen.contract.ContractVersion.B;
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
import io.loadgen.contract.ContractVersion;
import io.loadgen.contract.Headers;
import io.loadgen.contract.RequestIds;
import io.nats.client.Message;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Holds the simulated services against the literal examples of the chat contract, section 11, and its traps. */
@Timeout(300)
@ParameterizedClass
@MethodSource("io.loadgen.sandbox.NatsRelease#both")
class SimulatedPlatformIT {
    private static final String ACCEPTED = "{\"status\":\"accepted\"}";
    private static final String TWO_USERS =
            "{\"roomId\":\"mroom-000001\",\"users\":[\"user-11\",\"user-12\"],\"orgs\":[],"
                    + "\"channels\":[],\"history\":{\"mode\":\"all\"}}";
    private static final String EVENT = "chat.room." + ROOM + ".event.member";
    private static final String RESULT = "chat.user.user-7.response." + REQUEST_ID;
    private static final String CANONICAL = "chat.room.canonical.site-local.member.add";

    private final Path natsServer;

    SimulatedPlatformIT(NatsRelease release) {
        natsServer = release.program();
    }

    @ParameterizedTest
    @EnumSource
    void anAddOfTwoUsersLeavesWhatTheExampleShows(ContractVersion version) throws Exception {
        try (SimulatedWorld world = new SimulatedWorld(natsServer, settings(version))) {
            world.seed(2);
            assertThat(world.add("user-7", REQUEST_ID, TWO_USERS)).isEqualTo(ACCEPTED);
            List<Message> heard = world.untilResult();

            Message job = world.one(heard, CANONICAL);
            assertThat(text(job))
                    .startsWith("{\"roomId\":\"mroom-000001\",\"users\":[\"user-11\",\"user-12\"],\"orgs\":null,"
                            + "\"channels\":[],\"history\":{\"mode\":\"all\"},\"requesterId\":\"u-000007\","
                            + "\"requesterAccount\":\"user-7\",\"timestamp\":");
            assertThat(header(job, Headers.MESSAGE_ID)).isNull();
            JsonNode event = world.json(world.one(heard, EVENT));
            assertThat(names(event)).containsExactlyInAnyOrder("user-11", "user-12");
            assertThat(event.get("joinedAt")).isEqualTo(world.json(job).get("timestamp"));
            assertThat(event.has("historySharedSince")).isFalse();
            for (String subject : List.of(CANONICAL, EVENT, RESULT, "chat.msg.canonical.site-local.created")) {
                assertThat(header(world.one(heard, subject), Headers.REQUEST_ID))
                        .isEqualTo(REQUEST_ID);
            }
            assertThat(header(world.one(heard, world.contract.inboxMemberAdded()), Headers.MESSAGE_ID))
                    .isEqualTo(REQUEST_ID + ":site-local");
            assertThat(header(world.one(heard, "chat.msg.canonical.site-local.created"), Headers.MESSAGE_ID))
                    .isEqualTo("Z10YEQg5RD4fqCwv8v5w");
            JsonNode update = world.json(world.one(heard, "chat.user.user-11.event.subscription.update"));
            assertThat(update.get("subscription").has("muted")).isEqualTo(version != A);
            checkKeys(world, heard, version);
            assertThat(world.json(world.one(heard, RESULT)).get("status").asString())
                    .isEqualTo("ok");
            assertThat(world.subscriptionCount()).isEqualTo(5);
            assertThat(world.userCount()).isEqualTo(5);
            assertThat(world.roomMembers()).isEmpty();
            assertThat(subjects(heard).indexOf(EVENT))
                    .isGreaterThan(subjects(heard).lastIndexOf("chat.user.user-12.event.subscription.update"));
        }
    }

    private static void checkKeys(SimulatedWorld world, List<Message> heard, ContractVersion version) {
        String keySubject = "chat.user.user-12.event.room.key";
        JsonNode subscription = world.json(world.one(heard, "chat.user.user-12.event.subscription.update"))
                .get("subscription");
        if (version == C) {
            assertThat(subjects(heard)).doesNotContain(keySubject);
            assertThat(subscription.get("room").toString())
                    .isEqualTo("{\"siteId\":\"site-local\",\"name\":\"mroom-1\",\"userCount\":5,\"privateKey\":\""
                            + "A".repeat(43) + "=\",\"keyVersion\":0}");
        } else {
            assertThat(world.one(heard, keySubject).hasHeaders()).isFalse();
            assertThat(subjects(heard).indexOf(EVENT))
                    .isGreaterThan(subjects(heard).indexOf(keySubject));
            assertThat(subscription.has("room")).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneNewMemberIsNamedInTheSystemMessageAndRestrictedHistoryInTheEvent(ContractVersion version) throws Exception {
        try (SimulatedWorld world = new SimulatedWorld(natsServer, settings(version))) {
            world.seed(0);
            world.add("user-7", REQUEST_ID, "{\"users\":[\"user-11\",\"user-7\"],\"history\":{\"mode\":\"none\"}}");
            List<Message> heard = world.untilResult();

            JsonNode message = world.json(world.one(heard, "chat.msg.canonical.site-local.created"))
                    .get("message");
            assertThat(message.get("content").asString())
                    .isEqualTo(
                            "\"Carol Lee 卡蘿\" added \"Bob Chen 鮑勃\" to the " + (version == C ? "chatroom" : "channel"));
            assertThat(new String(
                            Base64.getDecoder().decode(message.get("sysMsgData").asString()), StandardCharsets.UTF_8))
                    .isEqualTo("{\"individuals\":[\"user-11\"],\"orgs\":LIST,\"channels\":LIST,\"addedUsersCount\":1}"
                            .replace("LIST", version == C ? "[]" : "null"));
            JsonNode event = world.json(world.one(heard, EVENT));
            assertThat(event.get("historySharedSince")).isEqualTo(event.get("joinedAt"));
        }
    }

    @Test
    void withoutARequestIdContractAAcceptsAndDoesNothingElse() throws Exception {
        try (SimulatedWorld world = new SimulatedWorld(natsServer, SimulatorSettings.of(A))) {
            world.seed(0);
            assertThat(world.add("user-7", null, TWO_USERS)).isEqualTo(ACCEPTED);
            assertThat(world.add("user-7", "malformed", TWO_USERS)).isEqualTo(ACCEPTED);
            world.untilIdle();
            assertThat(world.subscriptionCount()).isEqualTo(1);

            world.add("user-7", REQUEST_ID, "{\"users\":[\"user-13\"]}");
            List<Message> heard = world.untilResult();
            assertThat(world.json(world.one(heard, EVENT)).get("accounts").toString())
                    .isEqualTo("[\"user-13\"]");
            assertThat(heard.stream()
                            .filter(message -> message.getSubject().equals(CANONICAL))
                            .map(message -> String.valueOf(header(message, Headers.REQUEST_ID))))
                    .containsExactly("null", "malformed", REQUEST_ID);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"B", "C"})
    void withoutARequestIdItIsMintedSinceContractB(ContractVersion version) throws Exception {
        try (SimulatedWorld world = new SimulatedWorld(natsServer, settings(version))) {
            world.seed(0);
            assertThat(world.add("user-7", "malformed", TWO_USERS)).isEqualTo(ACCEPTED);
            List<Message> heard = world.untilResult();

            String minted = String.valueOf(header(world.one(heard, EVENT), Headers.REQUEST_ID));
            assertThat(RequestIds.isValid(minted)).isTrue();
            assertThat(subjects(heard)).contains("chat.user.user-7.response." + minted);
        }
    }

    @Test
    void contractARefusesWithItsTexts() throws Exception {
        try (SimulatedWorld world =
                new SimulatedWorld(natsServer, SimulatorSettings.of(A).withMaxRoomSize(3))) {
            world.seed(1);
            assertThat(world.add("eve", REQUEST_ID, TWO_USERS))
                    .isEqualTo("{\"error\":\"requester not in room: \\\"eve\\\" in room \\\"mroom-000001\\\": "
                            + "subscription not found\"}");
            assertThat(world.add("user-7", REQUEST_ID, TWO_USERS))
                    .isEqualTo("{\"error\":\"room is at maximum capacity (3): cannot add 2 members to room with 2"
                            + " existing\"}");
            assertThat(world.add("user-7", REQUEST_ID, ""))
                    .isEqualTo("{\"error\":\"invalid request: unexpected end of JSON input\"}");
            assertThat(world.add("user-7", REQUEST_ID, "{\"roomId\":\"other\"}"))
                    .isEqualTo("{\"error\":\"invalid request: room ID mismatch\"}");
            assertThat(world.add("user-7", REQUEST_ID, "{\"users\":[\"x.bot\"]}"))
                    .isEqualTo("{\"error\":\"bots cannot be added to a channel\"}");
            assertThat(world.add(
                            "user-7", REQUEST_ID, "{\"channels\":[{\"roomId\":\"src-1\",\"siteId\":\"site-local\"}]}"))
                    .isEqualTo("{\"error\":\"only room members can list members\"}");
            // Who is a member already takes no space, and phantoms are ignored.
            assertThat(world.add(
                            "user-7", REQUEST_ID, "{\"users\":[\"user-7\",\"ghost\",\"user-11\"],\"orgs\":[\"S9\"]}"))
                    .isEqualTo(ACCEPTED);
        }
    }

    @Test
    void contractBRefusesWithItsCodes() throws Exception {
        try (SimulatedWorld world =
                new SimulatedWorld(natsServer, SimulatorSettings.of(B).withMaxRoomSize(3))) {
            world.seed(1);
            String notAMember = "{\"code\":\"forbidden\",\"reason\":\"not_room_member\","
                    + "\"error\":\"only room members can perform this action\"}";
            assertThat(world.add("eve", REQUEST_ID, TWO_USERS)).isEqualTo(notAMember);
            assertThat(world.add("user-7", REQUEST_ID, TWO_USERS))
                    .isEqualTo("{\"code\":\"conflict\",\"reason\":\"max_room_size_reached\",\"error\":\"room is at"
                            + " maximum capacity (3): cannot add 2 members to room with 2"
                            + " existing\",\"metadata\":{"
                            + "\"attempted\":\"4\",\"currentUserCount\":\"2\",\"maxRoomSize\":\"3\"}}");
            assertThat(world.add("eve", REQUEST_ID, "x"))
                    .isEqualTo("{\"code\":\"bad_request\",\"error\":\"invalid request payload\"}");
            assertThat(world.add("user-7", REQUEST_ID, "{\"users\":[\"user-11\",\"ghost\"]}"))
                    .isEqualTo("{\"code\":\"not_found\",\"reason\":\"user_not_found\","
                            + "\"error\":\"user \\\"ghost\\\" not found\"}");
            assertThat(world.add("user-7", REQUEST_ID, "{\"orgs\":[\"S999\"],\"users\":[\"ghost\"]}"))
                    .isEqualTo("{\"code\":\"bad_request\",\"reason\":\"invalid_org\","
                            + "\"error\":\"invalid org \\\"S999\\\"\"}");
            assertThat(world.add(
                            "user-7", REQUEST_ID, "{\"channels\":[{\"roomId\":\"src-1\",\"siteId\":\"site-local\"}]}"))
                    .isEqualTo(notAMember);
            world.rooms().updateOne(Filters.eq("_id", ROOM), Updates.set("type", "dm"));
            assertThat(world.add("user-7", REQUEST_ID, TWO_USERS)).contains("\"reason\":\"non_channel_operation\"");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anOrgAddBringsItsUsersAndTheFirstBackfills(ContractVersion version) throws Exception {
        try (SimulatedWorld world = new SimulatedWorld(natsServer, settings(version))) {
            world.seed(0);
            world.subscriptions().insertOne(SimulatedWorld.subscription(ROOM, 8, "member"));
            assertThat(world.add("user-7", REQUEST_ID, "{\"orgs\":[\"S001\"]}")).isEqualTo(ACCEPTED);
            List<Message> heard = world.untilResult();

            assertThat(text(world.one(heard, CANONICAL)))
                    .startsWith("{\"roomId\":\"mroom-000001\",\"users\":null,\"orgs\":[\"S001\"],\"channels\":null,"
                            + "\"history\":{\"mode\":\"\"},");
            assertThat(names(world.json(world.one(heard, EVENT)))).hasSize(version == C ? 1 : 10);
            assertThat(world.roomMembers())
                    .extracting(row -> row.get("member", new Document()).getString("id"))
                    .containsExactlyInAnyOrder("S001", "u-000007", "u-000008");
            assertThat(world.userCount()).isEqualTo(12);

            String again = "01970a4f-8c2d-7c9a-abcd-e0123456789e";
            world.add("user-7", again, "{\"orgs\":[\"S001\"]}");
            heard = world.untilResult();
            assertThat(world.json(heard.getLast()).get("status").asString()).isEqualTo("ok");
            if (version != B) {
                assertThat(subjects(heard)).doesNotContain(EVENT, "chat.msg.canonical.site-local.created");
            } else {
                assertThat(world.json(world.one(heard, EVENT)).get("accounts").toString())
                        .isEqualTo("[]");
            }
            assertThat(world.roomMembers()).hasSize(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void departmentsAreOrgsSinceContractB(ContractVersion version) throws Exception {
        try (SimulatedWorld world = new SimulatedWorld(natsServer, settings(version))) {
            world.seed(0);
            assertThat(world.add("user-7", REQUEST_ID, "{\"orgs\":[\"D001\"]}")).isEqualTo(ACCEPTED);
            List<Message> heard = world.untilResult();

            assertThat(world.userCount()).isEqualTo(version == A ? 1 : 5);
            assertThat(subjects(heard).contains(EVENT)).isEqualTo(version != A);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChannelAddCopiesTheMembersOfItsSource(ContractVersion version) throws Exception {
        try (SimulatedWorld world = new SimulatedWorld(natsServer, settings(version))) {
            world.seed(0);
            world.rooms().insertOne(SimulatedWorld.room("src-1", 3));
            for (int number : new int[] {7, 21, 22}) {
                world.subscriptions().insertOne(SimulatedWorld.subscription("src-1", number, "member"));
            }
            String channels = "\"channels\":[{\"roomId\":\"src-1\",\"siteId\":\"site-local\"}]";
            assertThat(world.add("user-7", REQUEST_ID, "{" + channels + "}")).isEqualTo(ACCEPTED);
            List<Message> heard = world.untilResult();

            JsonNode job = world.json(world.one(heard, CANONICAL));
            assertThat(job.get("users")).hasSize(3);
            assertThat(text(world.one(heard, CANONICAL))).contains("\"orgs\":null," + channels);
            assertThat(names(world.json(world.one(heard, EVENT)))).containsExactlyInAnyOrder("user-21", "user-22");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCanonicalInjectionSkipsRoomServiceAndTheKeyIsMissedAfterTheWritesBeforeContractC(ContractVersion version)
            throws Exception {
        try (SimulatedWorld world = new SimulatedWorld(natsServer, settings(version))) {
            world.seed(0);
            world.inject(REQUEST_ID, injection("user-13", "user-7"));
            assertThat(subjects(world.untilResult())).contains(EVENT);

            world.rooms().updateOne(Filters.eq("_id", ROOM), Updates.unset("encKey"));
            world.inject(REQUEST_ID, injection("user-14", "user-7"));
            List<Message> heard = world.untilResult();
            assertThat(subjects(heard)).doesNotContain(EVENT);
            JsonNode result = world.json(heard.getLast());
            assertThat(result.get("error").asString())
                    .isEqualTo(version == A ? "room key absent for mroom-000001" : "room key absent");
            assertThat(result.has("code")).isEqualTo(version != A);
            assertThat(world.userCount()).isEqualTo(version == C ? 2 : 3);
            assertThat(world.subscriptionCount()).isEqualTo(version == C ? 2 : 3);
            world.untilIdle();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRequesterWithoutAUsersDocumentFailsTheJobForGood(ContractVersion version) throws Exception {
        try (SimulatedWorld world = new SimulatedWorld(natsServer, settings(version))) {
            world.seed(0);
            world.users().deleteOne(Filters.eq("account", "user-7"));
            assertThat(world.add("user-7", REQUEST_ID, TWO_USERS)).isEqualTo(ACCEPTED);
            List<Message> heard = world.untilResult();

            assertThat(world.json(heard.getLast()).get("error").asString())
                    .isEqualTo("requester user-7 not found (room mroom-000001)");
            world.untilIdle();
            assertThat(world.subscriptionCount()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aJobWithoutItsRoomIsTriedFiveTimesAndSixInContractC(ContractVersion version) throws Exception {
        try (SimulatedWorld world = new SimulatedWorld(natsServer, settings(version))) {
            world.inject(REQUEST_ID, injection("user-13", "user-7"));
            for (int attempt = 1; attempt <= (version == C ? 6 : 5); attempt++) {
                JsonNode result = world.json(world.untilResult().getLast());
                assertThat(result.get("error").asString())
                        .isEqualTo(version == A ? "operation failed" : "internal error");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void afterAFailureBehindTheWritesTheEventIsLost(ContractVersion version) throws Exception {
        Faults faults = new Faults().onNth(Fault.FAIL_JOB_AFTER_WRITES, 1).onNth(Fault.FAIL_JOB_BEFORE_WRITES, 2);
        try (SimulatedWorld world =
                new SimulatedWorld(natsServer, settings(version).withFaults(faults))) {
            world.seed(0);
            world.inject(REQUEST_ID, injection("user-13", "user-7"));
            assertThat(status(world)).isEqualTo("error");
            List<Message> heard = world.untilResult();
            assertThat(world.json(heard.getLast()).get("status").asString()).isEqualTo("ok");
            assertThat(subjects(heard)).doesNotContain(EVENT);

            world.inject(REQUEST_ID, injection("user-14", "user-7"));
            assertThat(status(world)).isEqualTo("error");
            heard = world.untilResult();
            assertThat(subjects(heard)).contains(EVENT);
            assertThat(world.userCount()).isEqualTo(3);
            assertThat(faults.injected(Fault.FAIL_JOB_AFTER_WRITES)).isEqualTo(1);
            assertThat(faults.injected(Fault.FAIL_JOB_BEFORE_WRITES)).isEqualTo(1);
        }
    }

    private static String status(SimulatedWorld world) throws InterruptedException {
        return world.json(world.untilResult().getLast()).get("status").asString();
    }

    @Test
    void aReseededRoomIsCountedAnew() throws Exception {
        try (SimulatedWorld world = new SimulatedWorld(natsServer, SimulatorSettings.of(B))) {
            world.seed(4);
            world.inject(REQUEST_ID, injection("user-13", "user-7"));
            world.untilResult();
            assertThat(world.userCount()).isEqualTo(6);

            world.subscriptions().deleteMany(Filters.eq("roomId", ROOM));
            world.rooms().deleteMany(Filters.eq("_id", ROOM));
            world.rooms().insertOne(SimulatedWorld.room(ROOM, 1));
            world.subscriptions().insertOne(SimulatedWorld.subscription(ROOM, 7, "owner"));
            world.inject(REQUEST_ID, injection("user-14", "user-7"));
            world.untilResult();
            assertThat(world.userCount()).isEqualTo(2);
        }
    }

    @Test
    void aReseedingAfterAFailedJobLeavesNoMemberBehind() throws Exception {
        Faults faults = new Faults().onNth(Fault.FAIL_JOB_AFTER_WRITES, 1);
        try (SimulatedWorld world =
                new SimulatedWorld(natsServer, SimulatorSettings.of(B).withFaults(faults))) {
            world.seed(4);
            world.inject(REQUEST_ID, injection("user-13", "user-7"));
            world.untilResult();
            world.untilResult();

            world.subscriptions().deleteMany(Filters.eq("u.account", "user-13"));
            world.inject(REQUEST_ID, injection("user-13", "user-7"));
            assertThat(subjects(world.untilResult())).contains(EVENT);
            assertThat(world.userCount()).isEqualTo(6);
        }
    }

    private static String injection(String user, String requester) {
        return "{\"roomId\":\"mroom-000001\",\"users\":[\"" + user + "\"],\"orgs\":[],\"channels\":[],"
                + "\"history\":{\"mode\":\"\"},\"requesterId\":\"u-000007\",\"requesterAccount\":\"" + requester
                + "\",\"timestamp\":1779260400123}";
    }

    private static String text(Message message) {
        return new String(message.getData(), StandardCharsets.UTF_8);
    }
}
