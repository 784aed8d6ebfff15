package io.loadgen.sandbox;

import com.mongodb.MongoException;
import io.loadgen.contract.ChatContract;
import io.loadgen.contract.Headers;
import io.loadgen.sandbox.wire.AcceptedReply;
import io.loadgen.sandbox.wire.ContractJson;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Room-service as far as adding members goes: checks a request, stores the canonical job, replies.
 *
 * <p>Handles requests one by one or each on a virtual thread, or refuses those beyond its cap, as the version does. Closing is idempotent and bounded. Source:
 * chat contract §5, §13.2.
 */
final class SimulatedRoomService implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SimulatedRoomService.class);
    private static final String TITLE = SimulatedService.ROOM_SERVICE.title();

    /** What the services' client holds for a slow subscriber before it drops. */
    private static final long PENDING_MESSAGES = 500_000;

    private static final long PENDING_BYTES = 64L << 20;

    private final ChatContract contract;
    private final ServiceRules rules;
    private final AddCheck check;
    private final FaultPlan faults;
    private final ServiceDelay delay;
    private final Connection connection;
    private final JetStreamPublisher publisher;
    private final Handlers handlers = new Handlers(TITLE);
    private final JsonMapper mapper = ContractJson.mapper();
    private final byte[] accepted = mapper.writeValueAsBytes(new AcceptedReply("accepted"));
    private final @Nullable Semaphore free;
    private final Dispatcher dispatcher;

    /** Takes the connection over. Requests are answered as soon as the server knows of the subscription. */
    SimulatedRoomService(SimulatedPlatform.Services services, Connection connection, RoomMemberships memberships)
            throws IOException {
        SimulatorSettings settings = services.settings();
        this.contract = services.contract();
        this.rules = services.rules();
        this.check = new AddCheck(rules, services.database(), memberships, contract.site(), settings.maxRoomSize());
        this.faults = settings.faults();
        this.delay = new ServiceDelay(SimulatedService.ROOM_SERVICE, settings);
        this.connection = connection;
        this.publisher = new JetStreamPublisher(connection);
        int cap = settings.contractC().maxConcurrency();
        this.free = rules.capsRequestsInHand() && cap > 0 ? new Semaphore(cap) : null;
        dispatcher = connection.createDispatcher(rules.handlesRequestsOneByOne() ? this::handle : this::handleAside);
        dispatcher.setPendingLimits(PENDING_MESSAGES, PENDING_BYTES);
        dispatcher.subscribe(contract.memberAddWildcard(), TITLE);
    }

    void stall(Duration duration) {
        delay.stall(duration);
    }

    /** On a thread of its own, if there are not too many already. */
    private void handleAside(Message request) {
        if (free == null) {
            handlers.run(() -> handle(request));
        } else if (free.tryAcquire()) {
            handlers.run(() -> {
                try {
                    handle(request);
                } finally {
                    free.release();
                }
            });
        } else {
            reply(request, refusal(rules.busy()));
        }
    }

    private void handle(Message request) {
        if (delay.pass()) {
            answer(request).ifPresent(answer -> reply(request, answer));
        }
    }

    private void reply(Message request, byte[] reply) {
        if (request.getReplyTo() != null) {
            connection.publish(request.getReplyTo(), reply);
        }
    }

    private byte[] refusal(RefusedException refusal) {
        return mapper.writeValueAsBytes(rules.reply(refusal));
    }

    /** Empty if it gets lost. */
    private Optional<byte[]> answer(Message request) {
        // chat.user.{account}.request.room.{room}.{site}.member.add
        String[] tokens = request.getSubject().split("\\.", -1);
        try {
            if (faults.strike(Fault.Occasion.REQUEST) == Fault.REJECT_REQUEST) {
                throw rules.busy();
            }
            byte[] job = check.check(tokens[2], tokens[5], request.getData());
            publisher.publish(contract.canonicalMemberAdd(), headers(request), job);
            return faults.strike(Fault.Occasion.REPLY) == Fault.DROP_REPLY ? Optional.empty() : Optional.of(accepted);
        } catch (RefusedException e) {
            return Optional.of(refusal(e));
        } catch (MongoException | IOException | JetStreamApiException e) {
            log.warn("{} failed: {}", request.getSubject(), e.toString());
            return Optional.of(refusal(RefusedException.internal()));
        }
    }

    private io.nats.client.impl.@Nullable Headers headers(Message request) {
        String sent = request.hasHeaders() ? request.getHeaders().getFirst(Headers.REQUEST_ID) : null;
        String requestId = rules.handedOnRequestId(sent);
        return requestId == null ? null : new io.nats.client.impl.Headers().add(Headers.REQUEST_ID, requestId);
    }

    @Override
    public void close() {
        if (connection.getStatus() != Connection.Status.CLOSED) {
            connection.closeDispatcher(dispatcher);
        }
        handlers.close();
        SimulatedPlatform.close(connection);
    }
}
