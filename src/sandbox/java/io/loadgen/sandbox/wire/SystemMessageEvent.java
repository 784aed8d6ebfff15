package io.loadgen.sandbox.wire;

/**
 * A system message as it is published.
 *
 * <p>Immutable; any thread. Source: chat contract §4.5.
 *
 * @param event {@code created}
 * @param message the message
 * @param siteId the room's site
 * @param timestamp when it was made, epoch milliseconds
 */
public record SystemMessageEvent(String event, SystemMessage message, String siteId, long timestamp) {}
