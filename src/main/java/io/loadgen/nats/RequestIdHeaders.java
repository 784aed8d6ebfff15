package io.loadgen.nats;

import java.nio.charset.StandardCharsets;

/**
 * The headers of one request: its request id and nothing else, written straight to the client's send buffer. The client's own
 * headers keep two maps, a list and an array for one entry, and are copied once more when they are published.
 *
 * <p>For publishing only: the client asks the headers of a message that it sends for what is overridden here. Immutable.
 */
final class RequestIdHeaders extends io.nats.client.impl.Headers {
    private static final byte[] HEAD =
            ("NATS/1.0\r\n" + io.loadgen.contract.Headers.REQUEST_ID + ":").getBytes(StandardCharsets.US_ASCII);

    private static final byte[] TAIL = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final String requestId;

    /** The headers of a request whose id is of ASCII characters without line breaks. */
    RequestIdHeaders(String requestId) {
        super(null, true);
        this.requestId = requestId;
    }

    @Override
    public int size() {
        return 1;
    }

    @Override
    public boolean isEmpty() {
        return false;
    }

    @Override
    public int serializedLength() {
        return HEAD.length + requestId.length() + TAIL.length;
    }

    @Override
    @SuppressWarnings("deprecation") // the one way to copy a string's characters without an array in between
    public int serializeToArray(int destPosition, byte[] dest) {
        System.arraycopy(HEAD, 0, dest, destPosition, HEAD.length);
        int at = destPosition + HEAD.length;
        requestId.getBytes(0, requestId.length(), dest, at);
        System.arraycopy(TAIL, 0, dest, at + requestId.length(), TAIL.length);
        return serializedLength();
    }
}
