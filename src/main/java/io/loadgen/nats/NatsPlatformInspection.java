package io.loadgen.nats;

import io.loadgen.contract.Headers;
import io.loadgen.injection.Answer;
import io.loadgen.injection.InjectionException;
import io.loadgen.injection.MissingRight;
import io.loadgen.injection.MissingRight.Use;
import io.loadgen.injection.NeededRight;
import io.loadgen.injection.PayloadLimit;
import io.loadgen.injection.PlatformInspection;
import io.loadgen.injection.ServerState;
import io.loadgen.injection.StreamState;
import io.loadgen.injection.WorkerState;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Message;
import io.nats.client.Subscription;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.ServerInfo;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks at the platform over NATS. Any thread. */
public final class NatsPlatformInspection implements PlatformInspection {
    private static final int NO_RESPONDERS = 503;
    private static final Duration CONFIRM_TIMEOUT = Duration.ofSeconds(2);

    private final NatsLink link;

    /** The client keeps only the last error of a connection: one trial at a time can tell whose it is. */
    private final Object trial = new Object();

    /**
     * Looks through a connection.
     *
     * @param link the connection, its owner's to close
     */
    public NatsPlatformInspection(NatsLink link) {
        this.link = link;
    }

    @Override
    public ServerState server() throws InjectionException {
        Connection connection = link.connected();
        try {
            return new ServerState(
                    connection.getServerInfo().getVersion(), connection.RTT().toNanos());
        } catch (IOException failure) {
            throw new InjectionException("the NATS server does not answer a ping: " + failure.getMessage(), failure);
        }
    }

    @Override
    public List<PayloadLimit> payloadLimits() throws InjectionException, InterruptedException {
        Connection connection = link.connected();
        ServerInfo own = connection.getServerInfo();
        List<String> others = own.getConnectURLs();
        // What a connection was told when it was made may have changed since: a reload is told to nobody.
        List<Optional<ServerInfo>> looks =
                asked(Stream.concat(Stream.of(String.valueOf(connection.getConnectedUrl())), others.stream()));
        return Stream.concat(
                        Stream.of(looks.getFirst().orElse(own)),
                        looks.stream().skip(1).flatMap(Optional::stream))
                .map(server -> new PayloadLimit(server.getServerName(), server.getMaxPayload()))
                .distinct()
                .toList();
    }

    private List<Optional<ServerInfo>> asked(Stream<String> addresses) throws InterruptedException {
        try (ExecutorService looks = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Optional<ServerInfo>>> asked = addresses
                    .<Callable<Optional<ServerInfo>>>map(address -> () -> link.ask(address))
                    .toList();
            return looks.invokeAll(asked).stream().map(Future::resultNow).toList();
        }
    }

    @Override
    public List<StreamState> streams() throws InjectionException {
        return link.jetStream().read("the streams", JetStreamManagement::getStreams).stream()
                .map(NatsPlatformInspection::state)
                .toList();
    }

    private static StreamState state(StreamInfo stream) {
        StreamConfiguration configuration = stream.getConfiguration();
        return new StreamState(
                Objects.requireNonNull(configuration.getName()),
                configuration.getSubjects(),
                configuration.getMaxMsgs(),
                configuration.getMaxMsgsPerSubject(),
                configuration.getMaxBytes(),
                configuration.getMaxAge(),
                configuration.getSealed());
    }

    @Override
    public Optional<WorkerState> worker(String stream) throws InjectionException {
        try {
            return Optional.of(state(stream, WorkerConsumer.info(link, stream)));
        } catch (InjectionException failure) {
            if (JetStreamApi.isNotFound(failure)) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private static WorkerState state(String stream, ConsumerInfo info) {
        ConsumerConfiguration configuration = info.getConsumerConfiguration();
        List<String> filters = configuration.getFilterSubjects();
        return new WorkerState(
                WorkerConsumer.backlog(stream, info),
                info.getPaused(),
                filters == null ? List.of() : filters,
                Objects.requireNonNullElse(configuration.getAckWait(), Duration.ZERO),
                Objects.requireNonNullElse(configuration.getBackoff(), List.of()),
                configuration.getMaxDeliver(),
                configuration.getMaxAckPending());
    }

    @Override
    public Answer ask(String subject, String requestId, byte[] body, Duration atMost)
            throws InjectionException, InterruptedException {
        Connection connection = link.connected();
        synchronized (trial) {
            String inbox = connection.createInbox();
            Subscription replies = connection.subscribe(inbox);
            try {
                connection.clearLastError();
                long sentNanos = System.nanoTime();
                connection.publish(
                        subject, inbox, new io.nats.client.impl.Headers().put(Headers.REQUEST_ID, requestId), body);
                // The server's refusal comes before its answer to the flush.
                Optional<MissingRight> refusal = refused(connection);
                return refusal.isPresent()
                        ? new Answer.NotPermitted(refusal.get())
                        : answer(replies.nextMessage(atMost), sentNanos);
            } catch (IllegalStateException failure) {
                throw new InjectionException("the request could not be sent: " + failure.getMessage(), failure);
            } finally {
                replies.unsubscribe();
            }
        }
    }

    private static Answer answer(@Nullable Message message, long sentNanos) {
        if (message == null) {
            return new Answer.Silence();
        }
        long nanos = System.nanoTime() - sentNanos;
        boolean nobody = message.isStatusMessage() && message.getStatus().getCode() == NO_RESPONDERS;
        return nobody ? new Answer.NobodyListens(nanos) : new Answer.Replied(message.getData(), nanos);
    }

    @Override
    public List<MissingRight> denied(List<NeededRight> needed) throws InjectionException, InterruptedException {
        Connection connection = link.connected();
        ReplySubjects own = new ReplySubjects(link.account());
        List<MissingRight> denied = new ArrayList<>();
        synchronized (trial) {
            for (NeededRight right : needed) {
                connection.clearLastError();
                switch (right.right()) {
                    case SUBSCRIBE -> trySubscribing(connection, heard(right, own), denied);
                    case PUBLISH -> {
                        connection.publish(written(right, own), keptByNoStream(), new byte[0]);
                        refused(connection).ifPresent(denied::add);
                    }
                }
            }
        }
        return denied;
    }

    private void trySubscribing(Connection connection, String subject, List<MissingRight> denied)
            throws InjectionException, InterruptedException {
        Subscription tried = connection.subscribe(subject);
        try {
            refused(connection).ifPresent(denied::add);
        } finally {
            tried.unsubscribe();
        }
    }

    private static String heard(NeededRight right, ReplySubjects own) {
        return right.use() == Use.INBOX ? own.wildcard() : right.subject();
    }

    private String written(NeededRight right, ReplySubjects own) {
        return switch (right.use()) {
            case INBOX -> own.probes();
            case JETSTREAM -> link.account().jetStreamPrefix() + "." + right.subject();
            case PLATFORM -> right.subject();
        };
    }

    /** A stream refuses what is meant for another one. */
    private static io.nats.client.impl.Headers keptByNoStream() {
        return new io.nats.client.impl.Headers().put("Nats-Expected-Stream", "loadgen-preflight");
    }

    /** Waits until the server has processed all that was sent, and gives the right that it missed if there was one. */
    private Optional<MissingRight> refused(Connection connection) throws InjectionException, InterruptedException {
        try {
            connection.flush(CONFIRM_TIMEOUT);
        } catch (TimeoutException timeout) {
            throw new InjectionException("NATS did not answer within " + CONFIRM_TIMEOUT.toSeconds() + " s", timeout);
        }
        return Optional.ofNullable(connection.getLastError())
                .flatMap(words -> link.account().missing(ServerError.of(words)));
    }
}
