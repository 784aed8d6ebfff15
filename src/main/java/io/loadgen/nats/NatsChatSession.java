package io.loadgen.nats;

import io.loadgen.contract.ChatContract;
import io.loadgen.contract.ContractVersion;
import io.loadgen.contract.Headers;
import io.loadgen.injection.ChatSession;
import io.loadgen.injection.InjectionException;
import io.loadgen.injection.SessionOptions;
import io.loadgen.injection.SignalListener;
import io.loadgen.result.ConnectionGaps.Cause;
import io.loadgen.result.ConnectionTroubles.Kind;
import io.loadgen.result.SessionHealth;
import io.loadgen.spec.InjectMode;
import io.loadgen.time.NanoClock;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.MessageHandler;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run's subscriptions and publishes. Every subscription is served by one dispatcher, whose thread is the collector: signals
 * of one server connection keep their order, and nothing behind the listener needs a lock.
 *
 * <p>A reply is told by its subject: a private prefix and the key. In canonical mode the stream's ack comes to the same place,
 * since a PubAck is the server's reply to a publish; so both modes are one path.
 */
final class NatsChatSession implements ChatSession {
    private static final Logger LOG = LoggerFactory.getLogger(NatsChatSession.class);
    private static final Duration CONFIRM_TIMEOUT = Duration.ofSeconds(5);
    private static final int NO_RESPONDERS = 503;

    private static final String HANDOFFS = "handoffs";
    private static final String PROBES = "probes";

    /** What troubles are about that are not about a subject. */
    private static final String CONNECTION = "connection";

    private final NatsLink link;
    private final ChatContract contract;
    private final Connection connection;
    private final String[] subjects;
    private final NanoClock clock;
    private final SignalListener listener;
    private final ReplySubjects replies;
    private final Dispatcher collector;
    private final AtomicLong failedSignals = new AtomicLong();
    private final long disconnectsBefore;
    private final HearingProof proof;
    private final ListenerProbes probes;
    private final TroubleLog troubles = new TroubleLog();

    /** What each subject stands for that the session listens to. */
    private final Map<String, String> heard = new ConcurrentHashMap<>();

    private final Set<String> requests;
    private final NatsLink.Watch watch;

    /**
     * Held by the collector while it handles a signal and by the closing, never by the sender: it is free but at the end. Fair,
     * so that a collector with much to do does not keep the closing waiting.
     */
    private final ReentrantLock delivery = new ReentrantLock(true);

    private boolean closed;

    NatsChatSession(NatsLink link, ChatContract contract, String[] subjects, NanoClock clock, SignalListener listener)
            throws InjectionException {
        this.link = link;
        this.contract = contract;
        this.connection = link.connected();
        this.subjects = subjects;
        this.clock = clock;
        this.listener = listener;
        this.replies = new ReplySubjects(link.account());
        this.disconnectsBefore = link.disconnects();
        this.requests = Set.copyOf(Arrays.asList(subjects));
        this.proof = new HearingProof(listener, clock.nanoTime());
        this.probes = new ListenerProbes(connection, replies.probes(), clock, listener, proof);
        this.watch = link.watch(connection, new Troubles());
        this.collector = connection.createDispatcher();
        PendingLimits limits = PendingLimits.ofHeap(Runtime.getRuntime().maxMemory());
        collector.setPendingLimits(limits.messages(), limits.bytes());
    }

    /** Subscribes to every signal and waits until the server knows of it: an event before that would be lost without trace. */
    void subscribe(SessionOptions options) throws InjectionException {
        boolean frontdoor = options.mode() == InjectMode.FRONTDOOR;
        on(replies.wildcard(), frontdoor ? "replies" : "acks", frontdoor ? this::reply : this::ack);
        for (String events : contract.memberEventWildcards()) {
            boolean onSite = !events.equals(contract.memberEvent("*"));
            on(events, "member events", onSite ? this::eventOnSite : this::event);
        }
        on(
                contract.jobResultWildcard(),
                "job results",
                message -> listener.resolved(requestId(message), message.getData(), clock.nanoTime()));
        if (options.observeHandoff()) {
            on(
                    contract.canonicalMemberAdd(),
                    HANDOFFS,
                    message -> listener.handedOff(requestId(message), clock.nanoTime()));
        }
        options.otherSite()
                .ifPresent(site -> on(
                        contract.crossSiteMemberAdded(site),
                        "outbox messages",
                        message -> listener.forwarded(requestId(message), message.getData(), clock.nanoTime())));
        on(replies.probes(), PROBES, this::probe);
        try {
            connection.flush(CONFIRM_TIMEOUT);
            if (!probes.start(CONFIRM_TIMEOUT)) {
                throw new InjectionException(
                        "a message to " + replies.probes() + " did not come back within 5 s: the credential must be"
                                + " permitted to publish and to subscribe to "
                                + link.account().inboxPrefix() + ".>",
                        null);
            }
        } catch (TimeoutException timeout) {
            throw new InjectionException("NATS did not confirm the subscriptions within 5 s", timeout);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InjectionException("interrupted while subscribing", interrupted);
        }
    }

    private void on(String subject, String about, MessageHandler handler) {
        heard.put(subject, about);
        collector.subscribe(subject, message -> {
            delivery.lock();
            try {
                if (!closed) {
                    handler.onMessage(message);
                }
            } catch (RuntimeException failure) {
                if (failedSignals.getAndIncrement() == 0) {
                    LOG.error("A signal could not be handled; further ones are only counted", failure);
                }
            } finally {
                delivery.unlock();
            }
        });
    }

    private void event(Message message) {
        listener.delivered(requestId(message), message.getData(), clock.nanoTime());
    }

    private void eventOnSite(Message message) {
        listener.deliveredOnSite(requestId(message), message.getData(), clock.nanoTime());
    }

    private void probe(Message message) {
        if (!probes.handle(message.getData())) {
            listener.misaddressed();
        }
    }

    private void reply(Message message) {
        long now = clock.nanoTime();
        long key = replies.key(message.getSubject());
        if (key == ReplySubjects.NOBODYS) {
            listener.misaddressed();
        } else if (isNoResponders(message)) {
            listener.noResponders(key, now);
        } else {
            listener.replied(key, message.getData(), now);
        }
    }

    private void ack(Message message) {
        long now = clock.nanoTime();
        long key = replies.key(message.getSubject());
        if (key == ReplySubjects.NOBODYS) {
            listener.misaddressed();
            return;
        }
        if (isNoResponders(message)) {
            listener.noResponders(key, now);
            return;
        }
        String refusal = PubAcks.refusal(message.getData());
        if (refusal == null) {
            listener.stored(key, now);
        } else {
            listener.refusedByStream(key, refusal, now);
        }
    }

    private static boolean isNoResponders(Message message) {
        return message.isStatusMessage() && message.getStatus().getCode() == NO_RESPONDERS;
    }

    private static @Nullable String requestId(Message message) {
        return message.hasHeaders() ? message.getHeaders().getFirst(Headers.REQUEST_ID) : null;
    }

    @Override
    public void send(int target, long key, String requestId, byte[] body) throws InjectionException {
        try {
            connection.publish(subjects[target], replies.of(key), new RequestIdHeaders(requestId), body);
        } catch (IllegalStateException | IllegalArgumentException refused) {
            throw new InjectionException(String.valueOf(refused.getMessage()), refused);
        }
    }

    @Override
    public ContractVersion contract() {
        return contract.version();
    }

    @Override
    public SessionHealth health() {
        return new SessionHealth(
                link.isConnected(),
                link.disconnects() - disconnectsBefore,
                collector.getDroppedCount(),
                failedSignals.get(),
                troubles.snapshot());
    }

    @Override
    public long heardUpTo(long nowNanos) {
        return proof.upTo(nowNanos);
    }

    @Override
    public OptionalLong queueDepth() {
        return OptionalLong.of(collector.getPendingMessageCount());
    }

    @Override
    public void close() {
        watch.close();
        proof.end();
        probes.close();
        delivery.lock();
        try {
            // The client ends its dispatcher without waiting for the signal that it is at.
            closed = true;
        } finally {
            delivery.unlock();
        }
        if (collector.isActive() && connection.getStatus() != Connection.Status.CLOSED) {
            connection.closeDispatcher(collector);
        }
    }

    /** Takes to heart what befalls the connection. */
    private final class Troubles implements NatsLink.Watcher {
        @Override
        public void lost() {
            proof.cut(Cause.CONNECTION);
        }

        @Override
        public void resubscribed() {
            proof.subscribedAgain(clock.nanoTime());
        }

        @Override
        public void lameDuck(String address) {
            troubles.add(Kind.LAME_DUCK, CONNECTION, address + " is about to shut down");
        }

        @Override
        public void complained(String words) {
            switch (ServerError.of(words)) {
                case ServerError.PublishDenied denied -> publishDenied(denied.subject(), words);
                case ServerError.SubscriptionDenied denied -> subscriptionDenied(denied.subject(), words);
                case ServerError.SlowConsumer slow -> troubles.add(Kind.SLOW_CONSUMER, CONNECTION, words);
                case ServerError.Other other -> troubles.add(Kind.SERVER_ERROR, CONNECTION, words);
            }
        }

        /** What others publish over the same connection, such as a preflight, is theirs. */
        private void publishDenied(String subject, String words) {
            if (requests.contains(subject)) {
                troubles.add(Kind.PUBLISH_DENIED, "requests", words);
            } else if (subject.equals(replies.probes())) {
                troubles.add(Kind.PUBLISH_DENIED, PROBES, words);
            }
        }

        private void subscriptionDenied(String subject, String words) {
            String about = heard.get(subject);
            if (about != null) {
                // The handoff decides the fate of no request.
                boolean stagesOnly = about.equals(HANDOFFS);
                troubles.add(stagesOnly ? Kind.HANDOFF_DENIED : Kind.SUBSCRIPTION_DENIED, about, words);
                if (!stagesOnly) {
                    proof.cut(Cause.PERMISSION);
                }
            }
        }
    }
}
