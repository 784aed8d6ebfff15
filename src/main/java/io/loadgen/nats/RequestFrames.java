package io.loadgen.nats;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Requests as the server reads them, one behind the other until they are written to the socket together. Every request has its id as its
 * only header, and a reply subject of its own.
 *
 * <p>Owned by the thread that sends. Allocates nothing once it has its size.
 */
final class RequestFrames {
    /** Written to the socket at the latest when there is as much. */
    static final int FULL_BYTES = 64 * 1024;

    private static final int ROOM_BYTES = 4 * 1024;
    private static final int LONGEST_NUMBER = 10;

    /** Of a line and its ends, without subjects: digits of a key, blanks, two numbers, four ends. */
    private static final int BESIDE_BYTES = 64;

    /** What the line of a request begins with, up to the key: one for each target. */
    private final byte[][] lines;

    /** None where somebody else answers. */
    private final Echo[] echoes;

    private final byte[] number = new byte[LONGEST_NUMBER];
    private byte[] buffer = new byte[FULL_BYTES + ROOM_BYTES];
    private int length;

    /** Frames to these subjects, which have neither blanks nor line breaks; each is followed by its echoes. */
    RequestFrames(List<String> subjects, ReplySubjects replies, List<Echo> echoes) {
        lines = subjects.stream()
                .map(subject -> Lane.ascii("HPUB " + subject + " " + replies.prefix()))
                .toArray(byte[][]::new);
        this.echoes = echoes.toArray(Echo[]::new);
    }

    /** Adds one. */
    void add(int target, long key, String requestId, byte[] body) {
        write(lines[target], true, true, key, requestId, body);
        for (Echo echo : echoes) {
            write(
                    echo.line(),
                    echo.keyed(),
                    echo.headed(),
                    key,
                    requestId,
                    echo.body().apply(body));
        }
    }

    private void write(byte[] line, boolean keyed, boolean headed, long key, String requestId, byte[] body) {
        int headers = headed ? RequestIdHeaders.length(requestId) : 0;
        makeRoom(line.length + headers + body.length + BESIDE_BYTES);
        System.arraycopy(line, 0, buffer, length, line.length);
        int at = length + line.length;
        if (keyed) {
            at = ReplySubjects.write(key, buffer, at);
        }
        buffer[at++] = ' ';
        if (headed) {
            at = writeNumber(headers, at);
            buffer[at++] = ' ';
        }
        at = lineEnd(writeNumber(headers + body.length, at));
        if (headed) {
            at = RequestIdHeaders.write(requestId, buffer, at);
        }
        System.arraycopy(body, 0, buffer, at, body.length);
        length = lineEnd(at + body.length);
    }

    private void makeRoom(int bytes) {
        if (buffer.length - length < bytes) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, length + bytes));
        }
    }

    private int writeNumber(int value, int at) {
        int digits = 0;
        int rest = value;
        do {
            number[digits++] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        for (int digit = 0; digit < digits; digit++) {
            buffer[at + digit] = number[digits - 1 - digit];
        }
        return at + digits;
    }

    private int lineEnd(int at) {
        buffer[at] = '\r';
        buffer[at + 1] = '\n';
        return at + 2;
    }

    /** What is to be written, from the beginning to {@link #length}. */
    byte[] bytes() {
        return buffer;
    }

    int length() {
        return length;
    }

    /** They have been written. */
    void clear() {
        length = 0;
    }

    /**
     * A message that follows each request.
     *
     * @param line what its line begins with, up to the key or the sizes
     * @param keyed whether the key of the request ends its subject
     * @param headed whether it bears the id of the request
     * @param body made of that of the request
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Echo(byte[] line, boolean keyed, boolean headed, UnaryOperator<byte[]> body) {
        /** To where the reply to the request is to come. */
        static Echo reply(ReplySubjects replies, byte[] body) {
            return new Echo(Lane.ascii("PUB " + replies.prefix()), true, false, request -> body);
        }

        /** To a subject of its own. */
        static Echo message(String subject, UnaryOperator<byte[]> body) {
            return new Echo(Lane.ascii("HPUB " + subject), false, true, body);
        }
    }
}
