package io.loadgen.nats;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.contract.Headers;
import org.junit.jupiter.api.Test;

class RequestIdHeadersTests {
    private static final String ID = "01970a4f-8c2d-8c9a-abcd-e0123456789f";

    /** The client's own headers are the measure: a receiver must not be able to tell which were sent. */
    @Test
    void theyAreOnTheWireWhatTheClientsOwnWouldBe() {
        io.nats.client.impl.Headers own = new io.nats.client.impl.Headers();
        own.put(Headers.REQUEST_ID, ID);
        RequestIdHeaders headers = new RequestIdHeaders(ID);

        assertThat(headers.getSerialized()).isEqualTo(own.getSerialized());
        assertThat(headers.serializedLength()).isEqualTo(own.serializedLength());
        assertThat(headers.isEmpty()).isFalse();
        assertThat(headers.size()).isEqualTo(1);
        assertThat(headers.isReadOnly()).as("not copied when published").isTrue();
    }

    @Test
    void theyAreWrittenWhereTheClientWantsThem() {
        byte[] buffer = new byte[200];
        int length = new RequestIdHeaders(ID).serializeToArray(50, buffer);

        assertThat(new String(buffer, 50, length, java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("NATS/1.0\r\nX-Request-ID:" + ID + "\r\n\r\n");
        assertThat(buffer[49]).isZero();
        assertThat(buffer[50 + length]).isZero();
    }
}
