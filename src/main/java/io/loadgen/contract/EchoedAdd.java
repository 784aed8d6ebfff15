package io.loadgen.contract;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What a platform answers that adds everybody, made of nothing but the request: for whoever plays it to himself. Each body has the fields of
 * the platform's own, in its order.
 *
 * <p>Any thread. Arrays are shared, and to be read only. Source: chat contract §4.1, §4.3, §13.3.
 */
public final class EchoedAdd {
    /** The reply of room-service. */
    public static final byte[] REPLY = ascii("{\"status\":\"accepted\"}");

    /** The answer of a stream that stored a job. */
    public static final byte[] ACK = ascii("{\"stream\":\"echo\",\"seq\":1}");

    /** The job result of room-worker. */
    public static final byte[] RESULT = ascii("{\"requestId\":\"00000000-0000-7000-8000-000000000000\","
            + "\"operation\":\"room.member.add\",\"status\":\"ok\",\"roomId\":\"echo\",\"timestamp\":1780000000000}");

    private static final byte[] EVENT_HEAD =
            ascii("{\"type\":\"member_added\",\"roomId\":\"echo\",\"roomName\":\"echo\",\"roomType\":\"channel\",");
    private static final byte[] ACCOUNTS = ascii("\"accounts\":[");
    private static final byte[] MEMBERS = ascii("\"members\":[");
    private static final byte[] EVENT_TAIL =
            ascii("],\"siteId\":\"echo\",\"requesterAccount\":\"echo\",\"joinedAt\":1780000000000,"
                    + "\"timestamp\":1780000000000}");
    private static final byte[] MEMBER_HEAD = ascii("{\"id\":\"echo\",\"type\":\"individual\",\"account\":");
    private static final byte[] MEMBER_TAIL = ascii(",\"engName\":\"echo\",\"sectName\":\"echo\"}");

    private EchoedAdd() {}

    /**
     * The member event of an add by accounts.
     *
     * @param version decides the form
     * @param request from {@link AddMembersEncoder}: its first list are the accounts, which hold neither bracket nor quote
     * @return the event, the caller's
     */
    public static byte[] event(ContractVersion version, byte[] request) {
        int from = indexOf(request, '[', 0) + 1;
        int to = Math.min(indexOf(request, ']', from), request.length);
        ByteArrayOutputStream event = new ByteArrayOutputStream(2 * request.length + EVENT_HEAD.length);
        event.writeBytes(EVENT_HEAD);
        if (version == ContractVersion.C) {
            event.writeBytes(MEMBERS);
            members(request, from, to, event);
        } else {
            event.writeBytes(ACCOUNTS);
            event.write(request, Math.min(from, to), to - Math.min(from, to));
        }
        event.writeBytes(EVENT_TAIL);
        return event.toByteArray();
    }

    /** One object for each quoted account between two places. */
    private static void members(byte[] request, int from, int to, ByteArrayOutputStream event) {
        int open = indexOf(request, '"', from);
        while (open < to) {
            int end = indexOf(request, '"', open + 1) + 1;
            event.writeBytes(MEMBER_HEAD);
            event.write(request, open, Math.min(end, request.length) - open);
            event.writeBytes(MEMBER_TAIL);
            open = indexOf(request, '"', end);
            if (open < to) {
                event.write(',');
            }
        }
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
