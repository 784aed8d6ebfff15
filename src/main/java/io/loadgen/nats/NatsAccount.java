package io.loadgen.nats;

import io.loadgen.injection.MissingRight;
import io.loadgen.injection.MissingRight.Right;
import io.loadgen.injection.MissingRight.Use;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names that differ from account to account: those of our own subjects, and those of JetStream's API.
 *
 * <p>Immutable; any thread.
 *
 * @param inboxPrefix what the subjects that replies come to begin with, without the dot behind
 * @param jetStreamPrefix what the subjects of JetStream's API begin with, likewise
 */
public record NatsAccount(String inboxPrefix, String jetStreamPrefix) {
    /** What clients use if not told otherwise. */
    public static final String USUAL_INBOX_PREFIX = "_INBOX";

    /** Where servers have the API. */
    public static final String USUAL_JETSTREAM_PREFIX = "$JS.API";

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_$-]{1,64}");
    private static final Pattern PREFIX = Pattern.compile("(?=.{1,128}$)" + TOKEN + "(\\." + TOKEN + ")*");

    /** An account without names of its own; after the patterns, which it is held against. */
    public static final NatsAccount USUAL = new NatsAccount(USUAL_INBOX_PREFIX, USUAL_JETSTREAM_PREFIX);

    /** Checks the names. */
    public NatsAccount {
        checkPrefix("inboxPrefix", inboxPrefix);
        checkPrefix("jetStreamPrefix", jetStreamPrefix);
    }

    private static void checkPrefix(String name, String value) {
        if (!isPrefix(value)) {
            throw new IllegalArgumentException(name + " must be tokens with dots between, was " + value);
        }
    }

    /**
     * Whether subjects may begin with a text.
     *
     * @param text any text
     * @return true if it is tokens with dots between, none of them a wildcard
     */
    public static boolean isPrefix(String text) {
        return PREFIX.matcher(text).matches();
    }

    /**
     * Whether a text is one token of a subject.
     *
     * @param text any text
     * @return true if it is, and no wildcard
     */
    public static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    /**
     * Where a domain of JetStream has the API.
     *
     * @param domain its name
     * @return what the API's subjects begin with
     */
    public static String ofDomain(String domain) {
        return "$JS." + domain + ".API";
    }

    /** The right that an error of the server says is missing; empty if it says something else. */
    Optional<MissingRight> missing(ServerError error) {
        return switch (error) {
            case ServerError.PublishDenied denied -> Optional.of(missing(Right.PUBLISH, denied.subject()));
            case ServerError.SubscriptionDenied denied -> Optional.of(missing(Right.SUBSCRIBE, denied.subject()));
            case ServerError.SlowConsumer slow -> Optional.empty();
            case ServerError.Other other -> Optional.empty();
        };
    }

    private MissingRight missing(Right right, String subject) {
        if (subject.startsWith(inboxPrefix + ".")) {
            return new MissingRight(right, subject, inboxPrefix + ".>", Use.INBOX);
        }
        return subject.startsWith(jetStreamPrefix + ".")
                ? new MissingRight(right, subject, jetStreamPrefix + ".>", Use.JETSTREAM)
                : new MissingRight(right, subject, subject, Use.PLATFORM);
    }
}
