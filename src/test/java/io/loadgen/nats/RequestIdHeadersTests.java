package io.loadgen.nats;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.contract.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RequestIdHeadersTests {
    private static final String ID = "01970a4f-8c2d-8c9a-abcd-e0123456789f";

    /** The client's own headers are the measure: a receiver must not be able to tell which were sent. */
    @Test
    void theyAreOnTheWireWhatTheClientsOwnWouldBe() {
        io.nats.client.impl.Headers own = new io.nats.client.impl.Headers();
        own.put(Headers.REQUEST_ID, ID);
        byte[] buffer = new byte[200];
        int end = RequestIdHeaders.write(ID, buffer, 50);

        assertThat(Arrays.copyOfRange(buffer, 50, end)).isEqualTo(own.getSerialized());
        assertThat(end - 50).isEqualTo(RequestIdHeaders.length(ID));
        assertThat(new String(buffer, 50, end - 50, StandardCharsets.US_ASCII))
                .isEqualTo("NATS/1.0\r\nX-Request-ID:" + ID + "\r\n\r\n");
        assertThat(buffer[49]).isZero();
        assertThat(buffer[end]).isZero();
    }
}
