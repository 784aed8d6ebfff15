package io.loadgen.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCredential;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MongoAddressTests {
    @Test
    void userBesideTheAddressKeepsItsMechanismAndItsSource() {
        MongoCredential credential = credential("mongodb://h/?authMechanism=PLAIN&authSource=%24external");

        assertThat(credential.getMechanism()).isEqualTo("PLAIN");
        assertThat(credential.getSource()).isEqualTo("$external");
        assertThat(credential.getUserName()).isEqualTo("m:e@x");
        assertThat(credential.getPassword()).containsExactly("p/a+s %s".toCharArray());
    }

    @Test
    void userBesideTheAddressTakesThePlaceOfItsOwn() {
        MongoCredential credential = credential("mongodb://you:theirs@a,b/chat?authSource=users");

        assertThat(credential.getUserName()).isEqualTo("m:e@x");
        assertThat(credential.getSource()).isEqualTo("users");
    }

    private static MongoCredential credential(String address) {
        String given = MongoAddress.withUser(address, "m:e@x", "p/a+s %s");
        return Objects.requireNonNull(
                MongoAddress.parse(given, MongoAddress.WITHOUT_DNS).getCredential());
    }

    @Test
    void withoutAUserTheAddressStays() {
        assertThat(MongoAddress.withUser("mongodb://you:theirs@a", "", "")).isEqualTo("mongodb://you:theirs@a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mongodb://u:s3c:ret@h", "mongodb://u:p@s3cret@h", "mongodb://u:s3cret@h:port"})
    void whatTheDriverCannotReadIsRefusedWithoutBeingShown(String address) {
        assertThatThrownBy(() -> MongoAddress.parse(address, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a connection string that the driver can read")
                .hasNoCause()
                .message()
                .doesNotContain("s3c");
    }
}
