package io.loadgen.nats;

import io.loadgen.contract.ChatContract;
import io.loadgen.contract.ContractVersion;
import io.loadgen.contract.Headers;
import io.loadgen.injection.ChatSession;
import io.loadgen.injection.InjectionException;
import io.loadgen.injection.SignalListener;
import io.loadgen.result.ConnectionGaps.Cause;
import io.loadgen.result.ConnectionTroubles.Kind;
import io.loadgen.result.SessionHealth;
import io.loadgen.spec.InjectMode;
import io.loadgen.time.NanoClock;
import io.nats.client.Connection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run's subscriptions and publishes, over a {@link Lane} of its connection. The thread that reads the connection is the collector:
 * signals of one server connection keep their order, and nothing behind the listener needs a lock. After a reconnect it is another
 * thread, and never two at a time.
 *
 * <p>A reply is told by its subject: a private prefix and the key. In canonical mode the stream's ack comes to the same place,
 * since a PubAck is the server's reply to a publish; so both modes are one path.
 */
final class NatsChatSession implements ChatSession {
    private static final Logger LOG = LoggerFactory.getLogger(NatsChatSession.class);
    private static final Duration CONFIRM_TIMEOUT = Duration.ofSeconds(5);
    private static final int NO_RESPONDERS = 503;
    private static final byte[] REQUEST_ID = Lane.ascii(Headers.REQUEST_ID);
    private static final byte[] MESSAGE_ID = Lane.ascii(Headers.MESSAGE_ID);

    /** What is not read yet waits in the server, which ends a connection that is too slow for it; nothing is ever dropped in between. */
    private static final long NONE_DROPPED = 0;

    private static final String HANDOFFS = "handoffs";
    private static final String PROBES = "probes";

    /** What troubles are about that are not about a subject. */
    private static final String CONNECTION = "connection";

    private final NatsLink link;
    private final ChatContract contract;
    private final Connection connection;
    private final Lane lane;
    private final SessionRoute route;
    private final RequestFrames frames;
    private final NanoClock clock;
    private final SignalListener listener;
    private final ReplySubjects replies;
    private final List<Lane.Subscription> subscriptions = new CopyOnWriteArrayList<>();
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
    private @Nullable ArrivalEar arrivals;

    /** Whether requests wait for {@link #flush}; the sender's alone. */
    private boolean held;

    /** What the route is may depend on the session's own subjects. */
    NatsChatSession(
            NatsLink link,
            ChatContract contract,
            Function<ReplySubjects, SessionRoute> routeOf,
            NanoClock clock,
            SignalListener listener)
            throws InjectionException {
        this.link = link;
        this.contract = contract;
        this.connection = link.connected();
        this.lane = NatsLink.laneOf(connection);
        this.clock = clock;
        this.listener = listener;
        this.replies = new ReplySubjects(link.account());
        this.route = routeOf.apply(replies);
        this.frames = new RequestFrames(checked(route.requests()), replies, route.echoes());
        this.disconnectsBefore = link.disconnects();
        this.requests = Set.copyOf(route.requests());
        this.proof = new HearingProof(listener, clock.nanoTime());
        this.probes = new ListenerProbes(this::sendProbe, clock, listener, proof);
        this.watch = link.watch(connection, new Troubles());
    }

    /** What goes into a line of the wire as it is must not end it. */
    private static List<String> checked(List<String> subjects) throws InjectionException {
        for (String subject : subjects) {
            if (subject.isEmpty() || !subject.chars().allMatch(letter -> letter > ' ' && letter < 0x7f)) {
                throw new InjectionException("subject must be of visible ASCII characters, was " + subject, null);
            }
        }
        return subjects;
    }

    /** Subscribes to every signal and waits until the server knows of it: an event before that would be lost without trace. */
    void subscribe(InjectMode mode) throws InjectionException {
        try {
            subscribeToAll(mode == InjectMode.FRONTDOOR);
            connection.flush(CONFIRM_TIMEOUT);
            if (!probes.start(CONFIRM_TIMEOUT)) {
                throw new InjectionException(
                        "a message to " + replies.probes() + " did not come back within 5 s: the credential must be"
                                + " permitted to publish and to subscribe to "
                                + link.account().inboxPrefix() + ".>",
                        null);
            }
        } catch (IOException broken) {
            throw new InjectionException("the connection to NATS broke: " + broken.getMessage(), broken);
        } catch (TimeoutException timeout) {
            throw new InjectionException("NATS did not confirm the subscriptions within 5 s", timeout);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InjectionException("interrupted while subscribing", interrupted);
        }
    }

    /** Hears at the other site, too. By another thread, but never at the same time as the collector. */
    void hearArrivals(NatsLink otherSite, String subject) throws InjectionException {
        arrivals = new ArrivalEar(otherSite, subject, signal -> handle(signal, this::arrival), troubles);
    }

    private void subscribeToAll(boolean frontdoor) throws IOException {
        on(replies.wildcard(), frontdoor ? "replies" : "acks", frontdoor ? this::reply : this::ack);
        for (String events : route.events()) {
            on(events, "member events", this::event);
        }
        for (String events : route.eventsOnSite()) {
            on(events, "member events", this::eventOnSite);
        }
        on(route.results(), "job results", this::result);
        if (route.handoffs() != null) {
            on(route.handoffs(), HANDOFFS, this::handoff);
        }
        if (route.outbox() != null) {
            on(route.outbox(), "outbox messages", this::outbox);
        }
        if (route.unheard() != null) {
            on(route.unheard(), "our own requests", request -> {});
        }
        on(replies.probes(), PROBES, this::probe);
    }

    private void on(String subject, String about, Consumer<IncomingSignal> handler) throws IOException {
        heard.put(subject, about);
        subscriptions.add(lane.subscribe(subject, signal -> handle(signal, handler)));
    }

    private void handle(IncomingSignal signal, Consumer<IncomingSignal> handler) {
        delivery.lock();
        try {
            if (!closed) {
                handler.accept(signal);
            }
        } catch (RuntimeException | Error failure) {
            // Also what is no exception: the connection is read by this thread, and must go on being read.
            if (failedSignals.getAndIncrement() == 0) {
                LOG.error("A signal could not be handled; further ones are only counted", failure);
            }
        } finally {
            delivery.unlock();
        }
    }

    private void event(IncomingSignal signal) {
        listener.delivered(requestId(signal), signal.body(), clock.nanoTime());
    }

    private void eventOnSite(IncomingSignal signal) {
        listener.deliveredOnSite(requestId(signal), signal.body(), clock.nanoTime());
    }

    private void outbox(IncomingSignal signal) {
        listener.forwarded(requestId(signal), signal.body(), clock.nanoTime());
    }

    /** Who forwards it may keep the request id, or the message id that begins with it. */
    private void arrival(IncomingSignal signal) {
        String requestId = requestId(signal);
        String messageId = requestId == null ? signal.header(MESSAGE_ID) : null;
        listener.arrived(messageId == null ? requestId : messageId.split(":", 2)[0], signal.body(), clock.nanoTime());
    }

    private void result(IncomingSignal signal) {
        listener.resolved(requestId(signal), signal.body(), clock.nanoTime());
    }

    private void handoff(IncomingSignal signal) {
        listener.handedOff(requestId(signal), clock.nanoTime());
    }

    private void probe(IncomingSignal signal) {
        if (!probes.handle(signal.body(), signal.behindNanos())) {
            listener.misaddressed();
        }
    }

    private void sendProbe(byte[] body) throws IOException {
        byte[] line = Lane.ascii("PUB " + replies.probes() + " " + body.length + "\r\n");
        ByteBuffer frame = ByteBuffer.allocate(line.length + body.length + 2);
        frame.put(line).put(body).put((byte) '\r').put((byte) '\n');
        lane.send(frame.array(), frame.capacity());
    }

    private void reply(IncomingSignal signal) {
        long now = clock.nanoTime();
        long key = key(signal);
        if (key == ReplySubjects.NOBODYS) {
            listener.misaddressed();
        } else if (signal.status() == NO_RESPONDERS) {
            listener.noResponders(key, now);
        } else {
            listener.replied(key, signal.body(), now);
        }
    }

    private void ack(IncomingSignal signal) {
        long now = clock.nanoTime();
        long key = key(signal);
        if (key == ReplySubjects.NOBODYS) {
            listener.misaddressed();
            return;
        }
        if (signal.status() == NO_RESPONDERS) {
            listener.noResponders(key, now);
            return;
        }
        String refusal = PubAcks.refusal(signal.body());
        if (refusal == null) {
            listener.stored(key, now);
        } else {
            listener.refusedByStream(key, refusal, now);
        }
    }

    private long key(IncomingSignal signal) {
        return replies.key(signal.bytes(), signal.subjectFrom(), signal.subjectTo());
    }

    private static @Nullable String requestId(IncomingSignal signal) {
        return signal.header(REQUEST_ID);
    }

    @Override
    public void send(int target, long key, String requestId, byte[] body) throws InjectionException {
        check(requestId, body);
        frames.add(target, key, requestId, body);
        if (!held || frames.length() >= RequestFrames.FULL_BYTES) {
            write();
        }
    }

    /** Nothing is buffered for a connection that is not there, and what the server would not take is not sent to it. */
    private void check(String requestId, byte[] body) throws InjectionException {
        if (connection.getStatus() != Connection.Status.CONNECTED) {
            throw new InjectionException("NATS is not connected", null);
        }
        long most = connection.getMaxPayload();
        long size = (long) RequestIdHeaders.length(requestId) + body.length;
        if (most > 0 && size > most) {
            throw new InjectionException("message of " + size + " bytes, and the server takes " + most, null);
        }
    }

    private void write() throws InjectionException {
        try {
            lane.send(frames.bytes(), frames.length());
        } catch (IOException broken) {
            throw new InjectionException(String.valueOf(broken.getMessage()), broken);
        } finally {
            frames.clear();
        }
    }

    @Override
    public void hold() {
        held = true;
    }

    @Override
    public void flush() {
        held = false;
        if (frames.length() == 0) {
            return;
        }
        try {
            write();
        } catch (InjectionException broken) {
            // They were on their way, as those are that the system had taken. The client finds the connection broken,
            // and tells of the gap.
            LOG.debug("What was sent last is lost: {}", broken.getMessage());
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
                NONE_DROPPED,
                failedSignals.get(),
                troubles.snapshot());
    }

    @Override
    public long heardUpTo(long nowNanos) {
        return proof.upTo(nowNanos);
    }

    @Override
    public void close() {
        watch.close();
        proof.end();
        probes.close();
        delivery.lock();
        try {
            closed = true;
        } finally {
            delivery.unlock();
        }
        subscriptions.forEach(this::unsubscribe);
        if (arrivals != null) {
            arrivals.close();
        }
    }

    private void unsubscribe(Lane.Subscription subscription) {
        try {
            lane.unsubscribe(subscription);
        } catch (IOException broken) {
            LOG.debug("A broken connection has no subscriptions to end: {}", broken.getMessage());
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
