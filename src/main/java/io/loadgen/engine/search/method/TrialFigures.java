package io.loadgen.engine.search.method;

import io.loadgen.latency.LatencyDistribution;
import io.loadgen.result.Measurements;
import io.loadgen.spec.Basis;
import io.loadgen.spec.Signal;
import java.util.Optional;

/**
 * What a prediction needs to know of a trial: how long requests took from the moment at which they were due to their event, all queues
 * and all work included, whichever stage they were in. Waits show the bottleneck, and only the whole way has all of them.
 *
 * <p>Immutable; any thread.
 *
 * @param ratePerSecond requests handed over a second, evenly
 * @param seconds for how long
 * @param meanSeconds the mean time of those that were seen to end
 * @param deviationSeconds the standard deviation of the same
 * @param lost requests that were not seen to end
 */
public record TrialFigures(
        double ratePerSecond, double seconds, double meanSeconds, double deviationSeconds, long lost) {
    private static final double NANOS_PER_SECOND = 1e9;

    /** Those of a measured window; empty where no event was seen. */
    public static Optional<TrialFigures> of(Measurements measured) {
        LatencyDistribution times = measured.latency(Signal.EVENT, Basis.RESPONSE);
        if (times.observed().getTotalCount() == 0 || measured.measuredNanos() == 0) {
            return Optional.empty();
        }
        return Optional.of(new TrialFigures(
                measured.achievedRatePerSecond(),
                measured.measuredNanos() / NANOS_PER_SECOND,
                times.observed().getMean() / NANOS_PER_SECOND,
                times.observed().getStdDeviation() / NANOS_PER_SECOND,
                times.censoredCount() + times.unsentCount()));
    }

    /** How many requests were handed over. */
    double requests() {
        return ratePerSecond * seconds;
    }
}
