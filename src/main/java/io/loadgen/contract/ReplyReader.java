package io.loadgen.contract;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads replies of room-service. Never throws, whatever the bytes.
 *
 * <p>Any thread. Accepting the usual reply allocates nothing. Source: chat contract §4.2.
 */
public final class ReplyReader {
    private static final byte[] ACCEPTED_REPLY = utf8("{\"status\":\"accepted\"}");
    private static final byte[] ACCEPTED = utf8("accepted");
    private static final byte[] STATUS = utf8("status");
    private static final byte[] ERROR = utf8("error");
    private static final byte[] CODE = utf8("code");
    private static final byte[] REASON = utf8("reason");

    private ReplyReader() {}

    /**
     * Whether a reply says that the request was accepted.
     *
     * @param body the reply
     * @return true when it is a well-formed {@code accepted} without an error
     */
    public static boolean isAccepted(byte[] body) {
        return Arrays.equals(body, ACCEPTED_REPLY) || scan(body).isAccepted();
    }

    /**
     * Reads a reply that is not {@link #isAccepted accepted}.
     *
     * @param body the reply
     * @return the refusal; its reason is {@code unreadable} and its text the body when the reply is no error either
     */
    public static Rejection read(byte[] body) {
        Reply reply = scan(body);
        if (!reply.wellFormed || reply.error.isEmpty()) {
            return new Rejection(Reasons.UNREADABLE, ForeignText.capped(body));
        }
        return new Rejection(Reasons.ofReply(reply.reason, reply.code, reply.error), reply.error);
    }

    private static Reply scan(byte[] body) {
        JsonScanner json = new JsonScanner();
        json.reset(body);
        boolean accepted = false;
        String error = "";
        String code = "";
        String reason = "";
        json.enterObject();
        while (json.nextField()) {
            if (json.textIs(STATUS)) {
                accepted = json.nullableString() && json.textIs(ACCEPTED);
            } else if (json.textIs(ERROR)) {
                error = json.nullableString() ? json.text() : "";
            } else if (json.textIs(CODE)) {
                code = json.nullableString() ? json.text() : "";
            } else if (json.textIs(REASON)) {
                reason = json.nullableString() ? json.text() : "";
            } else {
                json.skip();
            }
        }
        return new Reply(json.isComplete(), accepted, error, code, reason);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private record Reply(boolean wellFormed, boolean accepted, String error, String code, String reason) {
        boolean isAccepted() {
            return wellFormed && accepted && error.isEmpty();
        }
    }
}
