package io.loadgen.runs;

import io.loadgen.measurement.Basis;
import io.loadgen.measurement.LatencyInterval;
import io.loadgen.measurement.Measurements;
import io.loadgen.measurement.Phase;
import io.loadgen.measurement.SecondSample;
import io.loadgen.workload.Instruments;
import java.util.List;

/**
 * Gathers what the instruments of one run show.
 *
 * <p>{@link #at} by the thread that ends the seconds, or when no second can end any more.
 */
record RunFigures(Instruments instruments, BacklogMonitor backlog, long firstMeasuredNanos) {
    /** The figures up to the last second that was ended; of seconds and intervals those given. */
    Measurements at(long startNanos, long endNanos, List<SecondSample> seconds, List<LatencyInterval> intervals) {
        return new Measurements(
                instruments.books().snapshot(Phase.MEASURED),
                instruments.books().snapshot(Phase.WARMUP),
                instruments.books().shapes(Phase.MEASURED),
                instruments.irregularities().snapshot(),
                instruments.latencies().totals(Basis.RESPONSE),
                instruments.latencies().totals(Basis.SERVICE),
                instruments.firstOrgAdds().snapshot(),
                instruments.latencies().totalLag(),
                seconds,
                intervals,
                backlog.summary(),
                startNanos,
                Math.max(0, endNanos - (startNanos + firstMeasuredNanos)));
    }
}
