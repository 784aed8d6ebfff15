package io.loadgen.nats;

import java.util.Arrays;

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

    private final byte[] number = new byte[LONGEST_NUMBER];
    private byte[] buffer = new byte[FULL_BYTES + ROOM_BYTES];
    private int length;

    /** Frames to these subjects, which have neither blanks nor line breaks. */
    RequestFrames(String[] subjects, ReplySubjects replies) {
        lines = Arrays.stream(subjects)
                .map(subject -> Lane.ascii("HPUB " + subject + " " + replies.prefix()))
                .toArray(byte[][]::new);
    }

    /** Adds one. */
    void add(int target, long key, String requestId, byte[] body) {
        byte[] line = lines[target];
        int headers = RequestIdHeaders.length(requestId);
        makeRoom(line.length + headers + body.length + BESIDE_BYTES);
        System.arraycopy(line, 0, buffer, length, line.length);
        int at = ReplySubjects.write(key, buffer, length + line.length);
        buffer[at++] = ' ';
        at = writeNumber(headers, at);
        buffer[at++] = ' ';
        at = lineEnd(writeNumber(headers + body.length, at));
        at = RequestIdHeaders.write(requestId, buffer, at);
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
}
