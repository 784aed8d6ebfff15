package io.loadgen.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.loadgen.contract.ChatContract;
import io.loadgen.contract.ContractFinding;
import io.loadgen.contract.ContractProvider;
import io.loadgen.contract.ContractUnknownException;
import io.loadgen.contract.ContractVersion;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.RoomKeyWriter;
import io.loadgen.spec.FixtureSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomKeysInForceTests {
    private static final FixturePlan PLAN = new FixturePlan(new FixtureSpec("keys", 1, "site-local", 2, 1, 10, 20));

    private final List<String> heard = new ArrayList<>();
    private final RoomKeyWriter valkey = new RoomKeyWriter() {
        @Override
        public void write(FixturePlan plan, int firstRoom, int rooms) {
            heard.add("write");
        }

        @Override
        public void remove(List<String> roomIds) {
            heard.add("remove");
        }
    };

    @ParameterizedTest
    @CsvSource({
        "AUTO, A, true, true",
        "AUTO, B, true, false",
        "AUTO, C, true, false",
        "MONGO, A, true, false",
        "VALKEY, B, false, true",
        "BOTH, C, true, true"
    })
    void keysGoWhereTheSettingOrTheContractWantsThem(
            RoomKeyPlace place, ContractVersion version, boolean inDocuments, boolean inValkey) {
        RoomKeysInForce keys = new RoomKeysInForce(place, always(version), Optional.of(valkey));
        keys.write(PLAN, 0, 2);

        assertThat(keys.inDocuments()).isEqualTo(inDocuments);
        assertThat(heard.contains("write")).isEqualTo(inValkey);
    }

    @Test
    void contractAWithoutAValkeyIsRefusedWithTheSettingToGive() {
        RoomKeysInForce keys = new RoomKeysInForce(RoomKeyPlace.AUTO, always(ContractVersion.A), Optional.empty());

        assertThatIllegalStateException()
                .isThrownBy(() -> keys.write(PLAN, 0, 2))
                .withMessageContaining("VALKEY_ADDR");
    }

    @Test
    void anUnknownContractIsServedByWhateverIsThere() {
        new RoomKeysInForce(RoomKeyPlace.AUTO, unknown(), Optional.empty()).write(PLAN, 0, 2);
        assertThat(heard).isEmpty();
        new RoomKeysInForce(RoomKeyPlace.AUTO, unknown(), Optional.of(valkey)).write(PLAN, 0, 2);
        assertThat(heard).containsExactly("write");
    }

    @Test
    void removalLooksIntoValkeyWhateverTheSetting() {
        new RoomKeysInForce(RoomKeyPlace.MONGO, always(ContractVersion.B), Optional.of(valkey))
                .remove(List.of(PLAN.roomId(0)));
        new RoomKeysInForce(RoomKeyPlace.AUTO, always(ContractVersion.A), Optional.empty())
                .remove(List.of(PLAN.roomId(0)));

        assertThat(heard).containsExactly("remove");
    }

    private static ContractProvider always(ContractVersion version) {
        return ContractProvider.always(ChatContract.of(version, "site-local"));
    }

    private static ContractProvider unknown() {
        return new ContractProvider() {
            @Override
            public ContractFinding detect() {
                return new ContractFinding(Optional.empty(), List.of(), List.of());
            }

            @Override
            public ChatContract current() {
                throw new ContractUnknownException(detect());
            }
        };
    }
}
