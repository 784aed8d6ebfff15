package io.loadgen.measurement;

import io.loadgen.latency.CompressedLatencies;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.latency.LatencyInterval;
import io.loadgen.spec.Basis;
import io.loadgen.spec.Signal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the latencies of each second, compressed: of the first signal of a request and of its event, the two that runs are
 * compared by. Memory is bounded: in a run longer than {@link #MOST} seconds the two neighbours that are shortest together are
 * made one for each second that is added, so that old and new seconds are kept about equally fine.
 *
 * <p>One thread at a time.
 */
public final class IntervalLog {
    /** An hour, second by second: at most some 10 MB. */
    public static final int MOST = 3_600;

    private static final Set<Signal> KEPT = EnumSet.of(Signal.REPLY, Signal.ACK, Signal.EVENT);

    private final int most;
    private final List<LatencyInterval> intervals = new ArrayList<>();

    /** An empty log. */
    public IntervalLog() {
        this(MOST);
    }

    /** A log of at most so many intervals, 1 or more. */
    IntervalLog(int most) {
        this.most = most;
    }

    /** Adds a second in which some measured slots were never sent, and gives it back as it is until it is merged; null when it has no sample. */
    @Nullable
    LatencyInterval add(long second, Map<Signal, LatencyRecorder.Measured> measured, long unsent) {
        List<LatencyInterval.Part> parts = new ArrayList<>();
        measured.forEach((signal, times) -> {
            if (KEPT.contains(signal)) {
                add(parts, signal, Basis.RESPONSE, times.response().withUnsent(unsent));
                add(parts, signal, Basis.SERVICE, times.service().withUnsent(unsent));
            }
        });
        if (parts.isEmpty()) {
            return null;
        }
        LatencyInterval interval = new LatencyInterval(second, 1, parts);
        add(interval);
        return interval;
    }

    /**
     * Adds a stretch.
     *
     * @param interval one that is later than all so far
     */
    public void add(LatencyInterval interval) {
        intervals.add(interval);
        if (intervals.size() > most) {
            mergeShortestPair();
        }
    }

    private static void add(
            List<LatencyInterval.Part> parts, Signal signal, Basis basis, LatencyDistribution latencies) {
        if (latencies.count() > 0) {
            parts.add(new LatencyInterval.Part(signal, basis, CompressedLatencies.of(latencies)));
        }
    }

    private void mergeShortestPair() {
        int shortest = 0;
        for (int pair = 1; pair + 1 < intervals.size(); pair++) {
            if (secondsOfPair(pair) < secondsOfPair(shortest)) {
                shortest = pair;
            }
        }
        intervals.set(shortest, intervals.get(shortest).through(intervals.remove(shortest + 1)));
    }

    private long secondsOfPair(int first) {
        LatencyInterval second = intervals.get(first + 1);
        return second.fromSecond() + second.seconds() - intervals.get(first).fromSecond();
    }

    /** The stretches, as a copy, in order. */
    public List<LatencyInterval> intervals() {
        return List.copyOf(intervals);
    }
}
