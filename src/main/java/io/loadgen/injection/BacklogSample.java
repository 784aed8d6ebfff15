package io.loadgen.injection;

/**
 * One look at the room-worker's JetStream consumer.
 *
 * @param stream the stream
 * @param durable the durable consumer
 * @param pending messages not yet delivered
 * @param ackPending messages delivered and not yet acknowledged
 * @param redelivered messages delivered more than once and not yet acknowledged
 */
public record BacklogSample(String stream, String durable, long pending, long ackPending, long redelivered) {}
