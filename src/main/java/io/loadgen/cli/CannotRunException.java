package io.loadgen.cli;

/** The run could not begin for a reason that is told to whoever waits for it; nothing was sent. */
final class CannotRunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotRunException(String message) {
        super(message);
    }
}
