package io.loadgen.nats;

import io.loadgen.contract.Headers;

/** The headers of a request on the wire: its request id and nothing else. Any thread. */
final class RequestIdHeaders {
    private static final byte[] HEAD = Lane.ascii("NATS/1.0\r\n" + Headers.REQUEST_ID + ":");
    private static final byte[] TAIL = Lane.ascii("\r\n\r\n");

    private RequestIdHeaders() {}

    /** How long they are. */
    static int length(String requestId) {
        return HEAD.length + requestId.length() + TAIL.length;
    }

    /** Writes those of a request whose id is of ASCII characters without line breaks; where they end. */
    @SuppressWarnings("deprecation") // the one way to copy a string's characters without an array in between
    static int write(String requestId, byte[] into, int at) {
        System.arraycopy(HEAD, 0, into, at, HEAD.length);
        int id = at + HEAD.length;
        requestId.getBytes(0, requestId.length(), into, id);
        int tail = id + requestId.length();
        System.arraycopy(TAIL, 0, into, tail, TAIL.length);
        return tail + TAIL.length;
    }
}
