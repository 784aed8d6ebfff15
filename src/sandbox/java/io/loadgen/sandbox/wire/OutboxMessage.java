package io.loadgen.sandbox.wire;

/**
 * What contract C puts into the outbox for another site: the envelope that is to reach its inbox.
 *
 * <p>Immutable; any thread. Source: chat contract §13.3.
 *
 * @param roomId the room
 * @param envelope what the other site's inbox gets
 * @param dedupId the id by which a second copy is dropped
 * @param timestamp when it was made, epoch milliseconds
 */
public record OutboxMessage(String roomId, InboxEnvelope envelope, String dedupId, long timestamp) {}
