package io.loadgen.measurement;

import io.loadgen.contract.Shape;
import java.util.List;
import java.util.Map;

/**
 * All that one run measured, as a value.
 *
 * <p>Immutable; any thread.
 *
 * @param measured the books of the measured slots
 * @param warmup the books of the warm-up slots
 * @param shapes the measured slots by what they name; every shape has an entry
 * @param irregularities what the books leave out
 * @param responseTimes latencies from the intended send time, measured slots without first org adds; every signal that was observed has an entry
 * @param serviceTimes latencies from the actual send time; likewise
 * @param firstOrgAdds the first org adds of all rooms, warm-up included
 * @param scheduleLag actual minus intended send time of every sent slot that was measured
 * @param timeline one sample a second, in order
 * @param intervals latencies of measured slots second by second, in order, of the first signal of a request and of its event
 * @param backlog the room-worker's backlog
 * @param firstDueNanos when the first slot was due, on the run's clock
 * @param measuredNanos the length of the window in which measured slots were due and could be sent, nanoseconds
 */
public record Measurements(
        LedgerSnapshot measured,
        LedgerSnapshot warmup,
        Map<Shape, ShapeCount> shapes,
        Irregularities irregularities,
        Map<Signal, LatencyDistribution> responseTimes,
        Map<Signal, LatencyDistribution> serviceTimes,
        FirstOrgAddFigures firstOrgAdds,
        LatencyDistribution scheduleLag,
        List<SecondSample> timeline,
        List<LatencyInterval> intervals,
        BacklogSummary backlog,
        long firstDueNanos,
        long measuredNanos) {
    /** Takes copies. */
    public Measurements {
        shapes = Map.copyOf(shapes);
        responseTimes = Map.copyOf(responseTimes);
        serviceTimes = Map.copyOf(serviceTimes);
        timeline = List.copyOf(timeline);
        intervals = List.copyOf(intervals);
    }

    /**
     * The latencies of one signal.
     *
     * @param signal which
     * @param basis from which moment they count
     * @return its distribution, an empty one for a signal that was not observed
     */
    public LatencyDistribution latency(Signal signal, Basis basis) {
        Map<Signal, LatencyDistribution> times = basis == Basis.RESPONSE ? responseTimes : serviceTimes;
        LatencyDistribution distribution = times.get(signal);
        return distribution == null ? LatencyDistribution.empty() : distribution;
    }

    /**
     * Measured slots sent, a second.
     *
     * @return the rate, 0 when nothing was measured
     */
    public double achievedRatePerSecond() {
        return measuredNanos == 0 ? 0 : measured.count(Disposition.SENT) * 1e9 / measuredNanos;
    }
}
