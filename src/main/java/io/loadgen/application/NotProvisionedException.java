package io.loadgen.application;

/** The fixture set of a run could not be made ready; the message says why. */
public final class NotProvisionedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotProvisionedException(String message) {
        super(message);
    }
}
