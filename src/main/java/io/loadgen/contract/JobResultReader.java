package io.loadgen.contract;

import java.nio.charset.StandardCharsets;

/**
 * Reads async job results of adds. Never throws, whatever the bytes.
 *
 * <p>Owned by one thread; reusable, each {@link #read} replaces what the one before it found. Reading {@code ok} allocates
 * nothing. Source: chat contract §4.4.
 */
public final class JobResultReader {
    private static final byte[] OPERATION = utf8("operation");
    private static final byte[] MEMBER_ADD = utf8("room.member.add");
    private static final byte[] STATUS = utf8("status");
    private static final byte[] OK = utf8("ok");
    private static final byte[] ERROR = utf8("error");
    private static final byte[] CODE = utf8("code");
    private static final byte[] REASON = utf8("reason");

    private final JsonScanner json = new JsonScanner();
    private boolean ok;
    private String error = "";
    private String code = "";
    private String reason = "";

    /** A reader that has read nothing. */
    public JobResultReader() {}

    /**
     * Reads a result.
     *
     * @param body the result; not kept
     * @return whether it is a well-formed result of an add; when it is not, the other methods mean nothing
     */
    public boolean read(byte[] body) {
        boolean memberAdd = false;
        boolean statusSeen = false;
        ok = false;
        error = "";
        code = "";
        reason = "";
        json.reset(body);
        json.enterObject();
        while (json.nextField()) {
            if (json.textIs(OPERATION)) {
                memberAdd = json.nullableString() && json.textIs(MEMBER_ADD);
            } else if (json.textIs(STATUS)) {
                ok = json.nullableString() && json.textIs(OK);
                statusSeen = true;
            } else if (json.textIs(ERROR)) {
                error = text();
            } else if (json.textIs(CODE)) {
                code = text();
            } else if (json.textIs(REASON)) {
                reason = text();
            } else {
                json.skip();
            }
        }
        return json.isComplete() && memberAdd && statusSeen;
    }

    private String text() {
        return json.nullableString() && json.textLength() > 0 ? json.text() : "";
    }

    /** Whether the job ended well: false means {@link #error()} tells why. */
    public boolean isOk() {
        return ok;
    }

    /** Why the job failed: the failure; nothing meaningful when the result {@link #isOk()}. */
    public WorkerError error() {
        return new WorkerError(Reasons.ofResult(reason, code, error), error, Reasons.isTransient(error));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
