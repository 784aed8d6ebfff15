package io.loadgen.injection;

/** What came back for a request. */
public sealed interface Answer {
    /**
     * Somebody replied.
     *
     * @param body the reply
     * @param nanos how long it took
     */
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record Replied(byte[] body, long nanos) implements Answer {}

    /**
     * The server said that nobody listens there.
     *
     * @param nanos how long it took
     */
    record NobodyListens(long nanos) implements Answer {}

    /**
     * The server does not permit the request.
     *
     * @param missing the right that it takes
     */
    record NotPermitted(MissingRight missing) implements Answer {}

    /** Nothing came within the time, neither a reply nor the server's word that nobody listens. */
    record Silence() implements Answer {}
}
