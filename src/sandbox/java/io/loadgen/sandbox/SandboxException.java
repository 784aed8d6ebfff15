package io.loadgen.sandbox;

/** A part of the sandbox could not be found, started or stopped; the message says which and what to do. */
public final class SandboxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes one without a cause.
     *
     * @param message what failed and what to do
     */
    public SandboxException(String message) {
        super(message);
    }

    /**
     * Makes one with its cause.
     *
     * @param message what failed and what to do
     * @param cause why
     */
    public SandboxException(String message, Throwable cause) {
        super(message, cause);
    }
}
