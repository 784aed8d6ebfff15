package io.loadgen.measurement;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;

/**
 * Records latencies by room size, each bucket in histograms of its own. These grow with the longest latency, not with the run.
 *
 * <p>Any thread. One lock, taken by whoever settles slots, never by whoever sends them: the collector all but owns it.
 */
public final class BucketRecorder {
    private final SizeBuckets buckets;
    private final List<Map<Signal, Track>> tracks = new ArrayList<>();

    /**
     * Makes room for the signals of a run.
     *
     * @param buckets the partition
     * @param signals those that are kept; others are passed over
     */
    public BucketRecorder(SizeBuckets buckets, Set<Signal> signals) {
        this.buckets = buckets;
        for (int bucket = 0; bucket < buckets.count(); bucket++) {
            Map<Signal, Track> ofBucket = new EnumMap<>(Signal.class);
            signals.forEach(signal -> ofBucket.put(signal, new Track()));
            tracks.add(ofBucket);
        }
    }

    /**
     * Records a latency.
     *
     * @param roomSize members of the room before the add
     * @param signal which
     * @param responseNanos since the slot was due
     * @param serviceNanos since it was sent
     */
    public synchronized void observed(int roomSize, Signal signal, long responseNanos, long serviceNanos) {
        Track track = tracks.get(buckets.of(roomSize)).get(signal);
        if (track != null) {
            track.response.recordValue(LatencyDistribution.inRange(responseNanos));
            track.service.recordValue(LatencyDistribution.inRange(serviceNanos));
        }
    }

    /**
     * Records a signal that did not come.
     *
     * @param roomSize members of the room before the add
     * @param signal which
     * @param responseNanos how long it was waited for, since the slot was due
     * @param serviceNanos the same, since it was sent
     */
    public synchronized void lost(int roomSize, Signal signal, long responseNanos, long serviceNanos) {
        Track track = tracks.get(buckets.of(roomSize)).get(signal);
        if (track != null) {
            track.responseLosses.recordValue(LatencyDistribution.inRange(responseNanos));
            track.serviceLosses.recordValue(LatencyDistribution.inRange(serviceNanos));
        }
    }

    /**
     * The buckets as they stand.
     *
     * @return copies, in the order of their sizes
     */
    public synchronized List<CapacityResult.Bucket> snapshot() {
        List<CapacityResult.Bucket> snapshots = new ArrayList<>();
        for (int bucket = 0; bucket < buckets.count(); bucket++) {
            Map<Signal, LatencyDistribution> responses = new EnumMap<>(Signal.class);
            Map<Signal, LatencyDistribution> services = new EnumMap<>(Signal.class);
            tracks.get(bucket).forEach((signal, track) -> {
                responses.put(signal, distribution(track.response, track.responseLosses));
                services.put(signal, distribution(track.service, track.serviceLosses));
            });
            snapshots.add(
                    new CapacityResult.Bucket(buckets.fromSize(bucket), buckets.toSize(bucket), responses, services));
        }
        return snapshots;
    }

    private static LatencyDistribution distribution(Histogram observed, Histogram losses) {
        return new LatencyDistribution(observed.copy(), losses.copy());
    }

    /** One signal in one bucket. Most losses are none, so histograms begin small and grow by themselves. */
    private static final class Track {
        final Histogram response = new Histogram(LatencyDistribution.DIGITS);
        final Histogram service = new Histogram(LatencyDistribution.DIGITS);
        final Histogram responseLosses = new Histogram(LatencyDistribution.DIGITS);
        final Histogram serviceLosses = new Histogram(LatencyDistribution.DIGITS);
    }
}
