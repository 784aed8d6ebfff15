package io.loadgen.sandbox;

import io.loadgen.contract.ChatContract;
import io.loadgen.contract.Headers;
import io.loadgen.sandbox.wire.AddMembersRequest;
import io.loadgen.sandbox.wire.ContractJson;
import io.loadgen.time.NanoClock;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.ConsumeOptions;
import io.nats.client.IterableConsumer;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamStatusCheckedException;
import io.nats.client.Message;
import io.nats.client.StreamContext;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Room-worker as far as adding members goes: pulls canonical jobs with a durable consumer, does up to so many at once, tells
 * their results and acknowledges them.
 *
 * <p>One thread pulls, each job has a virtual thread. Closing is idempotent and bounded. Source: chat contract §2, §6, §13.1, §13.4.
 */
final class SimulatedRoomWorker implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SimulatedRoomWorker.class);
    private static final String TITLE = SimulatedService.ROOM_WORKER.title();
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration END = Duration.ofSeconds(5);

    private static final Duration ACK_WAIT = Duration.ofSeconds(30);

    private final WorkerRules rules;
    private final ContractCSettings contractC;
    private final FaultPlan faults;
    private final ServiceDelay delay;
    private final Connection connection;
    private final MemberAnnouncer announcer;
    private final AddJobs jobs;
    private final Handlers handlers = new Handlers(TITLE);
    private final Semaphore free;
    private final JsonMapper mapper = ContractJson.mapper();
    private final StreamContext stream;
    private final ConsumeOptions pulling;
    private final AtomicBoolean renew = new AtomicBoolean();
    private IterableConsumer consumer;
    private final Thread puller;
    private volatile boolean closed;

    /** Takes the connection over. */
    SimulatedRoomWorker(
            SimulatedPlatform.Services services, Connection connection, RoomMemberships memberships, RoomKeys keys)
            throws IOException, JetStreamApiException {
        ChatContract contract = services.contract();
        SimulatorSettings settings = services.settings();
        this.rules = services.rules();
        this.faults = settings.faults();
        this.delay = new ServiceDelay(SimulatedService.ROOM_WORKER, settings);
        this.connection = connection;
        this.contractC = settings.contractC();
        this.announcer = new MemberAnnouncer(services, connection, new EventPublisher(connection, faults, handlers));
        WorkerReads reads = new WorkerReads(
                services.database(),
                rules.remembersReads() ? contractC.caches() : ReadCacheSettings.OFF,
                NanoClock.system());
        this.jobs = new AddJobs(rules, services.database(), reads, memberships, announcer, keys, contract.site());
        this.free = new Semaphore(settings.workerParallelism());
        this.stream = connection.getStreamContext(contract.roomsStream());
        this.pulling = ConsumeOptions.builder()
                .batchSize(2 * settings.workerParallelism())
                .build();
        this.consumer = stream.createOrUpdateConsumer(consumer()).iterate(pulling);
        connection.addConnectionListener((changed, event) -> {
            if (event == ConnectionListener.Events.RESUBSCRIBED) {
                renew.set(true);
            }
        });
        this.puller = Thread.ofPlatform().name(TITLE + "-pull").start(this::pull);
    }

    /** The consumer, with the platform's settings. */
    private ConsumerConfiguration consumer() {
        return ConsumerConfiguration.builder()
                .durable(TITLE)
                .ackPolicy(AckPolicy.Explicit)
                .deliverPolicy(DeliverPolicy.All)
                .ackWait(ACK_WAIT)
                .maxDeliver(rules.maxDeliveries())
                .backoff(rules.delaysRetries() ? contractC.backoff() : new Duration[0])
                .maxPullWaiting(512)
                .maxAckPending(1000)
                .build();
    }

    void stall(Duration duration) {
        delay.stall(duration);
    }

    private void pull() {
        try {
            boolean pulling = true;
            while (pulling && !closed) {
                free.acquire();
                @Nullable Message message = consumer.nextMessage(POLL);
                if (message == null) {
                    free.release();
                    renewPull();
                } else {
                    pulling = faults.strike(Fault.Occasion.PULL) != Fault.STOP_PULLING;
                    handlers.run(() -> {
                        try {
                            handle(message);
                        } finally {
                            free.release();
                        }
                    });
                }
            }
            // The pull that is under way is the server's: it goes on until it is used up or expires.
            consumer.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (JetStreamStatusCheckedException | RuntimeException e) {
            if (!closed) {
                log.error("{} takes no more jobs", TITLE, e);
            }
        }
    }

    /**
     * A server that was restarted knows nothing of our pull, and the client would find out by missing heartbeats only, half a
     * minute later. What it had fetched is handled first.
     */
    private void renewPull() {
        if (!renew.getAndSet(false)) {
            return;
        }
        consumer.stop();
        try {
            consumer = stream.createOrUpdateConsumer(consumer()).iterate(pulling);
        } catch (IOException | JetStreamApiException e) {
            log.info("{} cannot pull again yet: {}", TITLE, e.getMessage());
            renew.set(true);
        }
    }

    private void handle(Message message) {
        if (!delay.pass()) {
            return;
        }
        if (!message.getSubject().endsWith(".member.add")) {
            log.info("{} ignores {}", TITLE, message.getSubject());
            message.ack();
            return;
        }
        AddMembersRequest request = read(message);
        if (request == null) {
            end(message, !rules.retriesUnreadableJobs());
            return;
        }
        String sent = message.hasHeaders() ? message.getHeaders().getFirst(Headers.REQUEST_ID) : null;
        String requestId = rules.jobRequestId(sent);
        if (requestId == null) {
            message.ack();
            return;
        }
        long attempt = message.metaData().deliveredCount();
        long acceptedMillis = request.timestamp() > 0 ? request.timestamp() : System.currentTimeMillis();
        Fault fault = attempt == 1 ? faults.strike(Fault.Occasion.JOB) : faults.strikeAgain(requestId, attempt);
        if (fault != null && attempt == 1) {
            faults.struckJob(fault, requestId);
        }
        end(message, run(new MemberJob(request, requestId, acceptedMillis, fault)));
    }

    private @Nullable AddMembersRequest read(Message message) {
        try {
            return mapper.readValue(message.getData(), AddMembersRequest.class);
        } catch (JacksonException e) {
            log.warn("a job is not JSON: {}", e.getOriginalMessage());
            return null;
        }
    }

    /** Whether the job is done with, well or not. */
    private boolean run(MemberJob job) {
        try {
            jobs.add(job);
            announcer.tellResult(job, null);
            return true;
        } catch (JobFailedException e) {
            log.debug("job {} failed", job.requestId(), e);
            announcer.tellResult(job, e);
            return e.isPermanent();
        }
    }

    private void end(Message message, boolean done) {
        if (done) {
            message.ack();
        } else if (rules.delaysRetries()) {
            // Half to all of it, so that jobs that failed together do not come back together.
            long delayNanos =
                    contractC.retryDelay(message.metaData().deliveredCount()).toNanos();
            message.nakWithDelay(Duration.ofNanos(
                    delayNanos / 2 + ThreadLocalRandom.current().nextLong(delayNanos / 2 + 1)));
        } else {
            message.nak();
        }
    }

    @Override
    public void close() {
        closed = true;
        puller.interrupt();
        try {
            puller.join(END);
            consumer.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        handlers.close();
        SimulatedPlatform.close(connection);
    }
}
