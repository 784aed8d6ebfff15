package io.loadgen.measurement;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps the latencies of each second, compressed: of the first signal of a request and of its event, the two that runs are
 * compared by. Memory is bounded: in a run longer than {@link #MOST} seconds the two neighbours that are shortest together are
 * made one for each second that is added, so that old and new seconds are kept about equally fine.
 *
 * <p>One thread at a time.
 */
final class IntervalLog {
    /** An hour, second by second: at most some 10 MB. */
    static final int MOST = 3_600;

    private static final Set<Signal> KEPT = EnumSet.of(Signal.REPLY, Signal.ACK, Signal.EVENT);

    private final int most;
    private final List<LatencyInterval> intervals = new ArrayList<>();

    IntervalLog() {
        this(MOST);
    }

    /** A log of at most so many intervals, 1 or more. */
    IntervalLog(int most) {
        this.most = most;
    }

    void add(long second, Map<Signal, LatencyRecorder.Measured> measured) {
        List<LatencyInterval.Part> parts = new ArrayList<>();
        measured.forEach((signal, times) -> {
            if (KEPT.contains(signal)) {
                add(parts, signal, Basis.RESPONSE, times.response());
                add(parts, signal, Basis.SERVICE, times.service());
            }
        });
        if (!parts.isEmpty()) {
            intervals.add(new LatencyInterval(second, 1, parts));
            if (intervals.size() > most) {
                mergeShortestPair();
            }
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

    List<LatencyInterval> intervals() {
        return List.copyOf(intervals);
    }
}
