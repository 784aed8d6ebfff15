package io.loadgen.result;

import io.loadgen.latency.CompressedLatencies;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.latency.LatencySummary;

/**
 * What the instrument itself adds to a latency, measured while it measures: probes to a subject of our own that take the way of the
 * signals, over the same connection and through the same collector.
 *
 * <p>Immutable; any thread.
 *
 * @param probes probes sent in the measured window
 * @param unanswered those of them that never came back, or not yet; they are in none of the distributions
 * @param floor from a probe's sending to its handling: what any latency holds at least
 * @param floorHistogram every sample of it, compressed
 * @param delay of that, how long a signal that has arrived waits for its handling at most. In reports of earlier versions the same less a
 *     ping of the connection, of probes whose ping was answered
 * @param delayHistogram every sample of it, compressed
 */
public record ListenerFigures(
        long probes,
        long unanswered,
        LatencySummary floor,
        CompressedLatencies floorHistogram,
        LatencySummary delay,
        CompressedLatencies delayHistogram) {
    /** The figures of so many probes. */
    public static ListenerFigures of(
            long probes, long unanswered, LatencyDistribution floor, LatencyDistribution delay) {
        return new ListenerFigures(
                probes,
                unanswered,
                LatencySummary.of(floor),
                CompressedLatencies.of(floor),
                LatencySummary.of(delay),
                CompressedLatencies.of(delay));
    }

    /**
     * Figures of an instrument that was not measured.
     *
     * @return no probe
     */
    public static ListenerFigures none() {
        return of(0, 0, LatencyDistribution.empty(), LatencyDistribution.empty());
    }
}
