package io.loadgen.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisClient;
import io.loadgen.sandbox.ChatRoom.RoomKey;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Contract A's keys: there, absent, and spoiled. */
@Timeout(180)
class KeysInValkeyIT {
    private static final String SECRET = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String NAME = "room:r1:key";

    private final EmbeddedValkey valkey = EmbeddedValkey.start();
    private final RedisClient client = RedisClient.create("redis://" + valkey.address());
    private final KeysInValkey keys = new KeysInValkey(valkey.address());
    private final ChatRoom room = new ChatRoom(new Document("_id", "r1"));

    @AfterEach
    void close() {
        keys.close();
        client.shutdown();
        valkey.close();
    }

    @Test
    void theKeyOfARoomIsItsHash() throws Exception {
        write(Map.of("priv", SECRET, "ver", "3"));

        assertThat(keys.read(room)).isEqualTo(new RoomKey(3, SECRET));
        assertThat(keys.read(new ChatRoom(new Document("_id", "r2")))).isNull();
    }

    @ParameterizedTest
    @CsvSource({SECRET + ",first", "no base64!,0", "AAECAw,0", SECRET + ",''"})
    void aSpoiledKeyIsTriedAgain(String secret, String version) {
        write(Map.of("priv", secret, "ver", version));

        assertThatThrownBy(() -> keys.read(room))
                .isInstanceOfSatisfying(
                        JobFailedException.class,
                        failure -> assertThat(failure.isPermanent()).isFalse());
    }

    private void write(Map<String, String> hash) {
        client.connect().sync().hset(NAME, hash);
    }
}
