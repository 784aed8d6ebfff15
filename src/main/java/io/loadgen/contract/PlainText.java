package io.loadgen.contract;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds the end of what stands for itself in a JSON string: the next quote, backslash or control character. Looks at eight bytes at
 * a time, for most of what the collector reads is such text.
 *
 * <p>Any thread. Source of the bit tricks: H. S. Warren, Hacker's Delight, 2nd ed., section 6-1.
 */
final class PlainText {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGHS = 0x8080_8080_8080_8080L;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long BLANKS = ONES * ' ';

    private PlainText() {}

    /** The index of the first byte from {@code from} on that does not stand for itself; the length when there is none. */
    static int end(byte[] text, int from) {
        int at = from;
        for (; at <= text.length - Long.BYTES; at += Long.BYTES) {
            long found = special((long) LONGS.get(text, at));
            if (found != 0) {
                return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
        }
        while (at < text.length && !isSpecial(text[at])) {
            at++;
        }
        return at;
    }

    /**
     * The high bit of every byte that is special, and perhaps of bytes above the lowest such one: a borrow runs upwards only. Bytes of
     * 0x80 and more, which are parts of longer characters, are never marked by themselves.
     */
    private static long special(long eight) {
        long quote = eight ^ QUOTES;
        long backslash = eight ^ BACKSLASHES;
        return ((quote - ONES & ~quote) | (backslash - ONES & ~backslash) | (eight - BLANKS & ~eight)) & HIGHS;
    }

    private static boolean isSpecial(byte next) {
        return next == '"' || next == '\\' || (next >= 0 && next < ' ');
    }
}
