package io.loadgen.measurement;

import io.loadgen.result.RoomGrowth;
import io.loadgen.spec.Basis;
import io.loadgen.spec.Signal;
import io.loadgen.spec.SizeBuckets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Records latencies by room size, each bucket in histograms of its own. These grow with the longest latency, not with the run.
 *
 * <p>Any thread. One lock, taken by whoever settles slots, never by whoever sends them: the collector all but owns it.
 */
public final class BucketRecorder {
    private final SizeBuckets buckets;
    private final List<SignalTracks> tracks = new ArrayList<>();
    private final long[] rejected;
    private final long[] busy;

    /**
     * Makes room for the signals of a run.
     *
     * @param buckets the partition
     * @param signals those that are kept; others are passed over
     */
    public BucketRecorder(SizeBuckets buckets, Set<Signal> signals) {
        this.buckets = buckets;
        this.rejected = new long[buckets.count()];
        this.busy = new long[buckets.count()];
        for (int bucket = 0; bucket < buckets.count(); bucket++) {
            tracks.add(new SignalTracks(signals));
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
        tracks.get(buckets.of(roomSize)).observed(signal, responseNanos, serviceNanos);
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
        tracks.get(buckets.of(roomSize)).lost(signal, responseNanos, serviceNanos);
    }

    /**
     * Counts an add that was refused.
     *
     * @param roomSize members of the room before the add
     */
    public synchronized void rejected(int roomSize) {
        rejected[buckets.of(roomSize)]++;
    }

    /**
     * Counts a request that room-service was too busy for.
     *
     * @param roomSize members of the room before the add
     */
    public synchronized void busy(int roomSize) {
        busy[buckets.of(roomSize)]++;
    }

    /** The buckets as they stand, as copies, in the order of their sizes. */
    public synchronized List<RoomGrowth.Bucket> snapshot() {
        List<RoomGrowth.Bucket> snapshots = new ArrayList<>();
        for (int bucket = 0; bucket < buckets.count(); bucket++) {
            SignalTracks ofBucket = tracks.get(bucket);
            snapshots.add(RoomGrowth.Bucket.of(
                    buckets.fromSize(bucket),
                    buckets.toSize(bucket),
                    ofBucket.snapshot(Basis.RESPONSE),
                    ofBucket.snapshot(Basis.SERVICE),
                    rejected[bucket],
                    busy[bucket]));
        }
        return snapshots;
    }
}
