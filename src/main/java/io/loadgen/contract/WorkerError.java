package io.loadgen.contract;

/**
 * Why a job of room-worker failed.
 *
 * <p>Immutable; any thread.
 *
 * @param reason a label from a closed set
 * @param text what the worker said, as far as {@link ForeignText} keeps it
 * @param transientFailure whether the job will be tried again, so that {@code ok} may follow
 */
public record WorkerError(String reason, String text, boolean transientFailure) {
    /** Cuts the text. */
    public WorkerError {
        text = ForeignText.capped(text);
    }
}
