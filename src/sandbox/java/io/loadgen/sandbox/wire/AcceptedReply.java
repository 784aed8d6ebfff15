package io.loadgen.sandbox.wire;

/**
 * The reply of room-service to a request that it took on.
 *
 * <p>Immutable; any thread. Source: chat contract §4.2.
 *
 * @param status {@code accepted}
 */
public record AcceptedReply(String status) {}
