package io.loadgen.contract;

import java.nio.charset.StandardCharsets;

/**
 * Writes the bodies of adds without building trees: one array of the exact size is allocated, nothing else. What a body names
 * is encoded once before: accounts and org ids by {@link #quote}, channels by {@link #channel}.
 *
 * <p>Any thread. Source: chat contract §4.1, §11.1, §11.5.
 */
public final class AddMembersEncoder {
    private static final byte[] USERS_OPEN = utf8(",\"users\":[");
    private static final byte[] USERS_CLOSE = utf8("],\"orgs\":[],\"channels\":[]");
    private static final byte[] ORGS_OPEN = utf8(",\"users\":[],\"orgs\":[");
    private static final byte[] ORGS_CLOSE = utf8("],\"channels\":[]");
    private static final byte[] CHANNELS_OPEN = utf8(",\"users\":[],\"orgs\":[],\"channels\":[");
    private static final byte[] CHANNELS_CLOSE = utf8("]");

    private AddMembersEncoder() {}

    /**
     * Encodes an account or an org id once, for every body it will be in.
     *
     * @param text the account or the org id
     * @return a JSON string with its quotes, escaped as needed, in UTF-8
     */
    public static byte[] quote(String text) {
        return JsonText.quoted(text);
    }

    /**
     * Encodes a channel once, for every body it will be in.
     *
     * @param channel the source room
     * @return a JSON object, in UTF-8
     */
    public static byte[] channel(ChannelRef channel) {
        String roomId = new String(quote(channel.roomId()), StandardCharsets.UTF_8);
        String siteId = new String(quote(channel.siteId()), StandardCharsets.UTF_8);
        return utf8("{\"roomId\":" + roomId + ",\"siteId\":" + siteId + "}");
    }

    /**
     * Writes the body of a request to room-service.
     *
     * @param target made by {@link AddTargetJson#frontdoor}
     * @param shape what the items are
     * @param items accounts and orgs from {@link #quote}, channels from {@link #channel}
     * @param chosen indices of the items to name
     * @param count how many of {@code chosen} to name, 0 or more
     * @return the body, the caller's
     */
    public static byte[] frontdoor(AddTargetJson target, Shape shape, byte[][] items, int[] chosen, int count) {
        if (target.isCanonical()) {
            throw new IllegalArgumentException("the target is one for canonical jobs");
        }
        byte[] body = new byte[length(target, shape, items, chosen, count)];
        write(body, target, shape, items, chosen, count);
        return body;
    }

    /**
     * Writes the body of a canonical job, which names no channels: only room-service expands them.
     *
     * @param target made by {@link AddTargetJson#canonical}
     * @param shape {@link Shape#USERS} or {@link Shape#ORGS}
     * @param items accounts or orgs from {@link #quote}
     * @param chosen indices of the items to name
     * @param count how many of {@code chosen} to name, 0 or more
     * @param timestampMillis when room-service would have accepted it, epoch milliseconds, 0 or more
     * @return the body, the caller's
     */
    public static byte[] canonical(
            AddTargetJson target, Shape shape, byte[][] items, int[] chosen, int count, long timestampMillis) {
        if (!target.isCanonical()) {
            throw new IllegalArgumentException("the target is one for requests to room-service");
        }
        if (shape == Shape.CHANNELS) {
            throw new IllegalArgumentException("a canonical job cannot name channels: only room-service expands them");
        }
        if (timestampMillis < 0) {
            throw new IllegalArgumentException("timestampMillis must be 0 or more, was " + timestampMillis);
        }
        int digits = digits(timestampMillis);
        byte[] body = new byte[length(target, shape, items, chosen, count) + digits + 1];
        int end = write(body, target, shape, items, chosen, count) + digits;
        long rest = timestampMillis;
        for (int at = end - 1; at >= end - digits; at--) {
            body[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        body[end] = '}';
        return body;
    }

    private static int length(AddTargetJson target, Shape shape, byte[][] items, int[] chosen, int count) {
        int length = target.head().length + open(shape).length + close(shape).length + target.tail().length;
        for (int at = 0; at < count; at++) {
            length += items[chosen[at]].length;
        }
        return length + Math.max(0, count - 1);
    }

    private static int write(byte[] body, AddTargetJson target, Shape shape, byte[][] items, int[] chosen, int count) {
        int end = append(body, append(body, 0, target.head()), open(shape));
        for (int at = 0; at < count; at++) {
            if (at > 0) {
                body[end++] = ',';
            }
            end = append(body, end, items[chosen[at]]);
        }
        return append(body, append(body, end, close(shape)), target.tail());
    }

    private static int append(byte[] body, int at, byte[] piece) {
        System.arraycopy(piece, 0, body, at, piece.length);
        return at + piece.length;
    }

    private static byte[] open(Shape shape) {
        return switch (shape) {
            case USERS -> USERS_OPEN;
            case ORGS -> ORGS_OPEN;
            case CHANNELS -> CHANNELS_OPEN;
        };
    }

    private static byte[] close(Shape shape) {
        return switch (shape) {
            case USERS -> USERS_CLOSE;
            case ORGS -> ORGS_CLOSE;
            case CHANNELS -> CHANNELS_CLOSE;
        };
    }

    private static int digits(long number) {
        int digits = 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        return digits;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
