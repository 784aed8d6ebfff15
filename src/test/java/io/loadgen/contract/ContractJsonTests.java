package io.loadgen.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.sandbox.wire.AddMembersRequest;
import io.loadgen.sandbox.wire.AsyncJobResult;
import io.loadgen.sandbox.wire.ContractJson;
import io.loadgen.sandbox.wire.ErrorReply;
import io.loadgen.sandbox.wire.MemberAddEvent;
import io.loadgen.sandbox.wire.SubscriptionUpdateEvent;
import io.loadgen.sandbox.wire.SubscriptionUser;
import io.loadgen.sandbox.wire.SubscriptionView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ContractJsonTests {
    private final JsonMapper mapper = ContractJson.mapper();

    @Test
    void canonicalJobOfAnOrgAddIsTheExample() {
        AddMembersRequest request = mapper.readValue("{\"ORGS\":[\"S001\"],\"unknown\":{}}", AddMembersRequest.class);
        AddMembersRequest job = new AddMembersRequest(
                "mroom-000001",
                request.users(),
                request.orgs(),
                request.channels(),
                request.history(),
                null,
                "u-000007",
                "user-7",
                1779260400123L);

        assertThat(mapper.writeValueAsString(job))
                .isEqualTo("{\"roomId\":\"mroom-000001\",\"users\":null,\"orgs\":[\"S001\"],\"channels\":null,"
                        + "\"history\":{\"mode\":\"\"},\"requesterId\":\"u-000007\",\"requesterAccount\":\"user-7\","
                        + "\"timestamp\":1779260400123}");
    }

    @Test
    void memberEventIsTheExample() {
        MemberAddEvent event = new MemberAddEvent(
                "member_added",
                "mroom-000001",
                "mroom-1",
                "channel",
                List.of(),
                "site-local",
                "user-7",
                1782630000123L,
                null,
                null,
                1782630000151L);

        String json = "{\"type\":\"member_added\",\"roomId\":\"mroom-000001\",\"roomName\":\"mroom-1\","
                + "\"roomType\":\"channel\",\"accounts\":[],\"siteId\":\"site-local\",\"requesterAccount\":\"user-7\","
                + "\"joinedAt\":1782630000123,\"timestamp\":1782630000151}";
        assertThat(mapper.writeValueAsString(event)).isEqualTo(json);
        assertThat(mapper.readValue(json, MemberAddEvent.class)).isEqualTo(event);
    }

    @Test
    void resultsLeaveOutWhatAVersionDoesNotTell() {
        String id = "11111111-2222-4333-8444-555555555555";
        assertThat(mapper.writeValueAsString(new AsyncJobResult(
                        id, "room.member.add", "error", "r", "room key absent for r", "", "", 1779260400158L)))
                .isEqualTo("{\"requestId\":\"" + id + "\",\"operation\":\"room.member.add\",\"status\":\"error\","
                        + "\"roomId\":\"r\",\"error\":\"room key absent for r\",\"timestamp\":1779260400158}");
        assertThat(mapper.writeValueAsString(new AsyncJobResult(
                        id, "room.member.add", "error", "r", "room key absent", "internal", "", 1782630000158L)))
                .isEqualTo("{\"requestId\":\"" + id
                        + "\",\"operation\":\"room.member.add\",\"status\":\"error\",\"roomId\":\"r\",\"error\":\"room"
                        + " key absent\",\"code\":\"internal\",\"timestamp\":1782630000158}");
    }

    @Test
    void errorRepliesOfBothVersions() {
        String text = "room is at maximum capacity (1000): cannot add 2 members to room with 999 existing";
        assertThat(mapper.writeValueAsString(new ErrorReply("", "", text, Map.of())))
                .isEqualTo("{\"error\":\"" + text + "\"}");
        assertThat(mapper.writeValueAsString(new ErrorReply(
                        "conflict",
                        "max_room_size_reached",
                        text,
                        Map.of("maxRoomSize", "1000", "attempted", "1001", "currentUserCount", "999"))))
                .isEqualTo(
                        "{\"code\":\"conflict\",\"reason\":\"max_room_size_reached\",\"error\":\"" + text
                                + "\",\"metadata\":{\"attempted\":\"1001\",\"currentUserCount\":\"999\",\"maxRoomSize\":\"1000\"}}");
    }

    @Test
    void subscriptionUpdatesOfBothVersions() {
        String joinedAt = ContractJson.time(Instant.parse("2026-05-20T07:00:00.123Z"));
        String a = mapper.writeValueAsString(update(joinedAt, null, ""));
        String b = mapper.writeValueAsString(update(joinedAt, false, "mroom-1"));

        assertThat(a)
                .isEqualTo("{\"userId\":\"u-000011\",\"subscription\":{\"id\":\"x\",\"u\":{\"id\":\"u-000011\","
                        + "\"account\":\"user-11\"},\"roomId\":\"r\",\"siteId\":\"site-local\",\"roles\":[\"member\"],"
                        + "\"name\":\"mroom-1\",\"roomType\":\"channel\",\"joinedAt\":\"2026-05-20T07:00:00.123Z\","
                        + "\"hasMention\":false,\"alert\":false},\"action\":\"added\",\"timestamp\":1}");
        assertThat(b)
                .isEqualTo("{\"userId\":\"u-000011\",\"subscription\":{\"id\":\"x\",\"u\":{\"id\":\"u-000011\","
                        + "\"account\":\"user-11\",\"isBot\":false},\"roomId\":\"r\",\"siteId\":\"site-local\","
                        + "\"roles\":[\"member\"],\"name\":\"mroom-1\",\"roomType\":\"channel\","
                        + "\"joinedAt\":\"2026-05-20T07:00:00.123Z\",\"hasMention\":false,\"alert\":false,\"muted\":false,"
                        + "\"favorite\":false,\"hasGroupMention\":false,\"hasUnread\":false},\"action\":\"added\","
                        + "\"roomName\":\"mroom-1\",\"timestamp\":1}");
    }

    private static SubscriptionUpdateEvent update(String joinedAt, @Nullable Boolean flag, String roomName) {
        SubscriptionView subscription = new SubscriptionView(
                "x",
                new SubscriptionUser("u-000011", "user-11", flag),
                "r",
                "site-local",
                List.of("member"),
                "mroom-1",
                "channel",
                joinedAt,
                null,
                false,
                false,
                flag,
                flag,
                null,
                null,
                flag,
                flag,
                null);
        return new SubscriptionUpdateEvent("u-000011", subscription, "added", roomName, 1);
    }

    @Test
    void stringsAreEscapedAsInGo() {
        assertThat(mapper.writeValueAsString("\"<&>\u2028\u001f\n鮑"))
                .isEqualTo("\"\\\"\\u003c\\u0026\\u003e\\u2028\\u001f\\n鮑\"");
    }

    @Test
    void timesLoseTheirTrailingZeros() {
        assertThat(ContractJson.time(Instant.parse("2026-05-20T07:00:00.120Z"))).isEqualTo("2026-05-20T07:00:00.12Z");
        assertThat(ContractJson.time(Instant.parse("2026-05-20T07:00:00Z"))).isEqualTo("2026-05-20T07:00:00Z");
    }
}
