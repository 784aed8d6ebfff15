package io.loadgen.result;

/** A stretch of a request's way between two moments that are seen from outside. */
public enum Stage {
    /** Request to the canonical message on its stream subject: room-service's checks, or the way of a direct publish. */
    SEND_TO_HANDOFF("send", "handoff"),
    /** To the member event: the queue before room-worker, and its writes. */
    HANDOFF_TO_EVENT("handoff", "event"),
    /** To the async job result: what room-worker does after the event. */
    EVENT_TO_RESULT("event", "result"),
    /** To room-service's reply: the stream's ack and the way back. Frontdoor only. */
    HANDOFF_TO_REPLY("handoff", "reply"),
    /** To JetStream's ack: the storing. Canonical only. */
    HANDOFF_TO_ACK("handoff", "ack");

    private final String from;
    private final String to;

    Stage(String from, String to) {
        this.from = from;
        this.to = to;
    }

    /**
     * Where it begins.
     *
     * @return {@code send}, or a signal in a word
     */
    public String from() {
        return from;
    }

    /**
     * Where it ends.
     *
     * @return a signal in a word
     */
    public String to() {
        return to;
    }
}
