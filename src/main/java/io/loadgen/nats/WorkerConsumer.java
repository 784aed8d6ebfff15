package io.loadgen.nats;

import io.loadgen.injection.BacklogSample;
import io.loadgen.injection.InjectionException;
import io.nats.client.api.ConsumerInfo;

/** The worker's durable consumer, the same in every version of the contract. Stateless; any thread. */
final class WorkerConsumer {
    private static final String DURABLE = "room-worker";

    private WorkerConsumer() {}

    /** Asks for it; blocks for the client's own timeout. */
    static ConsumerInfo info(NatsLink link, String stream) throws InjectionException {
        return link.jetStream()
                .read("consumer " + DURABLE + " of stream " + stream, api -> api.getConsumerInfo(stream, DURABLE));
    }

    static BacklogSample backlog(String stream, ConsumerInfo info) {
        return new BacklogSample(
                stream,
                DURABLE,
                info.getNumPending(),
                info.getNumAckPending(),
                info.getRedelivered(),
                info.getDelivered().getConsumerSequence(),
                info.getNumWaiting());
    }
}
