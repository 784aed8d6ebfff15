package io.loadgen.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.loadgen.history.SamplesCsv;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the rooms of a capacity run grew, and what an add cost at each size.
 *
 * @param targetSize the size that rooms were to reach
 * @param buckets latencies by room size, in the order of the sizes
 * @param ends how many rooms were given no further add for each reason; every reason has an entry
 * @param rooms one entry for each room, in the order of their numbers
 * @param samples the single adds
 */
public record RoomGrowth(
        int targetSize, List<Bucket> buckets, Map<String, Long> ends, List<Room> rooms, Samples samples) {
    /** Takes copies. */
    public RoomGrowth {
        buckets = List.copyOf(buckets);
        ends = Counts.named(ends);
        rooms = List.copyOf(rooms);
    }

    public static RoomGrowth of(CapacityResult result) {
        Map<RoomEnd, Long> ends = new EnumMap<>(RoomEnd.class);
        result.rooms().forEach(room -> ends.merge(room.end(), 1L, Long::sum));
        return new RoomGrowth(
                result.targetSize(),
                result.buckets().stream().map(Bucket::of).toList(),
                Counts.named(RoomEnd.class, ends),
                result.rooms().stream().map(Room::of).toList(),
                new Samples(result.samples().count(), result.samples().dropped(), result.samples()));
    }

    /**
     * Latencies of the adds that began at a range of room sizes.
     *
     * @param fromSize the least size
     * @param toSize the least size above them
     * @param latencies for each observed signal its response time, then its service time
     * @param rejected adds that were refused; null in reports of older builds
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Bucket(
            int fromSize,
            int toSize,
            List<LatencyRow> latencies,
            @Nullable Long rejected) {
        /** Takes a copy. */
        public Bucket {
            latencies = List.copyOf(latencies);
        }

        public static Bucket of(CapacityResult.Bucket bucket) {
            return new Bucket(
                    bucket.fromSize(),
                    bucket.toSize(),
                    LatencyRow.of(bucket.responseTimes(), bucket.serviceTimes()),
                    bucket.rejected());
        }
    }

    /**
     * What became of a room.
     *
     * @param room its number
     * @param roomId its id
     * @param startSize its members before the run
     * @param finalSize the same, and those that in-time events of its adds named
     * @param foundSize its members in the database after the run, null when they could not be counted
     * @param adds adds sent
     * @param end why it was given no further add, such as {@code targetReached}
     * @param endText the same in the words of the system under test, null when it said nothing
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Room(
            int room,
            String roomId,
            int startSize,
            int finalSize,
            @Nullable Integer foundSize,
            long adds,
            String end,
            @Nullable String endText) {
        public static Room of(CapacityResult.Room room) {
            return new Room(
                    room.room(),
                    room.roomId(),
                    room.startSize(),
                    room.finalSize(),
                    room.foundSize().isPresent() ? (Integer) room.foundSize().getAsInt() : null,
                    room.adds(),
                    Counts.camelCase(room.end()),
                    room.endText());
        }

        /** The same as it was found. */
        public CapacityResult.Room measured() {
            RoomEnd why = Stream.of(RoomEnd.values())
                    .filter(each -> Counts.camelCase(each).equals(end))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no end of a room: " + end));
            return new CapacityResult.Room(
                    room,
                    roomId,
                    startSize,
                    finalSize,
                    foundSize == null ? OptionalInt.empty() : OptionalInt.of(foundSize),
                    adds,
                    why,
                    endText);
        }

        public boolean hasReachedTarget() {
            return end.equals(Counts.camelCase(RoomEnd.TARGET_REACHED));
        }
    }

    /**
     * The single adds. They can be a million, and so are written by {@link SamplesCsv} only.
     *
     * @param count adds that are kept one by one
     * @param dropped adds that are in the figures and not kept one by one
     * @param adds those that are kept, in the order in which they were due
     */
    public record Samples(
            long count, long dropped, @JsonIgnore Iterable<CapacitySample> adds) {
        /** A report that was read from a file has counts only. */
        public Samples {
            adds = Objects.requireNonNullElse(adds, List.of());
        }
    }
}
