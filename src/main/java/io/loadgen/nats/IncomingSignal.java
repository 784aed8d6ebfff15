package io.loadgen.nats;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The message that a {@link LaneReader} is at, where it lies in the reader's buffer: nothing of it is copied but what is asked for.
 *
 * <p>Owned by the thread that reads, and only good while a handler is called with it.
 */
final class IncomingSignal {
    /** The status of a message without one. */
    static final int NO_STATUS = 0;

    /** Bodies up to this length are copied into arrays that are used again, one for each length that comes. */
    private static final int LONGEST_KEPT = 2048;

    private static final byte[] VERSION = "NATS/1.0".getBytes(StandardCharsets.US_ASCII);

    private final byte[][] bodies = new byte[LONGEST_KEPT + 1][];

    private byte[] bytes = {};
    private int subjectFrom;
    private int subjectTo;
    private int headersFrom;
    private int bodyFrom;
    private int bodyTo;
    private long behindNanos;

    void subject(byte[] buffer, int from, int to) {
        bytes = buffer;
        subjectFrom = from;
        subjectTo = to;
    }

    /** What follows the line: headers from {@code headers}, empty where there are none, the body from {@code body} to {@code end}. */
    void payload(int headers, int body, int end) {
        headersFrom = headers;
        bodyFrom = body;
        bodyTo = end;
    }

    void behind(long nanos) {
        behindNanos = nanos;
    }

    /** The buffer that it lies in; see {@link #subjectFrom} and {@link #subjectTo}. */
    byte[] bytes() {
        return bytes;
    }

    int subjectFrom() {
        return subjectFrom;
    }

    int subjectTo() {
        return subjectTo;
    }

    /** How long it has waited for its handling at most, since it had reached this machine; nanoseconds. */
    long behindNanos() {
        return behindNanos;
    }

    /** The body, to be read while the handler is called: the array is used again for the next of that length. */
    byte[] body() {
        int length = bodyTo - bodyFrom;
        byte[] body = length > LONGEST_KEPT ? new byte[length] : kept(length);
        System.arraycopy(bytes, bodyFrom, body, 0, length);
        return body;
    }

    private byte[] kept(int length) {
        byte[] body = bodies[length];
        if (body == null) {
            body = new byte[length];
            bodies[length] = body;
        }
        return body;
    }

    /** The status that the server gave it instead of a body, such as 503 for nobody who listens, or {@link #NO_STATUS}. */
    int status() {
        int at = headersFrom + VERSION.length;
        if (at + 4 > bodyFrom || bytes[at] != ' ') {
            return NO_STATUS;
        }
        int status = 0;
        for (int digit = at + 1; digit <= at + 3; digit++) {
            if (bytes[digit] < '0' || bytes[digit] > '9') {
                return NO_STATUS;
            }
            status = status * 10 + bytes[digit] - '0';
        }
        return status;
    }

    /** The first value of a header without the blanks around it, null where there is none. */
    @Nullable
    String header(byte[] name) {
        int line = nextLine(headersFrom);
        while (line < bodyFrom) {
            int next = nextLine(line);
            int colon = line + name.length;
            if (colon < next && bytes[colon] == ':' && Arrays.equals(name, 0, name.length, bytes, line, colon)) {
                return text(colon + 1, next);
            }
            line = next;
        }
        return null;
    }

    private String text(int first, int end) {
        int textFrom = first;
        while (textFrom < end && bytes[textFrom] <= ' ' && bytes[textFrom] >= 0) {
            textFrom++;
        }
        int textTo = end;
        while (textTo > textFrom && bytes[textTo - 1] <= ' ' && bytes[textTo - 1] >= 0) {
            textTo--;
        }
        return new String(bytes, textFrom, textTo - textFrom, StandardCharsets.UTF_8);
    }

    private int nextLine(int from) {
        int at = from;
        while (at < bodyFrom && bytes[at] != '\n') {
            at++;
        }
        return at + 1;
    }
}
