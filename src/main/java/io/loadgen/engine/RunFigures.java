package io.loadgen.engine;

import io.loadgen.latency.LatencyDistribution;
import io.loadgen.latency.LatencyInterval;
import io.loadgen.measurement.Timeline;
import io.loadgen.result.Books;
import io.loadgen.result.Measurements;
import io.loadgen.result.Phase;
import io.loadgen.result.SecondSample;
import io.loadgen.result.arrivals.ArrivalFigures;
import io.loadgen.spec.Basis;
import io.loadgen.spec.Signal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Gathers what the instruments of one run show.
 *
 * <p>{@link #at} by the thread that ends the seconds, {@link #ofAll} when no second can end any more.
 */
record RunFigures(RunRecorders instruments, BacklogMonitor backlog, long firstMeasuredNanos) {
    /** The figures up to the last second that was ended, of a run that goes on; of seconds and intervals those given. */
    Measurements at(long startNanos, long endNanos, List<SecondSample> seconds, List<LatencyInterval> intervals) {
        return figures(startNanos, endNanos, seconds, intervals, OptionalLong.empty(), Optional.empty());
    }

    /** The figures of a run of which no slot is open any more, with what its load model itself tells. */
    Measurements ofAll(long startNanos, long endNanos, Timeline timeline, Load load) {
        return figures(
                startNanos,
                endNanos,
                timeline.samples(),
                timeline.intervals(),
                OptionalLong.of(load.slotsProcessed()),
                load.arrivals());
    }

    private Measurements figures(
            long startNanos,
            long endNanos,
            List<SecondSample> seconds,
            List<LatencyInterval> intervals,
            OptionalLong plannedSlots,
            Optional<ArrivalFigures> arrivals) {
        long measuredFromNanos = startNanos + firstMeasuredNanos;
        Books measured = instruments.books().snapshot(Phase.MEASURED);
        return new Measurements(
                measured,
                instruments.books().snapshot(Phase.WARMUP),
                instruments.books().shapes(Phase.MEASURED),
                instruments.irregularities().snapshot().since(startNanos, measuredFromNanos, endNanos),
                withUnsent(instruments.latencies().totals(Basis.RESPONSE), measured.neverSent()),
                withUnsent(instruments.latencies().totals(Basis.SERVICE), measured.neverSent()),
                instruments.firstOrgAdds().snapshot(),
                instruments.latencies().totalLag(),
                seconds,
                intervals,
                backlog.summary(startNanos, measuredFromNanos, endNanos),
                firstMeasuredNanos,
                Math.max(0, endNanos - measuredFromNanos),
                plannedSlots,
                instruments.listener().snapshot(),
                instruments.latencies().stageFigures(),
                instruments.latencies().pathFigures(),
                arrivals);
    }

    /** A request that was due and never sent is missing from no percentile. */
    private static Map<Signal, LatencyDistribution> withUnsent(Map<Signal, LatencyDistribution> times, long unsent) {
        Map<Signal, LatencyDistribution> all = new EnumMap<>(Signal.class);
        times.forEach((signal, sent) -> all.put(signal, sent.withUnsent(unsent)));
        return all;
    }
}
