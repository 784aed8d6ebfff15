package io.loadgen.sandbox;

import org.jspecify.annotations.Nullable;

/** A job of room-worker failed. Which of the fields are told is the version's matter. */
final class JobFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String reason;
    private final boolean permanent;

    private JobFailedException(String code, String reason, String text, boolean permanent, @Nullable Throwable cause) {
        super(text, cause);
        this.code = code;
        this.reason = reason;
        this.permanent = permanent;
    }

    /** It is acknowledged and never tried again. */
    static JobFailedException permanent(String code, String reason, String text) {
        return new JobFailedException(code, reason, text, true, null);
    }

    /** It is tried again at once; its result tells nothing of the cause. */
    static JobFailedException retried(String why, @Nullable Throwable cause) {
        return new JobFailedException("internal", "", why, false, cause);
    }

    String code() {
        return code;
    }

    String reason() {
        return reason;
    }

    String text() {
        return String.valueOf(getMessage());
    }

    boolean isPermanent() {
        return permanent;
    }
}
