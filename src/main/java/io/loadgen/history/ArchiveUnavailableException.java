package io.loadgen.history;

/** What is kept of runs cannot be reached now. Whether what was being written arrived is not known. */
public class ArchiveUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Names the reason.
     *
     * @param message what cannot be reached and why
     * @param cause what the client or the file system said
     */
    public ArchiveUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Names the reason.
     *
     * @param message what cannot be reached and why
     */
    public ArchiveUnavailableException(String message) {
        super(message);
    }
}
