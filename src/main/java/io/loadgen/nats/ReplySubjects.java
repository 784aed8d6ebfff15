package io.loadgen.nats;

import io.nats.client.NUID;
import java.nio.charset.StandardCharsets;

/**
 * The subjects that the replies of one session come to: a prefix that is nobody else's, and the key of the request in 13 digits of
 * five bits each, so that neither writing nor reading a key divides. Both are done in place.
 *
 * <p>Immutable; any thread.
 */
final class ReplySubjects {
    /** What {@link #key} gives for a subject that is no request's. */
    static final long NOBODYS = -1;

    private static final int DIGITS = 13;
    private static final int BITS_PER_DIGIT = 5;
    private static final int RADIX = 1 << BITS_PER_DIGIT;
    private static final byte[] ALPHABET = "0123456789abcdefghijklmnopqrstuv".getBytes(StandardCharsets.US_ASCII);

    private final String prefix;
    private final int length;

    ReplySubjects(NatsAccount account) {
        prefix = account.inboxPrefix() + ".loadgen." + NUID.nextGlobal() + ".";
        length = prefix.length() + DIGITS;
    }

    /** What to subscribe to for all of them. */
    String wildcard() {
        return prefix + "*";
    }

    /** Where the session's own probes go: nobody else's either, and not among the replies, which are one token shorter. */
    String probes() {
        return prefix + "probe.own";
    }

    /** Where a session that answers itself sends what: nobody else's either, and no replies. */
    String echo(String what) {
        return prefix + "echo." + what;
    }

    /** What each of them begins with. */
    String prefix() {
        return prefix;
    }

    /** Writes the rest of the subject for the reply to a request, whose key is 0 or more; where it ends. */
    static int write(long key, byte[] into, int at) {
        long rest = key;
        for (int digit = at + DIGITS - 1; digit >= at; digit--) {
            into[digit] = ALPHABET[(int) rest & RADIX - 1];
            rest >>>= BITS_PER_DIGIT;
        }
        return at + DIGITS;
    }

    /**
     * The key of the request that a reply is to, by its subject in a buffer, or {@link #NOBODYS}: whoever sees our subjects may write to
     * others like them, and that must not cost an exception each.
     */
    long key(byte[] buffer, int from, int to) {
        if (to - from != length) {
            return NOBODYS;
        }
        long key = 0;
        for (int at = to - DIGITS; at < to; at++) {
            int digit = digit(buffer[at]);
            if (digit < 0) {
                return NOBODYS;
            }
            key = key << BITS_PER_DIGIT | digit;
        }
        return Math.max(key, NOBODYS);
    }

    private static int digit(byte letter) {
        if (letter >= '0' && letter <= '9') {
            return letter - '0';
        }
        return letter >= 'a' && letter <= 'v' ? letter - 'a' + 10 : -1;
    }
}
