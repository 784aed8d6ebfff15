package io.loadgen.injection;

import org.jspecify.annotations.Nullable;

/** The platform cannot be asked since the credentials lack a right. */
public final class MissingRightException extends InjectionException {
    private static final long serialVersionUID = 1L;

    private final transient MissingRight missing;

    /**
     * Names the right.
     *
     * @param what what could not be done, such as {@code the streams cannot be read}
     * @param missing the right
     * @param cause what came of it, null if nothing did
     */
    public MissingRightException(String what, MissingRight missing, @Nullable Throwable cause) {
        super(what + ": the server does not let us " + missing.words(), cause);
        this.missing = missing;
    }

    /** The right. */
    public MissingRight missing() {
        return missing;
    }
}
