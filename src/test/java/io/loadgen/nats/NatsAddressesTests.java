package io.loadgen.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadgen.nats.NatsCredentials.Token;
import io.loadgen.nats.NatsCredentials.UserPassword;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NatsAddressesTests {
    @ParameterizedTest
    @CsvSource({
        "nats-1, nats://nats-1:4222",
        "nats-1:4300, nats://nats-1:4300",
        "tls://me:s3cret@nats.example, tls://nats.example:4222",
        "nats://production:4222/@staging, nats://production:4222",
        "nats://[::1]:4222, nats://[::1]:4222",
        "ws://nats.example:8080, ws://nats.example:8080"
    })
    void serverIsWhatTheClientWouldConnectTo(String address, String server) {
        assertThat(NatsAddresses.parse(address).servers())
                .extracting(NatsAddresses.Server::toString)
                .containsExactly(server);
    }

    @Test
    void userIsTakenOutOfEveryAddress() {
        NatsAddresses found = NatsAddresses.parse("nats://me:p%3Ass+w%40rd@a, nats://me:p%3Ass+w%40rd@b:4223");

        assertThat(found.user()).contains(new UserPassword("me", "p:ss+w@rd"));
        assertThat(found.servers().toString()).isEqualTo("[nats://a:4222, nats://b:4223]");
        assertThat(found.toString()).doesNotContain("w@rd", "w%40rd");
    }

    @Test
    void nameAloneIsAToken() {
        assertThat(NatsAddresses.parse("nats://s3cret@a").user()).contains(new Token("s3cret"));
    }

    @Test
    void usersThatDifferAreRefusedWithoutBeingShown() {
        assertThatThrownBy(() -> NatsAddresses.parse("nats://me:s3cret@a,nats://you:s3cret@b"))
                .hasMessage("addresses of one user, and name several");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nats://u:s3cret@ho st", "nats://u:s3cret@my_nats:4222", "nats://u:s3cret@", "u:s3cret@h:x"})
    void addressThatCannotBeReadIsRefusedWithoutItsUser(String address) {
        assertThatThrownBy(() -> NatsAddresses.parse(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("an address such as nats://localhost:4222, was ")
                .hasNoCause()
                .message()
                .doesNotContain("s3cret");
    }
}
