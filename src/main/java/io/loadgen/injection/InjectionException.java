package io.loadgen.injection;

import org.jspecify.annotations.Nullable;

/** The client did not take a request on, or a session could not be opened. The message says why, in the client's words. */
public class InjectionException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Wraps the client's refusal.
     *
     * @param message why
     * @param cause what the client threw, null when nothing was
     */
    public InjectionException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
