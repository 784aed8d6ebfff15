package io.loadgen.valkey;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.protocol.ProtocolVersion;
import io.loadgen.fixtures.FixtureInspection;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.RoomKeyInspection;
import io.loadgen.fixtures.RoomKeyWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisPassword;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * Room keys in a single Valkey server: one hash for each room, as contract A has them (contract §7.1). Only keys of the set's
 * rooms are touched. A batch of rooms is two round trips: one that reads which keys are as they should be, and one that writes
 * the others.
 *
 * <p>Connects at the first call, not before. Any thread; blocks on the server, for the timeout given at most. A failure leaves
 * as {@link ValkeyException}.
 */
public final class ValkeyRoomKeys implements RoomKeyWriter, RoomKeyInspection, AutoCloseable {
    private static final byte[][] TELLING_FIELDS =
            RoomKeyHash.TELLING_FIELDS.stream().map(ValkeyRoomKeys::bytes).toArray(byte[][]::new);

    private final ValkeyAddress address;
    private final LettuceConnectionFactory connections;
    private final StringRedisTemplate valkey;

    /**
     * Takes the settings; connects to nothing.
     *
     * @param address where the server is
     * @param password its password, empty for none
     * @param timeout the longest wait for a connection, and for an answer
     */
    public ValkeyRoomKeys(ValkeyAddress address, String password, Duration timeout) {
        this.address = address;
        RedisStandaloneConfiguration server = new RedisStandaloneConfiguration(address.host(), address.port());
        server.setPassword(password.isEmpty() ? RedisPassword.none() : RedisPassword.of(password));
        // The older protocol does all that is needed here, and every server speaks it.
        ClientOptions options = ClientOptions.builder()
                .protocolVersion(ProtocolVersion.RESP2)
                .socketOptions(SocketOptions.builder().connectTimeout(timeout).build())
                .build();
        connections = new LettuceConnectionFactory(
                server,
                LettuceClientConfiguration.builder()
                        .clientOptions(options)
                        .commandTimeout(timeout)
                        .shutdownTimeout(Duration.ofSeconds(2))
                        .build());
        connections.afterPropertiesSet();
        connections.start();
        valkey = new StringRedisTemplate(connections);
    }

    @Override
    public void write(FixturePlan plan, int firstRoom, int rooms) {
        List<Integer> faulty = faulty(plan, firstRoom, rooms);
        if (faulty.isEmpty()) {
            return;
        }
        pipelined(connection -> {
            for (int room : faulty) {
                String roomId = plan.roomId(room);
                byte[] name = bytes(RoomKeyHash.name(roomId));
                connection.keyCommands().del(name, bytes(RoomKeyHash.previousName(roomId)));
                connection.hashCommands().hMSet(name, hash(plan.roomKey(room)));
            }
        });
    }

    @Override
    public void remove(List<String> roomIds) {
        pipelined(connection -> {
            for (String roomId : roomIds) {
                connection.keyCommands().del(bytes(RoomKeyHash.name(roomId)), bytes(RoomKeyHash.previousName(roomId)));
            }
        });
    }

    /**
     * Which rooms have no key, or not the one that was seeded.
     *
     * @param plan the set
     * @param firstRoom number of the first room to look at
     * @param rooms how many
     * @return numbers of rooms, rising
     */
    List<Integer> faulty(FixturePlan plan, int firstRoom, int rooms) {
        List<List<?>> read =
                read(plan, IntStream.range(firstRoom, firstRoom + rooms).boxed().toList());
        List<Integer> faulty = new ArrayList<>();
        for (int index = 0; index < rooms; index++) {
            int room = firstRoom + index;
            if (!RoomKeyHash.isOf(plan.roomKey(room), read.get(index))) {
                faulty.add(room);
            }
        }
        return faulty;
    }

    @Override
    public List<FixtureInspection.Key> inspect(FixturePlan plan, List<Integer> rooms) {
        return read(plan, rooms).stream().map(RoomKeyHash::state).toList();
    }

    /** The telling fields of each room's hash, null where there is none; one round trip. */
    private List<List<?>> read(FixturePlan plan, List<Integer> rooms) {
        List<Object> read = pipelined(connection -> {
            for (int room : rooms) {
                connection.hashCommands().hMGet(bytes(RoomKeyHash.name(plan.roomId(room))), TELLING_FIELDS);
            }
        });
        return read.stream()
                .<List<?>>map(fields -> fields instanceof List<?> list ? list : List.of())
                .toList();
    }

    /** Disconnects; a second call does nothing. */
    @Override
    public void close() {
        connections.destroy();
    }

    private List<Object> pipelined(Commands commands) {
        try {
            return valkey.executePipelined((RedisCallback<@Nullable Object>) connection -> {
                commands.sendTo(connection);
                return null;
            });
        } catch (DataAccessException e) {
            throw new ValkeyException(address.toString(), e);
        }
    }

    @SuppressWarnings("UndefinedEquals") // what the client takes; it only goes through the entries
    private static Map<byte[], byte[]> hash(byte[] privateKey) {
        Map<byte[], byte[]> hash = new HashMap<>();
        RoomKeyHash.fields(privateKey).forEach((field, value) -> hash.put(bytes(field), bytes(value)));
        return hash;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Commands that are sent without waiting for their answers. */
    @FunctionalInterface
    private interface Commands {
        void sendTo(RedisConnection connection);
    }
}
