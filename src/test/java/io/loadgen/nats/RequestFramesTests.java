package io.loadgen.nats;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.nats.RequestFrames.Echo;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestFramesTests {
    private static final String ID = "01970a4f-8c2d-8c9a-abcd-e0123456789f";
    private static final String HEADERS = "NATS/1.0\r\nX-Request-ID:" + ID + "\r\n\r\n";

    private final ReplySubjects replies = new ReplySubjects(NatsAccount.USUAL);
    private final RequestFrames frames = new RequestFrames(List.of("room.one", "room.two"), replies, List.of());

    @Test
    void requestsLieOneBehindTheOtherAsTheServerReadsThem() {
        frames.add(1, 32, ID, bytes("{}"));
        frames.add(0, 0, ID, new byte[0]);

        assertThat(text())
                .isEqualTo("HPUB room.two " + replies.prefix() + "0000000000010 63 65\r\n" + HEADERS + "{}\r\n"
                        + "HPUB room.one " + replies.prefix() + "0000000000000 63 63\r\n" + HEADERS + "\r\n");
        frames.clear();
        assertThat(frames.length()).isZero();
    }

    @Test
    void oneThatIsLargerThanTheBufferMakesRoom() {
        String body = "x".repeat(5 * RequestFrames.FULL_BYTES);
        frames.add(0, 1, ID, bytes(body));
        frames.add(0, 2, ID, bytes("y"));

        assertThat(text()).contains(" 63 " + (63 + body.length()) + "\r\n" + HEADERS + body + "\r\nHPUB room.one ");
        assertThat(text()).endsWith(HEADERS + "y\r\n");
    }

    @Test
    void echoesFollowEachRequest() {
        RequestFrames echoed = new RequestFrames(
                List.of("room"),
                replies,
                List.of(Echo.reply(replies, bytes("{}")), Echo.message("events", request -> bytes("[]"))));
        echoed.add(0, 32, ID, bytes("x"));

        assertThat(new String(echoed.bytes(), 0, echoed.length(), StandardCharsets.US_ASCII))
                .isEqualTo("HPUB room " + replies.prefix() + "0000000000010 63 64\r\n" + HEADERS + "x\r\n"
                        + "PUB " + replies.prefix() + "0000000000010 2\r\n{}\r\n"
                        + "HPUB events 63 65\r\n" + HEADERS + "[]\r\n");
    }

    private String text() {
        return new String(frames.bytes(), 0, frames.length(), StandardCharsets.US_ASCII);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
