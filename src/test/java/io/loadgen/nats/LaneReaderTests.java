package io.loadgen.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadgen.time.FakeClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaneReaderTests {
    private static final long MICRO = 1_000;
    private static final byte[] REQUEST_ID = Lane.ascii("X-Request-ID");
    private static final String INFO = "INFO {\"max_payload\":1048576}\r\n";

    private final List<String> handled = new ArrayList<>();
    private final List<Long> behind = new ArrayList<>();
    private final List<byte[]> reads = new ArrayList<>();
    private final FakeClock clock = new FakeClock();
    private final Lane lane = new Lane();
    private final LaneReader reader = new LaneReader(lane, this::arrive, clock);
    private long eachReadTakes;
    private long eachSignalTakes;

    LaneReaderTests() throws IOException {
        lane.subscribe("one", signal -> handle("one", signal));
        lane.subscribe("two", signal -> handle("two", signal));
    }

    @Test
    void messagesOfTheLaneAreHandledAndTheRestIsTheClients() throws Exception {
        arrives(INFO + message("L1", "hello") + "PING\r\n" + message("7", "MSG x L1 1\r\n") + message("L2", "")
                + "-ERR 'MSG'\r\nPONG\r\n");

        assertThat(passed()).isEqualTo(INFO + "PING\r\n" + message("7", "MSG x L1 1\r\n") + "-ERR 'MSG'\r\nPONG\r\n");
        assertThat(handled).containsExactly("one a.b hello", "two a.b ");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 1_000_000})
    void itIsAllOneHowTheBytesComeInPieces(int piece) throws Exception {
        Random random = new Random(42);
        StringBuilder all = new StringBuilder(INFO);
        StringBuilder foreign = new StringBuilder(INFO);
        List<String> own = new ArrayList<>();
        for (int at = 0; at < 300; at++) {
            String body = "x\r\n".repeat(random.nextInt(40));
            if (random.nextBoolean()) {
                all.append(headed("L2", "X-Request-ID: id" + at, body));
                own.add("two a.b id" + at + " " + body);
            } else {
                String other = message(Integer.toString(random.nextInt(100)), body);
                all.append(other);
                foreign.append(other);
            }
        }
        byte[] bytes = all.toString().getBytes(StandardCharsets.US_ASCII);
        for (int from = 0; from < bytes.length; from += piece) {
            reads.add(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + piece)));
        }

        assertThat(passed()).isEqualTo(foreign.toString());
        assertThat(handled).containsExactlyElementsOf(own);
    }

    @Test
    void aMessageLargerThanTheBufferIsHandledAsOneAndAnotherIsPassedOn() throws Exception {
        String large = "x".repeat(3 * LaneReader.BUFFER_BYTES);
        arrives(message("L1", large) + message("9", large) + message("L1", "small"));

        assertThat(passed()).isEqualTo(message("9", large));
        assertThat(handled).containsExactly("one a.b " + large, "one a.b small");
    }

    @Test
    void headersAreFoundByTheirName() throws Exception {
        arrives(headed(
                "L1", "X-Request-IDs: no\r\nx-request-id: no\r\nX-Request-ID:  yes \r\nX-Request-ID: second", "b"));
        arrives(headed("L1", "Other: X-Request-ID: no", "b"));
        arrives(headed("L1", "X-Request-ID:", "b"));

        passed();
        assertThat(handled).containsExactly("one a.b yes b", "one a.b b", "one a.b  b");
    }

    @Test
    void theServersWordThatNobodyListensIsAStatus() throws Exception {
        List<Integer> statuses = new ArrayList<>();
        lane.subscribe("three", signal -> statuses.add(signal.status()));
        arrives("HMSG a.b L3 16 16\r\nNATS/1.0 503\r\n\r\n\r\n");
        arrives(headed("L3", "Status: 503", "b") + message("L3", "NATS/1.0 503"));

        passed();
        assertThat(statuses).containsExactly(503, IncomingSignal.NO_STATUS, IncomingSignal.NO_STATUS);
    }

    @Test
    void whatComesForASubscriptionThatHasEndedIsNobodys() throws Exception {
        Lane.Subscription third = lane.subscribe("three", signal -> handle("three", signal));
        lane.unsubscribe(third);
        arrives(message("L3", "late") + message("L99", "none") + "PING\r\n");

        assertThat(passed()).isEqualTo("PING\r\n");
        assertThat(handled).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MSG a.b L1 x\r\n",
                "MSG a.b L1 99999999999\r\n",
                "MSG a.b 5\r\n",
                "HMSG a.b L1 9 4\r\nhell\r\n",
                "MSG a b c d e f 5\r\n"
            })
    void whatIsNoMessageEndsTheConnection(String line) {
        arrives(line);

        assertThatThrownBy(this::passed).isInstanceOf(IOException.class);
    }

    @Test
    void aMessageWaitedSinceTheReadBeforeAndBehindThoseThatCameWithIt() throws Exception {
        eachSignalTakes = 100 * MICRO;
        eachReadTakes = MICRO;
        arrives(message("L1", "a") + message("L1", "b"));
        arrives(message("L1", "c") + message("L1", "d"));

        passed();
        // The first came in the read; the second waited for it; the third may have come while both were handled.
        assertThat(behind).containsExactly(0L, 100 * MICRO, 200 * MICRO, 300 * MICRO);
    }

    @Test
    void whileReadsLeaveSomethingBehindTheWaitGoesOn() throws Exception {
        eachSignalTakes = 50 * MICRO;
        String filled = message(
                "L1", "x".repeat(LaneReader.BUFFER_BYTES - message("L1", "").length() - 4));
        arrives(filled);
        arrives(filled);
        arrives(message("L1", "last"));
        arrives(message("L1", "alone"));

        passed();
        assertThat(behind).containsExactly(0L, 50 * MICRO, 100 * MICRO, 50 * MICRO);
    }

    @Test
    void ofRecordsOnlyAReadThatHadToWaitShowsThatNothingWasLeft() throws Exception {
        reader.recordsOnly();
        eachSignalTakes = 50 * MICRO;
        arrives(message("L1", "a"));
        arrives(message("L1", "b"));
        arrives(message("L1", "c"));
        passed();
        assertThat(behind).containsExactly(0L, 50 * MICRO, 100 * MICRO);

        behind.clear();
        eachReadTakes = 30 * MICRO;
        arrives(message("L1", "d"));
        arrives(message("L1", "e"));
        passed();
        assertThat(behind).endsWith(50 * MICRO);
    }

    private void handle(String who, IncomingSignal signal) {
        String subject = new String(
                signal.bytes(),
                signal.subjectFrom(),
                signal.subjectTo() - signal.subjectFrom(),
                StandardCharsets.US_ASCII);
        String id = signal.header(REQUEST_ID);
        handled.add(who + " " + subject + " " + (id == null ? "" : id + " ")
                + new String(signal.body(), StandardCharsets.US_ASCII));
        behind.add(signal.behindNanos());
        clock.advance(eachSignalTakes);
    }

    private static String message(String sid, String body) {
        return "MSG a.b " + sid + " " + body.length() + "\r\n" + body + "\r\n";
    }

    private static String headed(String sid, String headers, String body) {
        String block = "NATS/1.0\r\n" + headers + "\r\n\r\n";
        return "HMSG a.b " + sid + " reply.to " + block.length() + " " + (block.length() + body.length()) + "\r\n"
                + block + body + "\r\n";
    }

    private void arrives(String bytes) {
        reads.add(bytes.getBytes(StandardCharsets.US_ASCII));
    }

    /** One read brings what one call of {@link #arrives} said, or as much of it as there is room for. */
    private int arrive(byte[] into, int at, int atMost) {
        if (reads.isEmpty()) {
            return -1;
        }
        clock.advance(eachReadTakes);
        byte[] next = reads.removeFirst();
        int length = Math.min(next.length, atMost);
        System.arraycopy(next, 0, into, at, length);
        if (length < next.length) {
            reads.addFirst(Arrays.copyOfRange(next, length, next.length));
        }
        return length;
    }

    /** Reads to the end, in pieces of a size of the client's own. */
    private String passed() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[100];
        for (int read = reader.read(buffer, 3, 90); read >= 0; read = reader.read(buffer, 3, 90)) {
            all.write(buffer, 3, read);
        }
        return all.toString(StandardCharsets.US_ASCII);
    }
}
