package io.loadgen.measurement;

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
 * @param growth messages waiting or being worked on at the end of the measured window minus those at its start
 */
public record BacklogSummary(
        long samples,
        long failedSamples,
        long minPending,
        long peakPending,
        long finalPending,
        long peakAckPending,
        long finalRedelivered,
        long growth) {}
