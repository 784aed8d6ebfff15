package io.loadgen.injection;

/**
 * One look at the room-worker's JetStream consumer.
 *
 * @param stream the stream
 * @param durable the durable consumer
 * @param pending messages not yet delivered
 * @param ackPending messages delivered and not yet acknowledged
 * @param redelivered messages delivered more than once and not yet acknowledged
 * @param deliveries deliveries since the consumer was made, repeated ones included
 * @param waitingPulls pull requests that wait for jobs: 0 when no worker is there, or when all are at work
 */
public record BacklogSample(
        String stream,
        String durable,
        long pending,
        long ackPending,
        long redelivered,
        long deliveries,
        long waitingPulls) {}
