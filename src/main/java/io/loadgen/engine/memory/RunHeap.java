package io.loadgen.engine.memory;

import io.loadgen.latency.LatencyDistribution;
import io.loadgen.measurement.IntervalLog;
import io.loadgen.measurement.adds.AddLog;
import io.loadgen.result.AddSamples;
import io.loadgen.spec.CapacitySpec;
import io.loadgen.spec.FixtureSpec;
import io.loadgen.spec.Population;
import io.loadgen.spec.RunSpec;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What a run takes of the heap, in bytes. Stateless; any thread. */
public final class RunHeap {
    /** A place of the slot table: its word, six numbers, two instants, and two stamps of its stages. */
    static final long PER_PLACE = 68;

    static final long PER_SAMPLE = 48;

    /** A second of the time line, packed, and the same once more with what is known at the end only, and once for who reads that. */
    static final long PER_SECOND = 600;

    /** Compressed latencies that are kept of a second: two signals, by two clocks. */
    private static final int DISTRIBUTIONS = 4;

    private static final int EMPTY_DISTRIBUTION = 150;

    /** Of a distribution whose few samples share no cell. */
    private static final int PER_LATENCY = 5;

    /** Of a distribution, however many samples it has: they share cells then. */
    private static final int MOST_PER_DISTRIBUTION = 2_800;

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

    /** Of a way of adds: the response and service time of four signals, those that came and those lost, recorded and copied. */
    private static final long PER_PATH = 4 * 2 * 2 * 2;

    /** Beside a place of the slot table: the way of its add, and whom its outbox message is to name. */
    private static final long PER_PATH_PLACE = 13;

    /** A cell for every nanosecond that can be told apart, up to the longest that is waited for. */
    private static final int CELLS_PER_OCTAVE = 1 << 10;

    private static final int OCTAVES_BELOW = 10;

    private static final String ADDS = "what each request was to add";

    private RunHeap() {}

    /**
     * What every run needs, whatever it sends.
     *
     * @param spec the run
     * @param set its fixture set
     * @return share by share
     */
    public static List<MemoryShare> ofAny(RunSpec spec, FixtureSpec set) {
        // With blocks: all that is left, what can be sent of it, and the same once more for the audit.
        int copies = spec.shapes().takesBlocks() ? 3 : 1;
        long reading = FixtureHeap.ofPlan(set) + FixtureHeap.ofMarks(set);
        return List.of(
                MemoryShare.ofHeap(
                        "the table of requests in flight and the histograms",
                        "maxOutstanding",
                        String.valueOf(spec.maxOutstanding()),
                        places(spec.maxOutstanding()) * PER_PLACE + RECORDERS * histogram()),
                MemoryShare.ofHeap(
                        "the fixture set and its candidates",
                        "fixture",
                        set.id(),
                        FixtureHeap.ofPlan(set)
                                + reading
                                + copies * FixtureHeap.ofPools(set)
                                + set.rooms() * PER_ROOM
                                + (set.users() + 3L * set.blocks()) * (FixtureHeap.text(set) + PER_NAME)),
                ofPaths(spec, set));
    }

    /**
     * What the seconds of a run need.
     *
     * @param field the field that says how many there are
     * @param value what it holds
     * @param duration how long the run lasts, at most
     * @param ratePerSecond its requests, infinite if nothing bounds them
     * @return their share
     */
    public static MemoryShare ofSeconds(String field, String value, Duration duration, double ratePerSecond) {
        long seconds = duration.toSeconds() + 1;
        return MemoryShare.ofHeap(
                "the seconds of the run",
                field,
                value,
                seconds * PER_SECOND + Math.min(seconds, IntervalLog.MOST) * interval(ratePerSecond));
    }

    /**
     * What the log of adds needs, which the audit reads.
     *
     * @param field the field that says how many there are
     * @param value what it holds
     * @param slots how many slots the run has, at most
     * @return their share
     */
    public static MemoryShare ofLog(String field, String value, long slots) {
        return MemoryShare.ofHeap(ADDS, field, value, slots * AddLog.BYTES_PER_SLOT);
    }

    /**
     * The same, where what is settled is moved to the disk.
     *
     * @param field the field that says how many there are
     * @param value what it holds
     * @param slots how many slots the run has, at most
     * @param unsettled how many of them can be unsettled or not yet moved at a time
     * @return their share
     */
    public static MemoryShare ofMovedLog(String field, String value, long slots, long unsettled) {
        return new MemoryShare(
                ADDS,
                field,
                value,
                Math.min(slots, unsettled + 2 * AddLog.CHUNK_SLOTS) * AddLog.BYTES_PER_SLOT,
                slots * AddLog.BYTES_PER_SLOT);
    }

    /**
     * What the figures of single adds need.
     *
     * @param spec a run that grows rooms
     * @param slots how many adds it has, at most
     * @return their share
     */
    public static MemoryShare ofSamples(CapacitySpec spec, long slots) {
        return MemoryShare.ofHeap(
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
    public static MemoryShare ofBuckets(CapacitySpec spec, int buckets) {
        return MemoryShare.ofHeap(
                "latencies by room size",
                "bucketEdges",
                String.valueOf(spec.bucketEdges()),
                buckets * PER_BUCKET * grownHistogram(spec));
    }

    /**
     * What latencies by the ways that adds take need, where a fixture set has more than one.
     *
     * @param spec the run
     * @param set its fixture set
     * @return their share, of no bytes where all users and rooms are ordinary
     */
    private static MemoryShare ofPaths(RunSpec spec, FixtureSpec set) {
        Population people = set.people();
        long found = Stream.of(people.crossSite(), people.bots(), people.restrictedRooms())
                .filter(percent -> percent > 0)
                .count();
        long bytes = people.equals(Population.ORDINARY)
                ? 0
                : (1L << found) * PER_PATH * grownHistogram(spec) + places(spec.maxOutstanding()) * PER_PATH_PLACE;
        return MemoryShare.ofHeap("latencies by the ways of adds", "fixture", set.id(), bytes);
    }

    /** One that grows with the longest latency, as long as that is waited for. */
    private static long grownHistogram(RunSpec spec) {
        long longest =
                Math.max(spec.eventTimeout().toNanos(), spec.replyTimeout().toNanos());
        int octaves = Long.SIZE - Long.numberOfLeadingZeros(longest) - OCTAVES_BELOW;
        return (long) octaves * CELLS_PER_OCTAVE * Long.BYTES;
    }

    private static long interval(double ratePerSecond) {
        return DISTRIBUTIONS * (long) Math.min(EMPTY_DISTRIBUTION + PER_LATENCY * ratePerSecond, MOST_PER_DISTRIBUTION);
    }

    static long places(int maxOutstanding) {
        return Long.highestOneBit(maxOutstanding * 2L - 1) << 1;
    }

    private static long histogram() {
        return LatencyDistribution.newHistogram().getEstimatedFootprintInBytes();
    }
}
