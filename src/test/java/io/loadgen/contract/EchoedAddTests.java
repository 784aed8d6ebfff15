package io.loadgen.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EchoedAddTests {
    private static final List<String> ACCOUNTS = List.of("user-11", "user-12", "user-13");

    private final MemberEventReader event = new MemberEventReader();

    private static byte[] request() {
        return AddMembersEncoder.frontdoor(
                AddTargetJson.frontdoor("room-1"),
                Shape.USERS,
                ACCOUNTS.stream().map(AddMembersEncoder::quote).toArray(byte[][]::new),
                new int[] {0, 1, 2},
                3);
    }

    @ParameterizedTest
    @EnumSource(ContractVersion.class)
    void anEventNamesWhomTheRequestAdds(ContractVersion version) {
        assertThat(event.read(EchoedAdd.event(version, request()))).isTrue();
        assertThat(event.memberCount()).isEqualTo(3);
        assertThat(event.membersHash())
                .isEqualTo(ACCOUNTS.stream().mapToLong(AccountSetHash::of).sum());
    }

    @ParameterizedTest
    @EnumSource(ContractVersion.class)
    void whateverElseComesIsAnEventOfNobodyOrNone(ContractVersion version) {
        for (String other : List.of("", "{}", "[", "[\"", "{\"users\":[]}")) {
            if (event.read(EchoedAdd.event(version, other.getBytes(StandardCharsets.US_ASCII)))) {
                assertThat(event.memberCount()).as(other).isZero();
            }
        }
    }

    @Test
    void repliesAndResultsAreThoseOfSuccess() {
        JobResultReader result = new JobResultReader();
        assertThat(ReplyReader.isAccepted(EchoedAdd.REPLY)).isTrue();
        assertThat(result.read(EchoedAdd.RESULT)).isTrue();
        assertThat(result.isOk()).isTrue();
    }
}
