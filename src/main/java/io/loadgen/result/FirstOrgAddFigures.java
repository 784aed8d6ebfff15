package io.loadgen.result;

import io.loadgen.spec.Signal;
import java.util.Map;

/**
 * What the first org adds of all rooms took. They are in no other distribution of a run.
 *
 * <p>Immutable; any thread.
 *
 * @param sent how many were sent, warm-up included
 * @param events of them closed with their event
 * @param measured the books of those that are not of the warm-up; they are part of the books of all measured slots
 * @param responseTimes latencies from the intended send time; an entry for each signal, maybe empty
 * @param serviceTimes latencies from the actual send time; likewise
 */
public record FirstOrgAddFigures(
        long sent,
        long events,
        Books measured,
        Map<Signal, LatencyDistribution> responseTimes,
        Map<Signal, LatencyDistribution> serviceTimes) {
    /** Takes copies. */
    public FirstOrgAddFigures {
        responseTimes = Map.copyOf(responseTimes);
        serviceTimes = Map.copyOf(serviceTimes);
    }

    /**
     * The figures of a run that added no orgs.
     *
     * @return nothing sent
     */
    public static FirstOrgAddFigures none() {
        return new FirstOrgAddFigures(0, 0, Books.empty(), Map.of(), Map.of());
    }
}
