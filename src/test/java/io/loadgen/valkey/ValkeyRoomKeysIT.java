package io.loadgen.valkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.loadgen.fixtures.FixtureInspection;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.sandbox.EmbeddedValkey;
import io.loadgen.spec.FixtureSpec;
import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class ValkeyRoomKeysIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final EmbeddedValkey server = EmbeddedValkey.start();
    private final ValkeyRoomKeys keys = new ValkeyRoomKeys(ValkeyAddress.parse(server.address()), "", PATIENCE);
    private final RedisClient client = RedisClient.create("redis://" + server.address());
    private final StatefulRedisConnection<String, String> connection = client.connect();
    private final RedisCommands<String, String> valkey = connection.sync();
    private final FixturePlan plan = new FixturePlan(new FixtureSpec("keys", 42, "site-local", 300, 3, 10, 40));

    @AfterEach
    void close() {
        keys.close();
        connection.close();
        client.close();
        server.close();
    }

    @Test
    void everyRoomGetsAHashAsTheContractHasIt() {
        keys.write(plan, 0, 300);
        Map<String, String> hash = valkey.hgetall("room:lg_keys_42_r000007:key");

        assertThat(valkey.keys("*")).hasSize(300);
        assertThat(hash).containsOnlyKeys("pub", "priv", "ver").containsEntry("ver", "0");
        assertThat(Base64.getDecoder().decode(hash.get("priv"))).isEqualTo(plan.roomKey(7));
        assertThat(Base64.getDecoder().decode(hash.get("pub"))).hasSize(65).startsWith(4);
        assertThat(valkey.ttl("room:lg_keys_42_r000007:key")).isEqualTo(-1);
    }

    @Test
    void thePublicPointBelongsToThePrivateKey() throws Exception {
        keys.write(plan, 7, 1);
        byte[] point = Base64.getDecoder().decode(valkey.hget("room:lg_keys_42_r000007:key", "pub"));
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        var curve = ((ECPublicKey) generator.generateKeyPair().getPublic()).getParams();
        KeyFactory factory = KeyFactory.getInstance("EC");
        Signature signing = Signature.getInstance("SHA256withECDSA");
        signing.initSign(factory.generatePrivate(new ECPrivateKeySpec(new BigInteger(1, plan.roomKey(7)), curve)));
        signing.update(point);
        byte[] signature = signing.sign();
        Signature checking = Signature.getInstance("SHA256withECDSA");
        checking.initVerify(factory.generatePublic(new ECPublicKeySpec(
                new ECPoint(
                        new BigInteger(1, Arrays.copyOfRange(point, 1, 33)),
                        new BigInteger(1, Arrays.copyOfRange(point, 33, 65))),
                curve)));
        checking.update(point);

        assertThat(checking.verify(signature)).isTrue();
    }

    @Test
    void missingAndRotatedKeysAreFoundAndMendedAndOthersLeftAlone() {
        keys.write(plan, 0, 300);
        valkey.del("room:lg_keys_42_r000003:key");
        valkey.hset("room:lg_keys_42_r000005:key", Map.of("priv", "AAAA", "ver", "1"));
        valkey.hset("room:lg_keys_42_r000005:key:prev", Map.of("priv", "BBBB", "ver", "0"));
        valkey.hset("room:lg_keys_42_r000009:key", "mark", "untouched");
        assertThat(keys.faulty(plan, 0, 300)).containsExactly(3, 5);
        keys.write(plan, 0, 300);

        assertThat(keys.faulty(plan, 0, 300)).isEmpty();
        assertThat(valkey.exists("room:lg_keys_42_r000005:key:prev")).isZero();
        assertThat(valkey.hget("room:lg_keys_42_r000009:key", "mark")).isEqualTo("untouched");
    }

    @Test
    void keysAreToldAsRoomWorkerReadsThem() {
        keys.write(plan, 0, 9);
        valkey.del("room:lg_keys_42_r000001:key");
        spoil(2, Map.of("priv", "AAAA"));
        spoil(3, Map.of("ver", "first"));
        spoil(4, Map.of("priv", "no base64!"));
        valkey.hdel("room:lg_keys_42_r000005:key", "ver");
        valkey.hdel("room:lg_keys_42_r000006:key", "priv");
        spoil(7, Map.of("priv", Base64.getEncoder().withoutPadding().encodeToString(plan.roomKey(7))));
        spoil(8, Map.of("priv", Base64.getEncoder().encodeToString(plan.roomKey(9)), "ver", "12"));

        assertThat(keys.inspect(plan, List.of(8, 0, 1, 2, 3, 4, 5, 6, 7)))
                .containsExactly(
                        FixtureInspection.Key.WELL_FORMED,
                        FixtureInspection.Key.WELL_FORMED,
                        FixtureInspection.Key.ABSENT,
                        FixtureInspection.Key.MALFORMED,
                        FixtureInspection.Key.MALFORMED,
                        FixtureInspection.Key.MALFORMED,
                        FixtureInspection.Key.MALFORMED,
                        FixtureInspection.Key.MALFORMED,
                        FixtureInspection.Key.MALFORMED);
    }

    private void spoil(int room, Map<String, String> fields) {
        valkey.hset("room:" + plan.roomId(room) + ":key", fields);
    }

    @Test
    void removalTakesTheKeysOfItsRoomsAndNoOthers() {
        List<String> foreign = List.of(
                "room:lg_keys_4_r000000:key",
                "room:lg_keys_421_r000000:key",
                "room:lg_keys_42_r000300:key",
                "room:{lg_keys_42_r000000}:key",
                "room:lg_keys_42_r000000:meta",
                "room:general:key");
        List<String> rooms = IntStream.range(0, 300).mapToObj(plan::roomId).toList();
        foreign.forEach(name -> valkey.hset(name, "priv", "theirs"));
        keys.write(plan, 0, 300);
        valkey.hset("room:lg_keys_42_r000005:key:prev", "priv", "BBBB");
        keys.remove(rooms);
        keys.remove(rooms);

        assertThat(valkey.keys("*")).containsExactlyInAnyOrderElementsOf(foreign);
    }

    @Test
    void aServerThatIsNotThereFailsTheCallAndNamesItsAddress() {
        server.close();
        try (ValkeyRoomKeys lost = new ValkeyRoomKeys(new ValkeyAddress("127.0.0.1", 1), "", PATIENCE)) {
            assertThatExceptionOfType(ValkeyException.class)
                    .isThrownBy(() -> lost.write(plan, 0, 1))
                    .withMessageStartingWith("Valkey at 127.0.0.1:1: ");
        }
    }

    @Test
    void anAddressIsHostAndPort() {
        assertThat(ValkeyAddress.parse("valkey.chat.svc:6379")).isEqualTo(new ValkeyAddress("valkey.chat.svc", 6379));
        for (String wrong : List.of("valkey", ":6379", "valkey:", "valkey:0", "valkey:65536", "redis://valkey")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ValkeyAddress.parse(wrong))
                    .withMessage("must be host:port, such as valkey:6379, was " + wrong);
        }
    }
}
