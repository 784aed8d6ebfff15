package io.loadgen.spec;

import static io.loadgen.spec.InvalidSpecException.require;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.loadgen.contract.Shape;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A closed-loop run: every room is filled up to a size, one add at a time, all rooms side by side, as fast as the system under
 * test lets them. What is
 * left out (null) is filled in with its default; {@code targetSize} has none.
 *
 * @param fixture the id of the fixture set
 * @param preset the name of a built-in preset, with {@code seed} another way to name the fixture set; null once that is done
 * @param seed the seed of the fixture set, with {@code preset} only; null once the fixture set is named
 * @param targetSize members that each room is to reach, 2 or more; also above the baseline of the fixture set and within the
 *     platform's greatest room, which is known when the run is prepared
 * @param usersPerAdd users a request adds, 1 or more; the last of a room may add fewer
 * @param inject where requests enter
 * @param shape the word of what requests name; no channels where {@code inject} is canonical. Other than users it needs {@code usersPerAdd}
 *     to be a multiple of the fixture set's users per block, which is checked when the run is prepared
 * @param mix how often each shape comes, null unless {@code shape} is mixed
 * @param maxRate the most adds a second of each room, above 0; null for no cap
 * @param onBusy whether a room waits for a room-service that is too busy for its add, or ends
 * @param replyTimeout longest wait for a reply
 * @param eventTimeout longest wait for an event or a result
 * @param maxOutstanding most slots sent and not finished, 1 to 1,000,000
 * @param observeHandoff whether the canonical subject is watched
 * @param slo the limits that decide PASS or FAIL
 * @param bucketEdges room sizes at which a further bucket of the report begins, rising, above the baseline and below
 *     {@code targetSize}, at most 99; empty for ten equal buckets
 * @param abortOn what ends the run before its time
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "CapacityRun",
        description = "A closed-loop run: rooms fill up to a size side by side, each one request at a time.")
public record CapacitySpec(
        @Schema(
                description = "Id of the fixture set. Give this, or `preset` and `seed`.",
                example = "members-capacity-42")
        String fixture,

        @Schema(description = "Name of a built-in preset, in place of `fixture`") @Nullable
        String preset,

        @Schema(description = "Seed of the fixture set, with `preset` only", minimum = "0", defaultValue = "42")
        @Nullable
        Long seed,

        @Schema(
                description = "Members that each room is to reach: above the baseline of the fixture set, at most the"
                        + " platform's greatest room",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "500")
        Integer targetSize,

        @Schema(
                description = "Users each request adds, 1 or more; the last of a room may add fewer",
                minimum = "1",
                defaultValue = "10")
        Integer usersPerAdd,

        @Schema(
                description = "Where requests enter: through room-service, or straight into its stream",
                implementation = String.class,
                allowableValues = {"frontdoor", "canonical"},
                defaultValue = "frontdoor")
        InjectMode inject,

        @Schema(
                description = SHAPE,
                allowableValues = {"users", "orgs", "channels", "mixed"},
                defaultValue = "users")
        String shape,

        ShapeMix.@Nullable Weighted mix,

        @Schema(description = "Most requests a second of each room, above 0; without it there is no cap") @Nullable
        Double maxRate,

        @Schema(
                description = "What a room does when room-service is too busy for its request (`service busy`): send it"
                        + " again after 50 ms, then after twice as long each time up to 1 s, and end after a minute; or"
                        + " end at once",
                implementation = String.class,
                allowableValues = {"wait", "stop"},
                defaultValue = "wait")
        OnBusy onBusy,

        @Schema(description = "Longest wait for a reply, above 0s, at most 5m", defaultValue = "5s") @DurationText.Json
        Duration replyTimeout,

        @Schema(
                description = "Longest wait for a member event and a job result, above 0s, at most 30m",
                defaultValue = "30s")
        @DurationText.Json
        Duration eventTimeout,

        @Schema(description = "Most requests sent and not finished", defaultValue = "100000")
        Integer maxOutstanding,

        @Schema(description = "Whether the handoff to the stream is watched", defaultValue = "true")
        Boolean observeHandoff,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Unsaid.class)
        Slo slo,

        @Schema(
                description = "Room sizes at which a further bucket of the report begins: rising, above the baseline,"
                        + " below `targetSize`, at most 99; without them there are ten equal buckets",
                example = "[50, 100, 200]")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Integer> bucketEdges,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Unsaid.class)
        AbortLimits abortOn)
        implements RunSpec {
    /** The value of {@code type}. */
    static final String TYPE = "capacity";

    /** Buckets where no edges are given. */
    public static final int DEFAULT_BUCKETS = 10;

    private static final String EDGES = "rising room sizes, above the baseline and below targetSize, at most 99";

    /** Fills in what was left out, and checks every number that can be checked without the fixture set. */
    public CapacitySpec {
        fixture = Presets.fixtureId(fixture, preset, seed);
        preset = null;
        seed = null;
        if (targetSize == null) {
            throw new InvalidSpecException(
                    "targetSize",
                    "missing",
                    "a number of members, above the baseline of the fixture set and at most the platform's maxRoomSize");
        }
        usersPerAdd = requireNonNullElse(usersPerAdd, 10);
        inject = requireNonNullElse(inject, InjectMode.FRONTDOOR);
        shape = requireNonNullElse(shape, Shape.USERS.label());
        mix = ShapeMix.weights(shape, mix, inject);
        onBusy = requireNonNullElse(onBusy, OnBusy.WAIT);
        replyTimeout = requireNonNullElse(replyTimeout, Duration.ofSeconds(5));
        eventTimeout = requireNonNullElse(eventTimeout, Duration.ofSeconds(30));
        maxOutstanding = requireNonNullElse(maxOutstanding, 100_000);
        bucketEdges = requireNonNullElse(bucketEdges, List.of());
        require(bucketEdges.stream().allMatch(Objects::nonNull), "bucketEdges", bucketEdges, "whole numbers");
        bucketEdges = List.copyOf(bucketEdges);
        observeHandoff = requireNonNullElse(observeHandoff, true);
        slo = requireNonNullElse(slo, Slo.none());
        abortOn = requireNonNullElse(abortOn, AbortLimits.none());
        RunSpec.requireCommon(fixture, usersPerAdd, inject, shape, mix, replyTimeout, eventTimeout, maxOutstanding);
        require(targetSize >= 2, "targetSize", targetSize, "2 or more");
        require(
                maxRate == null || (maxRate > 0 && maxRate <= 1_000_000),
                "maxRate",
                maxRate,
                "above 0, at most 1000000, or left out");
        require(areEdges(bucketEdges, 1, targetSize), "bucketEdges", bucketEdges, EDGES);
    }

    @Override
    public CapacitySpec withAbortOn(AbortLimits limits) {
        return new CapacitySpec(
                fixture,
                preset,
                seed,
                targetSize,
                usersPerAdd,
                inject,
                shape,
                mix,
                maxRate,
                onBusy,
                replyTimeout,
                eventTimeout,
                maxOutstanding,
                observeHandoff,
                slo,
                bucketEdges,
                limits);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public boolean fillsRooms() {
        return true;
    }

    @Override
    public String load() {
        return String.format(
                Locale.ROOT,
                "to %d of %s, one request at a time in each room, %s",
                targetSize,
                addedUsers(),
                maxRate == null ? "no rate cap" : String.format(Locale.ROOT, "at most %.1f/s each", maxRate));
    }

    @Override
    public Map.Entry<String, String> appetite() {
        return Map.entry("targetSize", targetSize.toString());
    }

    @Override
    public Map<String, @Nullable Object> pace() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("maxRate", maxRate);
        fields.put("targetSize", targetSize);
        return fields;
    }

    private static boolean areEdges(List<Integer> edges, int from, int to) {
        int before = from;
        for (int edge : edges) {
            if (edge <= before || edge >= to) {
                return false;
            }
            before = edge;
        }
        return edges.size() < SizeBuckets.MOST;
    }

    /** Checks the sizes against those of the fixture set and of the platform. */
    public void requireSizes(int baseline, int maxRoomSize) {
        require(
                targetSize > baseline && targetSize <= maxRoomSize,
                "targetSize",
                targetSize,
                "above " + baseline + " (the baseline of " + fixture + "), at most " + maxRoomSize
                        + " (the platform's maxRoomSize)");
        require(areEdges(bucketEdges, baseline, targetSize), "bucketEdges", bucketEdges, EDGES);
    }

    public SizeBuckets buckets(int baseline) {
        return bucketEdges.isEmpty()
                ? SizeBuckets.equal(baseline, targetSize, DEFAULT_BUCKETS)
                : SizeBuckets.between(baseline, targetSize, bucketEdges);
    }

    /** How many buckets there are, whatever the sizes. */
    public int bucketCount() {
        return bucketEdges.isEmpty() ? DEFAULT_BUCKETS : bucketEdges.size() + 1;
    }

    /** How far apart the adds of a room are at least: by the rate cap, zero without one. */
    public Duration gap() {
        return maxRate == null ? Duration.ZERO : Duration.ofNanos(Math.round(1e9 / maxRate));
    }
}
