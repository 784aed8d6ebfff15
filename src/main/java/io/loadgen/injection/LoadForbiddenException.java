package io.loadgen.injection;

/** The platform that this service is configured for may not be loaded. Nothing was started or written. */
public final class LoadForbiddenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LoadForbiddenException(String message) {
        super(message);
    }
}
