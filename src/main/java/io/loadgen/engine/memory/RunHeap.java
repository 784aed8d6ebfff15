package io.loadgen.engine.memory;

import io.loadgen.measurement.IntervalLog;
import io.loadgen.result.AddSamples;
import io.loadgen.result.LatencyDistribution;
import io.loadgen.spec.CapacitySpec;
import io.loadgen.spec.FixtureSpec;
import io.loadgen.spec.RunSpec;
import java.time.Duration;
import java.util.List;

/** What a run takes of the heap, in bytes. Stateless; any thread. */
public final class RunHeap {
    /** A place of the slot table: its word, six numbers, two instants, and two stamps of its stages. */
    static final long PER_PLACE = 68;

    static final long PER_LOGGED_ADD = 16;

    static final long PER_SAMPLE = 48;

    /** A second of the time line, packed, and the same once more with what is known at the end only, and once for who reads that. */
    static final long PER_SECOND = 600;

    /** The compressed latencies of a second; they are kept of some only. */
    static final long PER_INTERVAL = 3_000;

    /** Order and text of an add, while samples are written. */
    private static final long PER_WRITTEN_SAMPLE = 64;

    /** A room's requester, subjects and cursors. */
    private static final long PER_ROOM = 400;

    /** Of a user or a block, in a request and in an event: as bytes, and as a number. */
    private static final long PER_NAME = 32;

    /** Histograms of a run: those of the recorders, and those that a report is made of. */
    private static final long RECORDERS = 140;

    /** Of each signal's response and service time in a bucket: what is recorded, and the copy that is reported. */
    private static final long PER_BUCKET = 3 * 2 * 2;

    /** A cell for every nanosecond that can be told apart, up to the longest that is waited for. */
    private static final int CELLS_PER_OCTAVE = 1 << 10;

    private static final int OCTAVES_BELOW = 10;

    private RunHeap() {}

    /**
     * What every run needs, whatever it sends.
     *
     * @param spec the run
     * @param set its fixture set
     * @return share by share
     */
    public static List<HeapShare> ofAny(RunSpec spec, FixtureSpec set) {
        // With blocks: all that is left, what can be sent of it, and the same once more for the audit.
        int copies = spec.shapes().takesBlocks() ? 3 : 1;
        long reading = FixtureHeap.ofPlan(set) + FixtureHeap.ofMarks(set);
        return List.of(
                new HeapShare(
                        "the table of requests in flight and the histograms",
                        "maxOutstanding",
                        String.valueOf(spec.maxOutstanding()),
                        places(spec.maxOutstanding()) * PER_PLACE + RECORDERS * histogram()),
                new HeapShare(
                        "the fixture set and its candidates",
                        "fixture",
                        set.id(),
                        FixtureHeap.ofPlan(set)
                                + reading
                                + copies * FixtureHeap.ofPools(set)
                                + set.rooms() * PER_ROOM
                                + (set.users() + 3L * set.blocks()) * (FixtureHeap.text(set) + PER_NAME)));
    }

    /**
     * What the seconds of a run need.
     *
     * @param field the field that says how many there are
     * @param value what it holds
     * @param duration how long the run lasts, at most
     * @return their share
     */
    public static HeapShare ofSeconds(String field, String value, Duration duration) {
        long seconds = duration.toSeconds() + 1;
        return new HeapShare(
                "the seconds of the run",
                field,
                value,
                seconds * PER_SECOND + Math.min(seconds, IntervalLog.MOST) * PER_INTERVAL);
    }

    /**
     * What the log of adds needs, which the audit reads.
     *
     * @param field the field that says how many there are
     * @param value what it holds
     * @param slots how many slots the run has, at most
     * @return their share
     */
    public static HeapShare ofLog(String field, String value, long slots) {
        return new HeapShare("what each request was to add", field, value, slots * PER_LOGGED_ADD);
    }

    /**
     * What the figures of single adds need.
     *
     * @param spec a run that grows rooms
     * @param slots how many adds it has, at most
     * @return their share
     */
    public static HeapShare ofSamples(CapacitySpec spec, long slots) {
        return new HeapShare(
                "single adds",
                "targetSize",
                String.valueOf(spec.targetSize()),
                Math.min(slots, AddSamples.MOST) * (PER_SAMPLE + PER_WRITTEN_SAMPLE));
    }

    /**
     * What latencies by room size need.
     *
     * @param spec a run that grows rooms
     * @param buckets how many sizes it tells apart
     * @return their share
     */
    public static HeapShare ofBuckets(CapacitySpec spec, int buckets) {
        long longest =
                Math.max(spec.eventTimeout().toNanos(), spec.replyTimeout().toNanos());
        int octaves = Long.SIZE - Long.numberOfLeadingZeros(longest) - OCTAVES_BELOW;
        long histogram = (long) octaves * CELLS_PER_OCTAVE * Long.BYTES;
        return new HeapShare(
                "latencies by room size",
                "bucketEdges",
                String.valueOf(spec.bucketEdges()),
                buckets * PER_BUCKET * histogram);
    }

    static long places(int maxOutstanding) {
        return Long.highestOneBit(maxOutstanding * 2L - 1) << 1;
    }

    private static long histogram() {
        return LatencyDistribution.newHistogram().getEstimatedFootprintInBytes();
    }
}
