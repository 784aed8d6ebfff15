package io.loadgen.injection;

import java.util.Locale;

/**
 * A right that the credentials lack: the server refused it.
 *
 * <p>Immutable; any thread.
 *
 * @param right what is not permitted
 * @param subject the subject that was refused
 * @param scope what has to be permitted so that nothing of the kind is refused: the subject, or one with wildcards that it is below
 * @param use what the subject is for
 */
public record MissingRight(Right right, String subject, String scope, Use use) {
    /** What can be permitted of a subject. */
    public enum Right {
        /** To send to it. */
        PUBLISH,
        /** To listen to it. */
        SUBSCRIBE
    }

    /** What a subject is for. */
    public enum Use {
        /** Replies to us, and what we say to ourselves. */
        INBOX,
        /** Questions to JetStream. */
        JETSTREAM,
        /** The platform's own: its requests, jobs, events and results. */
        PLATFORM
    }

    /** Such as {@code subscribe to _INBOX.>}. */
    public String words() {
        return right.name().toLowerCase(Locale.ROOT) + " to " + subject;
    }
}
