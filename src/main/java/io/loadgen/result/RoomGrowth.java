package io.loadgen.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.loadgen.growth.GrowthLaw;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.spec.Signal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.EnumNamingStrategies.LowerCamelCaseStrategy;
import tools.jackson.databind.annotation.EnumNaming;

/**
 * How the rooms of a capacity run grew, and what an add cost at each size: what such a run found beside the figures that every run has.
 *
 * <p>Immutable; any thread.
 *
 * @param targetSize the size that rooms were to reach
 * @param buckets latencies by room size, in the order of the sizes
 * @param rooms one entry for each room, in the order of their numbers
 * @param samples the single adds
 * @param law how the cost of an add grows with its room; null in reports of older builds
 */
@JsonPropertyOrder({"targetSize", "buckets", "ends", "rooms", "samples", "law"})
public record RoomGrowth(
        int targetSize,
        List<Bucket> buckets,
        List<Room> rooms,
        Samples samples,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable GrowthLaw law) {
    /** Takes copies. */
    public RoomGrowth {
        buckets = List.copyOf(buckets);
        rooms = List.copyOf(rooms);
    }

    /** How many rooms were given no further add for each reason; every reason has an entry. */
    @JsonProperty(value = "ends", access = JsonProperty.Access.READ_ONLY)
    public Map<String, Long> ends() {
        Map<RoomEnd, Long> ends = new EnumMap<>(RoomEnd.class);
        rooms.forEach(room -> ends.merge(room.end(), 1L, Long::sum));
        return Counts.named(RoomEnd.class, ends);
    }

    /**
     * Latencies of the adds that began at a range of room sizes.
     *
     * @param fromSize the least size
     * @param toSize the least size above them
     * @param latencies for each observed signal its response time, then its service time
     * @param rejected adds that were refused; they are among the lost of each signal, too; null in reports of older builds
     * @param busy requests that room-service was too busy for; likewise, and an add that was tried again is one of them each time
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Bucket(
            int fromSize,
            int toSize,
            List<LatencyRow> latencies,
            @Nullable Long rejected,
            @Nullable Long busy) {
        /** Takes a copy. */
        public Bucket {
            latencies = List.copyOf(latencies);
        }

        /** A bucket of an entry for each signal, maybe empty. */
        public static Bucket of(
                int fromSize,
                int toSize,
                Map<Signal, LatencyDistribution> responseTimes,
                Map<Signal, LatencyDistribution> serviceTimes,
                long rejected,
                long busy) {
            return new Bucket(fromSize, toSize, LatencyRow.of(responseTimes, serviceTimes), rejected, busy);
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
     * @param adds requests sent: adds, and each time that one was tried again
     * @param end why it was given no further add
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
            RoomEnd end,
            @Nullable String endText) {
        public boolean hasReachedTarget() {
            return end == RoomEnd.TARGET_REACHED;
        }
    }

    /**
     * The single adds. They can be a million, and so are written one by one and are in no report.
     *
     * @param count adds that are kept one by one
     * @param dropped adds that are in the figures and not kept one by one
     * @param adds those that are kept, in the order in which they were due
     */
    public record Samples(
            long count, long dropped, @JsonIgnore Iterable<CapacitySample> adds) {
        public static Samples of(AddSamples adds) {
            return new Samples(adds.count(), adds.dropped(), adds);
        }

        /** A report that was read from a file has counts only. */
        public Samples {
            adds = Objects.requireNonNullElse(adds, List.of());
        }
    }

    /** Why a room of a capacity run was given no further add. */
    @EnumNaming(LowerCamelCaseStrategy.class)
    public enum RoomEnd {
        /** It has the target size. */
        TARGET_REACHED,
        /** It has no candidates left. */
        POOL_EMPTY,
        /** An add was refused. */
        REJECTED,
        /** Room-service was busy: at once where rooms do not wait for it, else for a minute. */
        BUSY,
        /** An add found nobody who listens. */
        NO_RESPONDERS,
        /** An add had neither its reply nor its event in time. */
        REPLY_TIMEOUT,
        /** An add was not sent by the client. */
        PUBLISH_ERROR,
        /** An add that was accepted had no event in time. */
        EVENT_TIMEOUT,
        /** The event of an add named other accounts. */
        EVENT_MISMATCH,
        /** The worker reported an error, also one that it got over. */
        WORKER_ERROR,
        /** The run was stopped. */
        RUN_STOPPED
    }

    /**
     * One add of a capacity run. Latencies are response times; one that is not there did not come, or not in time.
     *
     * <p>Immutable; any thread.
     *
     * @param dueNanos when it was due, since the start of the run
     * @param room the number of the room
     * @param sizeBefore members of the room before it
     * @param usersAdded how many it had to add
     * @param kind what kind of add it was
     * @param firstNanos E1, or the ack in canonical mode
     * @param eventNanos E2
     * @param resultNanos E3
     */
    public record CapacitySample(
            long dueNanos,
            int room,
            int sizeBefore,
            int usersAdded,
            AddKind kind,
            OptionalLong firstNanos,
            OptionalLong eventNanos,
            OptionalLong resultNanos) {}
}
