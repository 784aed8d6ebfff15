package io.loadgen.result;

import io.loadgen.spec.Signal;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a capacity run found beside the figures that every run has.
 *
 * <p>Immutable; any thread.
 *
 * @param targetSize the size that rooms were to reach
 * @param buckets latencies by room size, in the order of the sizes
 * @param rooms one entry for each room, in the order of their numbers
 * @param samples single adds, those of all rooms in turn: the first of each room, the second of each, and so on; those beyond a
 *     greatest number are in the figures and not here
 */
public record CapacityResult(int targetSize, List<Bucket> buckets, List<Room> rooms, AddSamples samples) {
    /** Takes copies. */
    public CapacityResult {
        buckets = List.copyOf(buckets);
        rooms = List.copyOf(rooms);
    }

    /**
     * Latencies of the adds that began at a range of room sizes.
     *
     * @param fromSize the least size
     * @param toSize the least size above them
     * @param responseTimes latencies from the moment the room was free to go on; an entry for each signal, maybe empty
     * @param serviceTimes latencies from the actual send time; likewise
     * @param rejected adds that were refused; they are among the lost of each signal, too
     */
    public record Bucket(
            int fromSize,
            int toSize,
            Map<Signal, LatencyDistribution> responseTimes,
            Map<Signal, LatencyDistribution> serviceTimes,
            long rejected) {
        /** Takes copies. */
        public Bucket {
            responseTimes = Map.copyOf(responseTimes);
            serviceTimes = Map.copyOf(serviceTimes);
        }
    }

    /**
     * What became of a room.
     *
     * @param room its number
     * @param roomId its id
     * @param startSize its members before the run
     * @param finalSize the same, and those that in-time events of its adds named
     * @param foundSize its members in the database after the run, empty when they could not be counted
     * @param adds adds sent
     * @param end why it was given no further add
     * @param endText the same in the words of the system under test, null when it said nothing
     */
    public record Room(
            int room,
            String roomId,
            int startSize,
            int finalSize,
            OptionalInt foundSize,
            long adds,
            RoomEnd end,
            @Nullable String endText) {}
}
