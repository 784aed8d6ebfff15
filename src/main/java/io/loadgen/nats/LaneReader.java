package io.loadgen.nats;

import io.loadgen.time.NanoClock;
import java.io.IOException;

/**
 * Reads what a server sends, and parts it: the messages of a {@link Lane} are handled where they lie, as many as one read brought, and
 * everything else is passed on to the client byte by byte as it came.
 *
 * <p>How long a message has waited for its handling is reckoned from the reads. After one that left room in the buffer nothing was left to
 * be read, so what the next one brings came since. A read of an encrypted connection ends with a record, whatever is left; there only one
 * that had to wait shows that nothing was.
 *
 * <p>Owned by the thread that reads.
 */
final class LaneReader {
    /** Where bytes come from: as {@link java.io.InputStream#read(byte[], int, int)}. */
    @FunctionalInterface
    interface Source {
        int read(byte[] into, int at, int atMost) throws IOException;
    }

    static final int BUFFER_BYTES = 64 * 1024;

    /** A server takes no larger messages, whatever it is set to; the rest is for the headers of one and its line. */
    private static final int LONGEST_FRAME = 65 * 1024 * 1024;

    /** A read that took as long had to wait. */
    private static final long WAITED_NANOS = 20_000;

    private static final int MOST_WORDS = 6;

    private final Lane lane;
    private final Source source;
    private final NanoClock clock;
    private final IncomingSignal signal = new IncomingSignal();
    private final int[] wordFrom = new int[MOST_WORDS];
    private final int[] wordTo = new int[MOST_WORDS];
    private boolean recordsOnly;
    private byte[] buffer = new byte[BUFFER_BYTES];
    private int from;
    private int to;

    /** Of the frame at hand, how much is still to be passed on. */
    private long passingOn;

    /** How much of the frame at hand must be there before anything can be done with it. */
    private int needed = 1;

    private boolean allRead = true;
    private long behindNanos;
    private long readNanos;

    LaneReader(Lane lane, Source source, NanoClock clock) {
        this.lane = lane;
        this.source = source;
        this.clock = clock;
        this.readNanos = clock.nanoTime();
    }

    /** From now on bytes come in records, of which one read brings one at most. */
    void recordsOnly() {
        recordsOnly = true;
    }

    /** As {@link java.io.InputStream#read(byte[], int, int)}, without the messages of the lane. */
    int read(byte[] into, int at, int atMost) throws IOException {
        int passed;
        do {
            passed = advance(into, at, atMost);
        } while (passed == 0 && fill());
        return passed == 0 ? -1 : passed;
    }

    /** Handles what is in the buffer up to an incomplete frame, or until {@code atMost} bytes are passed on; how many were. */
    private int advance(byte[] into, int at, int atMost) throws IOException {
        int passed = 0;
        while (passed < atMost && from < to) {
            if (passingOn == 0 && !next()) {
                return passed;
            }
            int now = (int) Math.min(passingOn, Math.min(to - from, atMost - passed));
            System.arraycopy(buffer, from, into, at + passed, now);
            from += now;
            passed += now;
            passingOn -= now;
        }
        return passed;
    }

    /** Begins the next frame: handles it, or finds how much of it is to be passed on. False if too little of it is there. */
    private boolean next() throws IOException {
        int end = lineEnd();
        if (end < 0) {
            needed = to - from + 1;
            return false;
        }
        int words = isMessage(end) ? words(end) : 0;
        int lineBytes = end + 1 - from;
        if (words == 0) {
            passingOn = lineBytes;
            return true;
        }
        int size = number(words - 1);
        int total = lineBytes + size + 2;
        if (!Lane.isOwn(buffer, wordFrom[2])) {
            passingOn = total;
            return true;
        }
        if (to - from < total) {
            needed = total;
            return false;
        }
        handle(words, end + 1, size);
        from += total;
        return true;
    }

    private void handle(int words, int payload, int size) throws IOException {
        boolean headed = wordTo[0] - wordFrom[0] == 4;
        int headers = headed ? number(words - 2) : 0;
        if (headers > size) {
            throw new IOException("Headers of " + headers + " bytes in a message of " + size);
        }
        signal.subject(buffer, wordFrom[1], wordTo[1]);
        signal.payload(payload, payload + headers, payload + size);
        signal.behind(behindNanos + clock.nanoTime() - readNanos);
        lane.handle(number(wordFrom[2] + 1, wordTo[2]), signal);
    }

    /** Where the line feed of the line at hand is, or -1. */
    private int lineEnd() {
        for (int at = from; at < to; at++) {
            if (buffer[at] == '\n') {
                return at;
            }
        }
        return -1;
    }

    /** {@code MSG} or {@code HMSG}, in whatever case. */
    private boolean isMessage(int end) {
        int at = (buffer[from] | 0x20) == 'h' ? from + 1 : from;
        return end - at > 3
                && (buffer[at] | 0x20) == 'm'
                && (buffer[at + 1] | 0x20) == 's'
                && (buffer[at + 2] | 0x20) == 'g'
                && isBlank(buffer[at + 3]);
    }

    /** Finds the words of the line at hand: what it is, subject, sid, perhaps where to reply, perhaps headers' size, size. */
    private int words(int end) throws IOException {
        int words = 0;
        int at = from;
        while (at < end) {
            while (at < end && isBlank(buffer[at])) {
                at++;
            }
            if (at == end) {
                break;
            }
            if (words == MOST_WORDS) {
                throw new IOException("A message with more than " + MOST_WORDS + " words in its line");
            }
            wordFrom[words] = at;
            while (at < end && !isBlank(buffer[at])) {
                at++;
            }
            wordTo[words++] = at;
        }
        if (words < 4) {
            throw new IOException("A message with " + words + " words in its line");
        }
        return words;
    }

    private static boolean isBlank(byte letter) {
        return letter == ' ' || letter == '\t' || letter == '\r';
    }

    private int number(int word) throws IOException {
        return number(wordFrom[word], wordTo[word]);
    }

    private int number(int numberFrom, int numberTo) throws IOException {
        long number = 0;
        for (int at = numberFrom; at < numberTo; at++) {
            int digit = buffer[at] - '0';
            if (digit < 0 || digit > 9 || number > LONGEST_FRAME) {
                throw new IOException("A number of a message's line must be 0 to " + LONGEST_FRAME);
            }
            number = number * 10 + digit;
        }
        if (number > LONGEST_FRAME) {
            throw new IOException("A number of a message's line must be 0 to " + LONGEST_FRAME + ", was " + number);
        }
        return (int) number;
    }

    /** Waits for more bytes; false when there are no more. */
    private boolean fill() throws IOException {
        makeRoom();
        long askedNanos = clock.nanoTime();
        int read = source.read(buffer, to, buffer.length - to);
        long cameNanos = clock.nanoTime();
        behindNanos = allRead ? askedNanos - readNanos : behindNanos + cameNanos - readNanos;
        readNanos = cameNanos;
        allRead = recordsOnly ? cameNanos - askedNanos >= WAITED_NANOS : read < buffer.length - to;
        to += Math.max(0, read);
        return read >= 0;
    }

    private void makeRoom() throws IOException {
        if (needed > LONGEST_FRAME) {
            throw new IOException("A frame must be of " + LONGEST_FRAME + " bytes at most");
        }
        byte[] larger = needed > buffer.length ? new byte[Math.max(needed, 2 * buffer.length)] : buffer;
        System.arraycopy(buffer, from, larger, 0, to - from);
        buffer = larger;
        to -= from;
        from = 0;
        needed = 1;
    }
}
