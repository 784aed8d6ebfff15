package io.loadgen.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadgen.sandbox.wire.AddMembersRequest;
import io.loadgen.sandbox.wire.ContractJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class AddMembersEncoderTests {
    private static final AddTargetJson FRONTDOOR = AddTargetJson.frontdoor("mroom-000001");
    private static final AddTargetJson CANONICAL = AddTargetJson.canonical("mroom-000001", "u-000007", "user-7");

    private static final int[] FIRST = {0};

    private final JsonMapper mapper = ContractJson.mapper();

    @Test
    void writesTheFrontdoorExample() {
        byte[] body = AddMembersEncoder.frontdoor(
                FRONTDOOR, Shape.USERS, quoted("user-10", "user-11", "user-12", "user-13"), new int[] {1, 2}, 2);

        assertThat(text(body))
                .isEqualTo(
                        "{\"roomId\":\"mroom-000001\",\"users\":[\"user-11\",\"user-12\"],\"orgs\":[],\"channels\":[],"
                                + "\"history\":{\"mode\":\"all\"}}");
    }

    @Test
    void writesTheCanonicalExample() {
        byte[] body = AddMembersEncoder.canonical(CANONICAL, Shape.USERS, quoted("user-13"), FIRST, 1, 1779260400123L);

        assertThat(text(body))
                .isEqualTo("{\"roomId\":\"mroom-000001\",\"users\":[\"user-13\"],\"orgs\":[],\"channels\":[],"
                        + "\"history\":{\"mode\":\"all\"},\"requesterId\":\"u-000007\",\"requesterAccount\":\"user-7\","
                        + "\"timestamp\":1779260400123}");
    }

    @Test
    void orgsAndChannelsGoIntoListsOfTheirOwn() {
        byte[] orgs =
                AddMembersEncoder.frontdoor(FRONTDOOR, Shape.ORGS, quoted("S000", "S001", "S002"), new int[] {2, 1}, 2);
        byte[][] sources = {
            AddMembersEncoder.channel(new ChannelRef("src-1", "site-local")),
            AddMembersEncoder.channel(new ChannelRef("s\"2", "site-local"))
        };
        byte[] channels = AddMembersEncoder.frontdoor(FRONTDOOR, Shape.CHANNELS, sources, new int[] {0, 1}, 2);

        assertThat(text(orgs))
                .isEqualTo("{\"roomId\":\"mroom-000001\",\"users\":[],\"orgs\":[\"S002\",\"S001\"],\"channels\":[],"
                        + "\"history\":{\"mode\":\"all\"}}");
        assertThat(text(channels))
                .isEqualTo("{\"roomId\":\"mroom-000001\",\"users\":[],\"orgs\":[],\"channels\":["
                        + "{\"roomId\":\"src-1\",\"siteId\":\"site-local\"},"
                        + "{\"roomId\":\"s\\\"2\",\"siteId\":\"site-local\"}],\"history\":{\"mode\":\"all\"}}");
    }

    @Test
    void canonicalJobsNameOrgsButNoChannels() {
        byte[] body = AddMembersEncoder.canonical(CANONICAL, Shape.ORGS, quoted("S001"), FIRST, 1, 1779260400123L);

        assertThat(text(body))
                .isEqualTo("{\"roomId\":\"mroom-000001\",\"users\":[],\"orgs\":[\"S001\"],\"channels\":[],"
                        + "\"history\":{\"mode\":\"all\"},\"requesterId\":\"u-000007\",\"requesterAccount\":\"user-7\","
                        + "\"timestamp\":1779260400123}");
        assertThatThrownBy(() -> AddMembersEncoder.canonical(CANONICAL, Shape.CHANNELS, quoted("c"), FIRST, 1, 1))
                .hasMessageContaining("only room-service expands them");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 10, 99, 100, Long.MAX_VALUE})
    void timestampsOfEveryLengthAreWhole(long timestampMillis) {
        byte[] body = AddMembersEncoder.canonical(CANONICAL, Shape.USERS, new byte[0][], FIRST, 0, timestampMillis);

        assertThat(mapper.readValue(body, AddMembersRequest.class).timestamp()).isEqualTo(timestampMillis);
    }

    @Test
    void escapesWhatIsNoSafeToken() {
        List<String> accounts = List.of("a\"b\\c", "<&>", "\u0000\u001f\b\f\n\r\t", "鮑勃 \u2028", "\ud83d\ude00");
        byte[][] quoted = quoted(accounts.toArray(String[]::new));

        byte[] body = AddMembersEncoder.frontdoor(
                AddTargetJson.frontdoor("r\"1"), Shape.USERS, quoted, new int[] {0, 1, 2, 3, 4}, quoted.length);

        AddMembersRequest read = mapper.readValue(body, AddMembersRequest.class);
        assertThat(read.roomId()).isEqualTo("r\"1");
        assertThat(read.users()).isEqualTo(accounts);
        assertThat(quoted[1]).asString(StandardCharsets.UTF_8).isEqualTo("\"\\u003c\\u0026\\u003e\"");
    }

    @Test
    void targetsOfTheOtherKindAreRefused() {
        assertThatThrownBy(() -> AddMembersEncoder.frontdoor(CANONICAL, Shape.USERS, quoted("a"), FIRST, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AddMembersEncoder.canonical(FRONTDOOR, Shape.USERS, quoted("a"), FIRST, 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[][] quoted(String... accounts) {
        return Arrays.stream(accounts).map(AddMembersEncoder::quote).toArray(byte[][]::new);
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }
}
