package io.loadgen.contract;

/**
 * Writes the bodies of adds of shape {@code users} without building trees: one array of the exact size is allocated, nothing
 * else.
 *
 * <p>Any thread. Source: chat contract §4.1, §11.1, §11.5.
 */
public final class AddMembersEncoder {
    private AddMembersEncoder() {}

    /**
     * Encodes an account once, for every body it will be in.
     *
     * @param account the account
     * @return a JSON string with its quotes, escaped as needed, in UTF-8
     */
    public static byte[] quote(String account) {
        return JsonText.quoted(account);
    }

    /**
     * Writes the body of a request to room-service.
     *
     * @param target made by {@link AddTargetJson#frontdoor}
     * @param quotedAccounts accounts, each from {@link #quote}
     * @param from index of the first account to add
     * @param count how many to add, 0 or more
     * @return the body, the caller's
     */
    public static byte[] frontdoor(AddTargetJson target, byte[][] quotedAccounts, int from, int count) {
        if (target.isCanonical()) {
            throw new IllegalArgumentException("the target is one for canonical jobs");
        }
        byte[] body = new byte[length(target, quotedAccounts, from, count)];
        write(body, target, quotedAccounts, from, count);
        return body;
    }

    /**
     * Writes the body of a canonical job.
     *
     * @param target made by {@link AddTargetJson#canonical}
     * @param quotedAccounts accounts, each from {@link #quote}
     * @param from index of the first account to add
     * @param count how many to add, 0 or more
     * @param timestampMillis when room-service would have accepted it, epoch milliseconds, 0 or more
     * @return the body, the caller's
     */
    public static byte[] canonical(
            AddTargetJson target, byte[][] quotedAccounts, int from, int count, long timestampMillis) {
        if (!target.isCanonical()) {
            throw new IllegalArgumentException("the target is one for requests to room-service");
        }
        if (timestampMillis < 0) {
            throw new IllegalArgumentException("timestampMillis must be 0 or more, was " + timestampMillis);
        }
        int digits = digits(timestampMillis);
        byte[] body = new byte[length(target, quotedAccounts, from, count) + digits + 1];
        int end = write(body, target, quotedAccounts, from, count) + digits;
        long rest = timestampMillis;
        for (int at = end - 1; at >= end - digits; at--) {
            body[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        body[end] = '}';
        return body;
    }

    private static int length(AddTargetJson target, byte[][] quotedAccounts, int from, int count) {
        int length = target.head().length + target.tail().length + Math.max(0, count - 1);
        for (int at = from; at < from + count; at++) {
            length += quotedAccounts[at].length;
        }
        return length;
    }

    private static int write(byte[] body, AddTargetJson target, byte[][] quotedAccounts, int from, int count) {
        int end = append(body, 0, target.head());
        for (int at = from; at < from + count; at++) {
            if (at > from) {
                body[end++] = ',';
            }
            end = append(body, end, quotedAccounts[at]);
        }
        return append(body, end, target.tail());
    }

    private static int append(byte[] body, int at, byte[] piece) {
        System.arraycopy(piece, 0, body, at, piece.length);
        return at + piece.length;
    }

    private static int digits(long number) {
        int digits = 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        return digits;
    }
}
