package io.loadgen.contract;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The request ids of one run: hyphenated UUIDs of version 8, the run in the high 64 bits, the key of the request in the low
 * 62, so that a signal finds its request without a map of strings.
 *
 * <p>Immutable; any thread. {@link #format} allocates its result and a small buffer only, {@link #parse} nothing.
 */
public final class RequestIds {
    /** What {@link #parse} gives for an id that is not of this run. */
    public static final long FOREIGN = -1;

    /** The greatest key. */
    public static final long MAX_KEY = (1L << 62) - 1;

    private static final int LENGTH = 36;
    private static final long VERSION_MASK = 0xF000L;
    private static final long VERSION_8 = 0x8000L;
    private static final long VARIANT = 1L << 63;
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] VALUES = values();

    private final long high;

    /**
     * The ids of a run.
     *
     * @param runBits what tells this run from any other; the four bits of the UUID version are overwritten
     */
    public RequestIds(long runBits) {
        high = (runBits & ~VERSION_MASK) | VERSION_8;
    }

    /**
     * Writes the id of a request.
     *
     * @param key 0 to {@link #MAX_KEY}
     * @return 36 characters, lower case
     * @throws IllegalArgumentException when the key is out of range
     */
    public String format(long key) {
        if (key < 0 || key > MAX_KEY) {
            throw new IllegalArgumentException("key must be 0 to 2^62 - 1, was " + key);
        }
        byte[] id = new byte[LENGTH];
        long low = VARIANT | key;
        hex(id, 0, high >>> 32, 8);
        id[8] = '-';
        hex(id, 9, high >>> 16, 4);
        id[13] = '-';
        hex(id, 14, high, 4);
        id[18] = '-';
        hex(id, 19, low >>> 48, 4);
        id[23] = '-';
        hex(id, 24, low, 12);
        return new String(id, StandardCharsets.ISO_8859_1);
    }

    private static void hex(byte[] id, int from, long bits, int digits) {
        long rest = bits;
        for (int at = from + digits - 1; at >= from; at--) {
            id[at] = DIGITS[(int) rest & 0xF];
            rest >>>= 4;
        }
    }

    /**
     * Reads a key back.
     *
     * @param id a request id in either case, or null
     * @return the key, or {@link #FOREIGN} when the id is absent, malformed or of another run
     */
    public long parse(@Nullable CharSequence id) {
        if (id == null || id.length() != LENGTH) {
            return FOREIGN;
        }
        if (id.charAt(8) != '-' || id.charAt(13) != '-' || id.charAt(18) != '-' || id.charAt(23) != '-') {
            return FOREIGN;
        }
        long first = digits(id, 0, 8);
        long second = digits(id, 9, 13);
        long third = digits(id, 14, 18);
        long left = digits(id, 19, 23);
        long right = digits(id, 24, LENGTH);
        boolean malformed = (first | second | third | left | right) < 0;
        if (malformed || (first << 32 | second << 16 | third) != high) {
            return FOREIGN;
        }
        long low = left << 48 | right;
        return low >>> 62 == 2 ? low & MAX_KEY : FOREIGN;
    }

    /** Up to 15 hexadecimal digits, or a negative number when one of the characters is none. */
    private static long digits(CharSequence id, int from, int to) {
        long digits = 0;
        long wrong = 0;
        for (int at = from; at < to; at++) {
            char next = id.charAt(at);
            byte value = next < VALUES.length ? VALUES[next] : -1;
            wrong |= value;
            digits = digits << 4 | value;
        }
        return wrong < 0 ? -1 : digits;
    }

    /**
     * Whether the platform takes a header for a request id: 36 characters, hyphens at 8, 13, 18 and 23, hexadecimal digits
     * of either case elsewhere. Version and variant are not looked at. Source: chat contract §3.
     *
     * @param id the header's value
     * @return whether it is valid
     */
    public static boolean isValid(CharSequence id) {
        if (id.length() != LENGTH) {
            return false;
        }
        for (int at = 0; at < LENGTH; at++) {
            char next = id.charAt(at);
            boolean hyphen = at == 8 || at == 13 || at == 18 || at == 23;
            if (hyphen ? next != '-' : next >= VALUES.length || VALUES[next] < 0) {
                return false;
            }
        }
        return true;
    }

    private static byte[] values() {
        byte[] values = new byte[128];
        Arrays.fill(values, (byte) -1);
        for (byte value = 0; value < DIGITS.length; value++) {
            values[DIGITS[value]] = value;
            values[Character.toUpperCase(DIGITS[value])] = value;
        }
        return values;
    }
}
