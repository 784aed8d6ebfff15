package io.loadgen.result;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Numbers in few bytes, small ones in one: seven bits a byte, the lowest first. Decimals of up to three places, which is what times are
 * rounded to, are kept as thousandths, others as they are. One thread at a time.
 */
final class PackedNumbers {
    private static final int MORE = 0x80;
    private static final int BITS = 7;
    private static final double THOUSANDTHS = 1e3;

    /** What can be told from its neighbours as a thousandth, and leaves a bit. */
    private static final double MOST_THOUSANDTHS = 1L << 52;

    private byte[] bytes = new byte[1 << 10];
    private int length;

    int length() {
        return length;
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    void number(long number) {
        if (length + Long.BYTES + 2 > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        // The sign goes to the lowest bit: what is near 0 is small.
        long left = (number << 1) ^ (number >> (Long.SIZE - 1));
        for (; (left & ~(MORE - 1)) != 0; left >>>= BITS) {
            bytes[length++] = (byte) (left | MORE);
        }
        bytes[length++] = (byte) left;
    }

    void numberOrNull(@Nullable Long number) {
        number(number == null ? 0 : 1);
        if (number != null) {
            number(number);
        }
    }

    void decimal(double decimal) {
        double thousandths = Math.rint(decimal * THOUSANDTHS);
        if (Math.abs(thousandths) < MOST_THOUSANDTHS && thousandths / THOUSANDTHS == decimal) {
            number((long) thousandths << 1);
        } else {
            number(1);
            number(Double.doubleToRawLongBits(decimal));
        }
    }

    void decimalOrNull(@Nullable Double decimal) {
        number(decimal == null ? 0 : 1);
        if (decimal != null) {
            decimal(decimal);
        }
    }

    /** Reads them in the order in which they were written. */
    static final class Reader {
        private final byte[] bytes;
        private int at;

        Reader(byte[] bytes, int from) {
            this.bytes = bytes;
            this.at = from;
        }

        long number() {
            long folded = 0;
            int shift = 0;
            byte next;
            do {
                next = bytes[at++];
                folded |= (long) (next & MORE - 1) << shift;
                shift += BITS;
            } while ((next & MORE) != 0);
            return (folded >>> 1) ^ -(folded & 1);
        }

        @Nullable
        Long numberOrNull() {
            return number() == 0 ? null : (Long) number();
        }

        double decimal() {
            long number = number();
            return number == 1 ? Double.longBitsToDouble(number()) : (number >> 1) / THOUSANDTHS;
        }

        @Nullable
        Double decimalOrNull() {
            return number() == 0 ? null : (Double) decimal();
        }
    }
}
