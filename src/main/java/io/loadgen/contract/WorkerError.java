package io.loadgen.contract;

/**
 * Why a job of room-worker failed.
 *
 * <p>Immutable; any thread.
 *
 * @param reason a label from a closed set
 * @param text what the worker said, verbatim
 * @param transientFailure whether the job will be tried again, so that {@code ok} may follow
 */
public record WorkerError(String reason, String text, boolean transientFailure) {}
