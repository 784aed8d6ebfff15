package io.loadgen.nats;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server means by the text of an {@code -ERR}. Source: the errors of nats-server; its client hands them on without their
 * outer quotes.
 */
sealed interface ServerError {
    /** We may not publish to a subject; the message was not passed on. */
    record PublishDenied(String subject) implements ServerError {}

    /** We may not listen to a subject, not any more maybe; there is no such subscription now. */
    record SubscriptionDenied(String subject) implements ServerError {}

    /** We read too slowly; the connection ends. */
    record SlowConsumer() implements ServerError {}

    /** Anything else. */
    record Other() implements ServerError {}

    /** Reads a text. */
    static ServerError of(String words) {
        Matcher denied = Texts.DENIED.matcher(words);
        if (denied.find()) {
            String subject = denied.group("subject");
            return denied.group("right").toLowerCase(Locale.ROOT).equals("publish")
                    ? new PublishDenied(subject)
                    : new SubscriptionDenied(subject);
        }
        return words.toLowerCase(Locale.ROOT).contains("slow consumer") ? new SlowConsumer() : new Other();
    }

    /** The texts that are told apart. */
    final class Texts {
        private static final Pattern DENIED = Pattern.compile(
                "permissions violation for (?<right>publish|subscription) to \"?(?<subject>[^\"\\s]+)",
                Pattern.CASE_INSENSITIVE);

        private Texts() {}
    }
}
