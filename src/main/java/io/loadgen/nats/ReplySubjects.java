package io.loadgen.nats;

import io.nats.client.NUID;
import java.nio.charset.StandardCharsets;

/**
 * The subjects that the replies of one session come to: a prefix that is nobody else's, and the key of the request in 13 digits of
 * five bits each, so that neither writing nor reading a key divides.
 *
 * <p>{@link #of} is for one thread at a time, the rest for any.
 */
final class ReplySubjects {
    /** What {@link #key} gives for a subject that is no request's. */
    static final long NOBODYS = -1;

    private static final int DIGITS = 13;
    private static final int BITS_PER_DIGIT = 5;
    private static final int RADIX = 1 << BITS_PER_DIGIT;
    private static final byte[] ALPHABET = "0123456789abcdefghijklmnopqrstuv".getBytes(StandardCharsets.US_ASCII);

    private final String prefix;
    private final byte[] subject;

    ReplySubjects(NatsAccount account) {
        prefix = account.inboxPrefix() + ".loadgen." + NUID.nextGlobal() + ".";
        subject = (prefix + "0".repeat(DIGITS)).getBytes(StandardCharsets.US_ASCII);
    }

    /** What to subscribe to for all of them. */
    String wildcard() {
        return prefix + "*";
    }

    /** Where the session's own probes go: nobody else's either, and not among the replies, which are one token shorter. */
    String probes() {
        return prefix + "probe.own";
    }

    /** Where the requests of a session go that answers itself: one subject for each of its rooms, as nobody else's as the probes'. */
    String echo(int target) {
        return prefix + "echo." + target;
    }

    /** What to subscribe to for all of them. */
    String echoes() {
        return prefix + "echo.*";
    }

    /** The subject for the reply to a request; the key is 0 or more. */
    String of(long key) {
        long rest = key;
        for (int at = subject.length - 1; at >= subject.length - DIGITS; at--) {
            subject[at] = ALPHABET[(int) rest & RADIX - 1];
            rest >>>= BITS_PER_DIGIT;
        }
        return new String(subject, StandardCharsets.ISO_8859_1);
    }

    /**
     * The key of the request that a reply is to, or {@link #NOBODYS}: whoever sees our subjects may write to others like them, and
     * that must not cost an exception each.
     */
    long key(String replySubject) {
        if (replySubject.length() != subject.length) {
            return NOBODYS;
        }
        long key = 0;
        for (int at = prefix.length(); at < replySubject.length(); at++) {
            int digit = Character.digit(replySubject.charAt(at), RADIX);
            if (digit < 0) {
                return NOBODYS;
            }
            key = key << BITS_PER_DIGIT | digit;
        }
        return Math.max(key, NOBODYS);
    }
}
