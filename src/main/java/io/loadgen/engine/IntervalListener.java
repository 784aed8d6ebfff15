package io.loadgen.engine;

import io.loadgen.injection.BacklogSample;
import io.loadgen.result.LatencyDistribution;
import io.loadgen.result.SecondSample;
import io.loadgen.spec.RunSpec;
import io.loadgen.spec.Signal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Is told of every whole second of a run, so that whoever watches a service need not be asked per message.
 *
 * <p>Called once a second by one thread of the run, in the order of the seconds and never two at a time; must not block, and
 * must not keep or change the histograms after it returned. What it throws is the caller's to log, and harms no run.
 */
@FunctionalInterface
public interface IntervalListener {
    /** Hears nothing. */
    IntervalListener NONE = interval -> {};

    /**
     * A second is over.
     *
     * @param interval what happened in it
     */
    void onInterval(Interval interval);

    /**
     * Tells several.
     *
     * @param listeners whom, in order
     * @return a listener that tells each, also when one before it throws
     */
    static IntervalListener all(List<IntervalListener> listeners) {
        return new IntervalListeners(listeners);
    }

    /**
     * What happened in one second of a run.
     *
     * @param runId the run
     * @param spec what it does
     * @param progress how far the run is at the end of the second
     * @param sample the counts of the second
     * @param responseTimes observed latencies of the second from the intended send time, nanoseconds, by signal; warm-up
     *     included; valid during the call only; no entry without a sample
     * @param backlog the room-worker's consumer at the end of the second, null when it could not be had
     * @param roomSizes members of each room by its id, as its events tell; empty but in a capacity run
     */
    record Interval(
            String runId,
            RunSpec spec,
            RunProgress progress,
            SecondSample sample,
            Map<Signal, LatencyDistribution> responseTimes,
            @Nullable BacklogSample backlog,
            Map<String, Integer> roomSizes) {}
}
