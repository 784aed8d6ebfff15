package io.loadgen.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadersTests {
    private static final String EVENT =
            "{\"type\":\"member_added\",\"roomId\":\"mroom-000001\",\"roomName\":\"mroom-1\","
                    + "\"roomType\":\"channel\",\"accounts\":[\"user-12\",\"user-11\"],\"siteId\":\"site-local\","
                    + "\"requesterAccount\":\"user-7\",\"joinedAt\":1779260400123,\"timestamp\":1779260400151}";
    private static final String ORG_ENTRY =
            "{\"id\":\"S001\",\"type\":\"org\",\"orgName\":\"Sect 1\",\"memberCount\":3},";
    private static final String MEMBERS_EVENT =
            "{\"type\":\"member_added\",\"roomId\":\"mroom-000001\",\"roomName\":\"mroom-1\",\"roomType\":\"channel\","
                    + "\"siteId\":\"site-local\",\"requesterAccount\":\"user-7\",\"joinedAt\":1787382000123,\"members\":["
                    + "{\"id\":\"u-000011\",\"type\":\"individual\",\"account\":\"user-11\",\"chineseName\":\"鮑勃\"},"
                    + "{\"id\":\"u-000012\",\"type\":\"individual\",\"account\":\"user-12\"}],\"timestamp\":1787382000151}";

    private final MemberEventReader events = new MemberEventReader();
    private final JobResultReader results = new JobResultReader();

    @ParameterizedTest
    @ValueSource(strings = {EVENT, MEMBERS_EVENT})
    void bothFormsOfAnEventNameTheSameAccounts(String event) {
        assertThat(events.read(utf8(event))).isTrue();
        assertThat(events.memberCount()).isEqualTo(2);
        assertThat(events.membersHash()).isEqualTo(AccountSetHash.of("user-11") + AccountSetHash.of("user-12"));
        assertThat(events.isRoom("mroom-000001")).isTrue();
        assertThat(events.isRoom(utf8("mroom-000001"))).isTrue();
        assertThat(events.isRoom("mroom-000002")).isFalse();
        assertThat(events.isRoom("mroom")).isFalse();
    }

    @Test
    void anOrgCountsByItsIdAndNeverPassesForAnAccount() {
        assertThat(events.read(utf8(MEMBERS_EVENT.replace("\"members\":[", "\"members\":[" + ORG_ENTRY))))
                .isTrue();

        assertThat(events.memberCount()).isEqualTo(3);
        assertThat(events.membersHash())
                .isEqualTo(AccountSetHash.ofOrg("S001") + AccountSetHash.of("user-11") + AccountSetHash.of("user-12"));
        assertThat(AccountSetHash.ofOrg("S001")).isNotEqualTo(AccountSetHash.of("S001"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"S1\",\"type\":\"org\"}",
                "{\"type\":\"org\",\"id\":\"S1\"}",
                "{\"account\":\"x\",\"id\":\"S1\",\"type\":\"org\"}"
            })
    void anOrgIsKnownInWhateverOrderItsFieldsCome(String member) {
        assertThat(events.read(utf8("{\"type\":\"member_added\",\"members\":[" + member + "]}")))
                .isTrue();
        assertThat(events.memberCount()).isEqualTo(1);
        assertThat(events.membersHash()).isEqualTo(AccountSetHash.ofOrg("S1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"org\"}",
                "{\"type\":\"org\",\"id\":null,\"account\":\"a\"}",
                "{\"type\":\"individual\",\"id\":\"u\"}",
                "{\"account\":\"\"}"
            })
    void whoeverIsNotToldIsNotCounted(String member) {
        assertThat(events.read(utf8("{\"type\":\"member_added\",\"members\":[" + member + "]}")))
                .isTrue();
        assertThat(events.memberCount()).isZero();
        assertThat(events.membersHash()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "[ ]"})
    void noAccountsInEitherSpelling(String accounts) {
        assertThat(events.read(utf8(EVENT.replace("[\"user-12\",\"user-11\"]", accounts))))
                .isTrue();
        assertThat(events.memberCount()).isZero();
        assertThat(events.membersHash()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "null",
                "[]",
                "{\"type\":\"member_removed\",\"roomId\":\"r\",\"accounts\":[\"a\"]}",
                "{\"type\":\"member_added\",\"roomId\":\"r\",\"accounts\":[\"a\"]",
                "{\"type\":\"member_added\",\"roomId\":\"r\",\"accounts\":[\"a\",]}",
                "{\"type\":\"member_added\",\"roomId\":\"r\",\"accounts\":[1]}",
                "{\"type\":\"member_added\",\"roomId\":\"r\",\"accounts\":\"a\"}",
                "{\"type\":\"member_added\",\"roomId\":\"r\",\"accounts\":[]} x",
                "{\"type\":\"member_added\",\"x\":01}"
            })
    void whatIsNoAddIsTold(String body) {
        assertThat(events.read(utf8(body))).isFalse();
    }

    @Test
    void escapesInAnEventAreUndone() {
        String event = "{\"roomId\":\"r\\u002d1\",\"x\":{\"y\":[{},[[1e5,-0.5]],true]},\"accounts\":"
                + "[\"\\u9b91\\ud83d\\ude00\\/\\n\"],\"type\":\"member_added\"}";
        assertThat(events.read(utf8(event))).isTrue();
        assertThat(events.isRoom("r-1")).isTrue();
        assertThat(events.membersHash()).isEqualTo(AccountSetHash.of("鮑\ud83d\ude00/\n"));
    }

    @Test
    void nestingBeyondTheBoundIsMalformedAndWithinItIsRead() {
        int bound = JsonScanner.MAX_DEPTH;
        assertThat(events.read(nested(bound))).isTrue();
        assertThat(events.read(nested(bound + 1))).isFalse();
        assertThat(events.read(nested(1_000_000))).isFalse();
    }

    private static byte[] nested(int depth) {
        return utf8("{\"type\":\"member_added\",\"x\":" + "[".repeat(depth) + "]".repeat(depth) + "}");
    }

    @Test
    void acceptedRepliesAreAccepted() {
        assertThat(ReplyReader.isAccepted(utf8("{\"status\":\"accepted\"}"))).isTrue();
        assertThat(ReplyReader.isAccepted(utf8(" { \"x\" : [ ] , \"status\" : \"accepted\" } ")))
                .isTrue();
        assertThat(ReplyReader.isAccepted(utf8("{\"status\":\"accepted\",\"error\":\"no\"}")))
                .isFalse();
        assertThat(ReplyReader.isAccepted(utf8("{\"status\":\"rejected\"}"))).isFalse();
        assertThat(ReplyReader.isAccepted(utf8(""))).isFalse();
    }

    static Stream<Arguments> rejections() {
        String full = "room is at maximum capacity (1000): cannot add 2 members to room with 999 existing";
        return Stream.of(
                Arguments.of("{\"error\":\"" + full + "\"}", "max_room_size_reached", full),
                Arguments.of(
                        "{\"code\":\"conflict\",\"reason\":\"max_room_size_reached\",\"error\":\"" + full
                                + "\",\"metadata\":{\"attempted\":\"1001\"}}",
                        "max_room_size_reached",
                        full),
                Arguments.of(
                        "{\"error\":\"requester not in room: \\\"eve\\\" in room \\\"r\\\": subscription not found\"}",
                        "not_room_member",
                        "requester not in room: \"eve\" in room \"r\": subscription not found"),
                rejection("requester not in room: \\\"eve\\\" in room \\\"r\\\": context deadline", "internal"),
                rejection("internal error", "internal"),
                rejection("cannot add members to a non-channel room", "non_channel_operation"),
                rejection("only owners can add members to a restricted room", "not_room_owner"),
                rejection("bots cannot be added to a channel", "bot_in_channel"),
                rejection("invalid request: room ID mismatch", "room_id_mismatch"),
                rejection("invalid request: unexpected end of JSON input", "invalid_request"),
                rejection("only room members can list members", "not_room_member"),
                rejection("timeout listing members of channel r@s", "unavailable"),
                rejection("expand channels: remote list-members r@s: remote member.list: x", "channel_expansion"),
                rejection("never heard of", "other"),
                Arguments.of("{\"code\":\"unavailable\",\"error\":\"service busy\"}", "service_busy", "service busy"),
                Arguments.of("{\"code\":\"forbidden\",\"reason\":\"new\",\"error\":\"x\"}", "forbidden", "x"),
                Arguments.of("{\"code\":\"new\",\"reason\":\"new\",\"error\":\"x\"}", "other", "x"),
                Arguments.of("", "unreadable", ""),
                Arguments.of("{\"status\":\"queued\"}", "unreadable", "{\"status\":\"queued\"}"),
                Arguments.of("{\"error\":\"x\"", "unreadable", "{\"error\":\"x\""));
    }

    private static Arguments rejection(String error, String reason) {
        return Arguments.of("{\"error\":\"" + error + "\"}", reason, error.replace("\\\"", "\""));
    }

    @ParameterizedTest
    @MethodSource("rejections")
    void rejectionsGetStableReasons(String body, String reason, String text) {
        assertThat(ReplyReader.isAccepted(utf8(body))).isFalse();
        assertThat(ReplyReader.read(utf8(body))).isEqualTo(new Rejection(reason, text));
    }

    @Test
    void okResultsAreOk() {
        assertThat(results.read(result("\"status\":\"ok\""))).isTrue();
        assertThat(results.isOk()).isTrue();
        assertThat(results.read(utf8("{\"operation\":\"room.member.remove\",\"status\":\"ok\"}")))
                .isFalse();
        assertThat(results.read(utf8("{\"operation\":\"room.member.add\"}"))).isFalse();
        assertThat(results.read(utf8("{"))).isFalse();
    }

    static Stream<Arguments> workerErrors() {
        return Stream.of(
                Arguments.of("operation failed", "", "internal", true),
                Arguments.of("internal error", ",\"code\":\"internal\"", "internal", true),
                Arguments.of("room key absent for r", "", "room_key_absent", false),
                Arguments.of("room key absent", ",\"code\":\"internal\"", "room_key_absent", false),
                Arguments.of("requester a not found (room r)", "", "user_not_found", false),
                Arguments.of("user a not found in room.member.add (room r)", "", "user_not_found", false),
                Arguments.of("x", ",\"code\":\"not_found\",\"reason\":\"user_not_found\"", "user_not_found", false),
                Arguments.of(
                        "add-member only valid on channel rooms, got dm",
                        ",\"code\":\"bad_request\"",
                        "non_channel_operation",
                        false),
                Arguments.of("x", ",\"code\":\"conflict\"", "conflict", false),
                Arguments.of("x", "", "other", false));
    }

    @ParameterizedTest
    @MethodSource("workerErrors")
    void workerErrorsTellWhetherTheyWillBeRetried(String error, String more, String reason, boolean transientFailure) {
        assertThat(results.read(result("\"status\":\"error\",\"error\":\"" + error + "\"" + more)))
                .isTrue();
        assertThat(results.isOk()).isFalse();
        assertThat(results.error()).isEqualTo(new WorkerError(reason, error, transientFailure));
    }

    private static byte[] result(String outcome) {
        return utf8("{\"requestId\":\"id\",\"operation\":\"room.member.add\",\"roomId\":\"r\"," + outcome
                + ",\"timestamp\":1779260400158}");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
