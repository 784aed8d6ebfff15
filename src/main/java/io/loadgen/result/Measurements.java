package io.loadgen.result;

import io.loadgen.spec.Basis;
import io.loadgen.spec.Signal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

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
 * @param measuredFromNanos when the first measured slot was due, from the first due slot on
 * @param measuredNanos the length of the window in which measured slots were due and could be sent, nanoseconds
 * @param plannedSlots how many slots the load model itself says there were, warm-up included: of an open loop those of its plan, of a
 *     closed loop the adds that its rooms sent; empty while the run goes on, and in a report from before this was kept
 * @param listener what the instrument itself adds to a latency, measured window
 * @param stages where the measured requests spent their time; empty where the handoff was not observed
 */
public record Measurements(
        Books measured,
        Books warmup,
        List<ShapeCount> shapes,
        Irregularities irregularities,
        Map<Signal, LatencyDistribution> responseTimes,
        Map<Signal, LatencyDistribution> serviceTimes,
        Backfill firstOrgAdds,
        LatencyDistribution scheduleLag,
        List<SecondSample> timeline,
        List<LatencyInterval> intervals,
        BacklogSummary backlog,
        long measuredFromNanos,
        long measuredNanos,
        OptionalLong plannedSlots,
        ListenerFigures listener,
        Optional<Stages> stages) {
    /** Takes copies. */
    public Measurements {
        shapes = List.copyOf(shapes);
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
     * What was counted in two ways that do not agree, beside the {@link Books#residues residues} of the books: slots by the
     * load model and by the books, samples of each distribution and slots by the books.
     *
     * @return empty when all agree, and while the run goes on
     */
    public List<Books.Residue> countMismatches() {
        if (plannedSlots.isEmpty()) {
            return List.of();
        }
        Books.Residue plan = new Books.Residue(
                "slots of the load model = planned in the books",
                plannedSlots.getAsLong(),
                measured.planned() + warmup.planned());
        return Stream.concat(
                        Stream.of(plan).filter(residue -> residue.difference() != 0), SampleCounts.mismatches(this))
                .toList();
    }

    /**
     * How much of the measured window had no connection.
     *
     * @return nanoseconds
     */
    public long disconnectedNanos() {
        return irregularities.connection().nanosWithin(measuredFromNanos, measuredFromNanos + measuredNanos);
    }

    /**
     * Measured slots handed over to the client, a second: what was really offered to the system under test.
     *
     * @return the rate, 0 when nothing was measured
     */
    public double achievedRatePerSecond() {
        return measuredNanos == 0 ? 0 : measured.handedOver() * 1e9 / measuredNanos;
    }
}
