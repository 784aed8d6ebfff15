package io.loadgen.sandbox;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.loadgen.sandbox.ChatRoom.RoomKey;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Room keys as room-worker of contract A reads them: a hash for each room. Like the platform it looks at neither the length of the
 * key nor at its public point.
 *
 * <p>Any thread; blocks for up to five seconds. Source: chat contract §7.1.
 */
final class KeysInValkey implements RoomKeys, AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final RedisClient client;
    private final StatefulRedisConnection<String, String> connection;

    /** Connects to the server at a host and port with a colon between. */
    KeysInValkey(String address) {
        RedisURI uri = RedisURI.create("redis://" + address);
        uri.setTimeout(TIMEOUT);
        client = RedisClient.create(uri);
        connection = client.connect();
    }

    @Override
    public @Nullable RoomKey read(ChatRoom room) throws JobFailedException {
        Map<String, String> hash;
        try {
            hash = connection.sync().hgetall("room:" + room.id() + ":key");
        } catch (RedisException e) {
            throw JobFailedException.retried("key of room " + room.id(), e);
        }
        return hash.isEmpty() ? null : key(room, hash);
    }

    private static RoomKey key(ChatRoom room, Map<String, String> hash) throws JobFailedException {
        try {
            return new RoomKey(Integer.parseInt(hash.getOrDefault("ver", "")), padded(hash.getOrDefault("priv", "")));
        } catch (IllegalArgumentException e) {
            throw JobFailedException.retried("malformed key of room " + room.id(), e);
        }
    }

    /** The platform's decoder insists on the padding, Java's does not. */
    private static String padded(String base64) {
        String again = Base64.getEncoder().encodeToString(Base64.getDecoder().decode(base64));
        if (!again.equals(base64)) {
            throw new IllegalArgumentException("base64 without its padding");
        }
        return base64;
    }

    @Override
    public void close() {
        connection.close();
        client.shutdown();
    }
}
