package io.loadgen.result;

import java.util.List;
import java.util.Map;

/**
 * Where the requests of a run spent their time: measured ones without first org adds, and only where the handoff was observed.
 *
 * <p>Immutable; any thread.
 *
 * @param times how long the requests that reached the beginning of a stage were in it; those that did not reach its end are lost, with
 *     the rest of the wait for it
 * @param bands the requests by the rank of their E2 response time, from the fastest on
 * @param stops how far the requests came whose event is lost
 */
public record StageFigures(Map<Stage, LatencyDistribution> times, List<Band> bands, Map<Stop, Long> stops) {
    /** Takes copies. */
    public StageFigures {
        times = Map.copyOf(times);
        bands = List.copyOf(bands);
        stops = Map.copyOf(stops);
    }

    /**
     * Requests of all bands.
     *
     * @return as many as E2 has samples
     */
    public long requests() {
        return bands.stream().mapToLong(Band::requests).sum();
    }

    /**
     * The requests of a span of ranks, and where they spent their time on the mean: the three stages add up to their E2 response time.
     * Lost ones rank above all others, since all that is known of them is a bound.
     *
     * @param name such as {@code p50-p90}
     * @param requests how many, lost ones included
     * @param lost how many of them never had their event
     * @param known how many of the others had their handoff seen: of these are the means
     * @param lagNanos mean of the schedule lag, 0 where none is known
     * @param toHandoffNanos mean from the send to the handoff, likewise
     * @param toEventNanos mean from the handoff to the event, likewise
     */
    public record Band(
            String name,
            long requests,
            long lost,
            long known,
            double lagNanos,
            double toHandoffNanos,
            double toEventNanos) {
        /**
         * The mean E2 response time of those whose stages are known.
         *
         * @return nanoseconds, the sum of the stages
         */
        public double totalNanos() {
            return lagNanos + toHandoffNanos + toEventNanos;
        }
    }
}
