package io.loadgen.contract;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a platform would answer that adds everybody, made of nothing but the request: for whoever plays it to himself. The event has what
 * correlation reads, and no more.
 *
 * <p>Any thread. Arrays are shared, and to be read only.
 */
public final class EchoedAdd {
    /** The reply of room-service. */
    public static final byte[] REPLY = ascii("{\"status\":\"accepted\"}");

    /** The job result of room-worker. */
    public static final byte[] RESULT = ascii("{\"operation\":\"room.member.add\",\"status\":\"ok\"}");

    private static final byte[] EVENT_HEAD = ascii("{\"type\":\"member_added\",\"accounts\":");
    private static final byte[] NOBODY = ascii("{\"type\":\"member_added\",\"accounts\":[]}");

    private EchoedAdd() {}

    /**
     * The member event of an add by accounts, of either form.
     *
     * @param request from {@link AddMembersEncoder}: its first list are the accounts, which hold no bracket
     * @return the event, the caller's
     */
    public static byte[] event(byte[] request) {
        int from = indexOf(request, '[', 0);
        int end = indexOf(request, ']', from) + 1;
        if (end > request.length) {
            return NOBODY.clone();
        }
        byte[] event = Arrays.copyOf(EVENT_HEAD, EVENT_HEAD.length + end - from + 1);
        System.arraycopy(request, from, event, EVENT_HEAD.length, end - from);
        event[event.length - 1] = '}';
        return event;
    }

    private static int indexOf(byte[] bytes, char wanted, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] != wanted) {
            at++;
        }
        return at;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
