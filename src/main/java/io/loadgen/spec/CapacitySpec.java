package io.loadgen.spec;

import static io.loadgen.spec.InvalidSpecException.require;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A closed-loop run: every room is filled up to a size, one add at a time, all rooms side by side, as fast as the system under
 * test lets them.
 *
 * @param fixture the fixture set
 * @param targetSize members that each room is to reach, 2 or more; also above the baseline of the fixture set and within the
 *     platform's greatest room, which is known when the run is prepared
 * @param usersPerAdd users a request adds, 1 or more; the last of a room may add fewer
 * @param inject where requests enter
 * @param shape what requests name; no channels where {@code inject} is canonical. Other than users it needs {@code usersPerAdd}
 *     to be a multiple of the fixture set's users per block, which is checked when the run is prepared
 * @param maxRatePerSecond the most adds a second of each room, above 0; empty for no cap
 * @param replyTimeout longest wait for a reply
 * @param eventTimeout longest wait for an event or a result
 * @param maxOutstanding most slots sent and not finished, 1 to 1,000,000
 * @param observeHandoff whether the canonical subject is watched
 * @param slo the limits that decide PASS or FAIL
 * @param bucketEdges room sizes at which a further bucket of the report begins, rising, above the baseline and below
 *     {@code targetSize}, at most 99; empty for ten equal buckets
 * @param abortOn what ends the run before its time
 */
public record CapacitySpec(
        String fixture,
        int targetSize,
        int usersPerAdd,
        InjectMode inject,
        ShapeMix shape,
        OptionalDouble maxRatePerSecond,
        Duration replyTimeout,
        Duration eventTimeout,
        int maxOutstanding,
        boolean observeHandoff,
        Slo slo,
        List<Integer> bucketEdges,
        AbortLimits abortOn)
        implements RunSpec {
    /** Buckets where no edges are given. */
    public static final int DEFAULT_BUCKETS = 10;

    private static final String EDGES = "rising room sizes, above the baseline and below targetSize, at most 99";

    /** Checks every number that can be checked without the fixture set. */
    public CapacitySpec {
        bucketEdges = List.copyOf(bucketEdges);
        RunSpec.requireCommon(fixture, usersPerAdd, inject, shape, replyTimeout, eventTimeout, maxOutstanding);
        require(targetSize >= 2, "targetSize", targetSize, "2 or more");
        require(
                maxRatePerSecond.isEmpty()
                        || (maxRatePerSecond.getAsDouble() > 0 && maxRatePerSecond.getAsDouble() <= 1_000_000),
                "maxRate",
                maxRatePerSecond.orElse(0),
                "above 0, at most 1000000, or left out");
        require(areEdges(bucketEdges, 1, targetSize), "bucketEdges", bucketEdges, EDGES);
    }

    @Override
    public CapacitySpec withAbortOn(AbortLimits limits) {
        return new CapacitySpec(
                fixture,
                targetSize,
                usersPerAdd,
                inject,
                shape,
                maxRatePerSecond,
                replyTimeout,
                eventTimeout,
                maxOutstanding,
                observeHandoff,
                slo,
                bucketEdges,
                limits);
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

    /**
     * How far apart the adds of a room are at least.
     *
     * @return by the rate cap, zero without one
     */
    public Duration gap() {
        return maxRatePerSecond.isEmpty()
                ? Duration.ZERO
                : Duration.ofNanos(Math.round(1e9 / maxRatePerSecond.getAsDouble()));
    }
}
