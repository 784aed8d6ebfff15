package io.loadgen.contract;

/** Names of message headers. They are case-sensitive: exactly this spelling. Source: chat contract §3. */
public final class Headers {
    /** A hyphenated UUID that the client chooses; comes back on the member event and the job result. */
    public static final String REQUEST_ID = "X-Request-ID";

    /** JetStream's key for dropping duplicates. Never to be set on canonical jobs. */
    public static final String MESSAGE_ID = "Nats-Msg-Id";

    private Headers() {}
}
