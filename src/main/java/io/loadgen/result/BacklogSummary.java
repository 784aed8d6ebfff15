package io.loadgen.result;

import org.jspecify.annotations.Nullable;

/**
 * The room-worker's backlog over the measured window.
 *
 * @param samples looks that succeeded
 * @param failedSamples looks that failed
 * @param minPending fewest messages waiting
 * @param peakPending most messages waiting
 * @param finalPending messages waiting after the drain
 * @param peakAckPending most messages being worked on
 * @param finalRedelivered messages redelivered and not acknowledged after the drain
 * @param growth messages waiting or being worked on at the end of the measured window minus those at its start; null where not both ends
 *     were seen from within {@link #NEAR_END_NANOS}
 */
public record BacklogSummary(
        long samples,
        long failedSamples,
        long minPending,
        long peakPending,
        long finalPending,
        long peakAckPending,
        long finalRedelivered,
        @Nullable Long growth) {
    /** How far from an end of the measured window a look tells of that end, nanoseconds. */
    public static final long NEAR_END_NANOS = 2_000_000_000L;

    /**
     * A backlog at which nobody looked.
     *
     * @return no sample, and so no growth
     */
    public static BacklogSummary unseen() {
        return new BacklogSummary(0, 0, 0, 0, 0, 0, 0, null);
    }
}
