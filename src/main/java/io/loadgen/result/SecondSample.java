package io.loadgen.result;

import io.loadgen.result.LatencyDistribution.Quantile;
import io.loadgen.spec.Signal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One second of a run. Counts are of that second; a slot's outcomes count in the second in which it closed, a latency in the
 * second in which its signal came.
 *
 * <p>Immutable; any thread.
 *
 * @param second seconds since the first slot was due, from 0
 * @param phase the phase of the slots that were due in it
 * @param planned slots that were processed, sent or not
 * @param dispositions what became of them
 * @param sentMeasured those of the sent ones that are not warm-up
 * @param replies closed slots by reply outcome
 * @param events closed slots by event outcome
 * @param latencies observed latencies of all signals that came, by signal; no entry without a sample
 * @param lagP99Nanos 99th percentile of schedule lag, nanoseconds
 * @param lagMaxNanos greatest schedule lag, nanoseconds
 * @param outstanding slots open at its end
 * @param backlogPending messages waiting in the room-worker's consumer at its end, -1 when unknown
 * @param backlogAckPending messages the room-worker was working on at its end, -1 when unknown
 */
public record SecondSample(
        long second,
        Phase phase,
        long planned,
        Map<Disposition, Long> dispositions,
        long sentMeasured,
        Map<ReplyOutcome, Long> replies,
        Map<EventOutcome, Long> events,
        Map<Signal, Latencies> latencies,
        @Nullable Long lagP99Nanos,
        long lagMaxNanos,
        long outstanding,
        long backlogPending,
        long backlogAckPending) {
    /** Takes copies. */
    public SecondSample {
        dispositions = Map.copyOf(dispositions);
        replies = Map.copyOf(replies);
        events = Map.copyOf(events);
        latencies = Map.copyOf(latencies);
    }

    /**
     * Slots sent in a phase.
     *
     * @param ofPhase which
     * @return how many
     */
    public long sent(Phase ofPhase) {
        return switch (ofPhase) {
            case MEASURED -> sentMeasured;
            case WARMUP -> dispositions.getOrDefault(Disposition.SENT, 0L) - sentMeasured;
        };
    }

    /**
     * Latencies of one signal in one second, response time. A percentile is null where the second has no samples enough for it.
     *
     * @param count samples, lost ones included
     * @param lost of them those that did not come, and those that were never sent
     * @param p50 median
     * @param p90 90th percentile
     * @param p99 99th percentile
     * @param max the longest of those that came, nanoseconds, 0 when none did
     */
    public record Latencies(
            long count,
            long lost,
            @Nullable Quantile p50,
            @Nullable Quantile p90,
            @Nullable Quantile p99,
            long max) {
        /**
         * Sums a second up.
         *
         * @param times its latencies
         * @return what is kept of them
         */
        public static Latencies of(LatencyDistribution times) {
            return new Latencies(
                    times.count(),
                    times.censoredCount() + times.unsentCount(),
                    percentile(times, 0.5),
                    percentile(times, 0.9),
                    percentile(times, 0.99),
                    times.maxNanos());
        }

        private static @Nullable Quantile percentile(LatencyDistribution times, double share) {
            return times.supports(share) ? times.quantile(share) : null;
        }
    }
}
