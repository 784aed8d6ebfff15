package io.loadgen.nats;

import io.loadgen.contract.ChatContract;
import io.loadgen.contract.ContractProvider;
import io.loadgen.contract.ContractUnknownException;
import io.loadgen.contract.Headers;
import io.loadgen.injection.InjectionException;
import io.loadgen.injection.JobStream;
import io.loadgen.injection.StoredJob;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.MessageInfo;
import java.util.Optional;

/**
 * The stream of canonical jobs over JetStream's message API, which needs no consumer.
 *
 * <p>Any thread.
 */
public final class NatsJobStream implements JobStream {
    /** What the server answers when no message is left to be read. */
    private static final int NO_MESSAGE_FOUND = 10037;

    private final NatsLink link;
    private final ContractProvider contracts;

    /**
     * Binds the stream to a connection.
     *
     * @param link the connection, its owner's to close
     * @param contracts tells the contract that names the stream and the subject of its jobs
     */
    public NatsJobStream(NatsLink link, ContractProvider contracts) {
        this.link = link;
        this.contracts = contracts;
    }

    @Override
    public long nextSequence() throws InjectionException {
        String stream = contract().roomsStream();
        return link.jetStream()
                        .read("stream " + stream, api -> api.getStreamInfo(stream))
                        .getStreamState()
                        .getLastSequence()
                + 1;
    }

    @Override
    public Optional<StoredJob> next(long fromSequence) throws InjectionException {
        ChatContract contract = contract();
        String stream = contract.roomsStream();
        try {
            MessageInfo job = link.jetStream()
                    .read(
                            "stream " + stream,
                            api -> api.getNextMessage(stream, fromSequence, contract.canonicalMemberAdd()));
            String requestId =
                    job.getHeaders() == null ? null : job.getHeaders().getFirst(Headers.REQUEST_ID);
            return Optional.of(new StoredJob(job.getSeq(), requestId));
        } catch (InjectionException failure) {
            if (failure.getCause() instanceof JetStreamApiException refused
                    && refused.getApiErrorCode() == NO_MESSAGE_FOUND) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private ChatContract contract() throws InjectionException {
        try {
            return contracts.current();
        } catch (ContractUnknownException unknown) {
            throw new InjectionException(String.valueOf(unknown.getMessage()), unknown);
        }
    }
}
