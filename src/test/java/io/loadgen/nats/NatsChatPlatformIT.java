package io.loadgen.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadgen.contract.ChatContract;
import io.loadgen.contract.ContractProvider;
import io.loadgen.contract.ContractVersion;
import io.loadgen.contract.Headers;
import io.loadgen.injection.AddTarget;
import io.loadgen.injection.BacklogSample;
import io.loadgen.injection.ChatSession;
import io.loadgen.injection.InjectionException;
import io.loadgen.injection.SessionOptions;
import io.loadgen.sandbox.NatsServer;
import io.loadgen.spec.InjectMode;
import io.loadgen.time.NanoClock;
import io.nats.client.Connection;
import io.nats.client.JetStreamSubscription;
import io.nats.client.MessageHandler;
import io.nats.client.Nats;
import io.nats.client.PullSubscribeOptions;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 180, unit = TimeUnit.SECONDS)
class NatsChatPlatformIT {
    private static final ChatContract CONTRACT = ChatContract.of(ContractVersion.B, "site-local");
    private static final String ID = "01970a4f-8c2d-8c9a-abcd-e0123456789f";
    private static final List<AddTarget> TARGETS =
            List.of(new AddTarget("room-0", "u0", "alice"), new AddTarget("room-1", "u1", "bob"));
    private static final SessionOptions FRONTDOOR = new SessionOptions(InjectMode.FRONTDOOR, true);
    private static final SessionOptions CANONICAL = new SessionOptions(InjectMode.CANONICAL, false);

    /** A key of all 62 bits comes back as it was. */
    private static final long KEY = (1L << 62) - 7;

    private final RecordingListener listener = new RecordingListener();
    private final NatsServer server = NatsServer.start();
    private final NatsLink link = link(server.url());
    private final NatsChatPlatform platform =
            new NatsChatPlatform(link, ContractProvider.always(CONTRACT), NanoClock.system());
    private Connection services;

    NatsChatPlatformIT() throws Exception {
        services = Nats.connect(server.url());
    }

    @BeforeEach
    void connect() {
        await("connected", link::isConnected);
    }

    @AfterEach
    void close() throws InterruptedException {
        services.close();
        link.close();
        server.close();
    }

    @Test
    void aRequestIsHeardByRoomServiceAndItsReplyComesBackWithTheKey() throws Exception {
        roomService(message -> services.publish(message.getReplyTo(), message.getData()));
        try (ChatSession session = platform.open(FRONTDOOR, TARGETS, listener)) {
            session.send(1, KEY, ID, bytes("hello"));

            assertThat(listener.next()).isEqualTo("replied " + KEY + " hello");
        }
    }

    @Test
    void subjectAndHeaderOfARequestAreThoseOfTheContract() throws Exception {
        roomService(message -> services.publish(
                message.getReplyTo(),
                bytes(message.getSubject() + " "
                        + Objects.requireNonNull(message.getHeaders()).get(Headers.REQUEST_ID))));
        try (ChatSession session = platform.open(FRONTDOOR, TARGETS, listener)) {
            session.send(1, 5, ID, bytes(""));

            assertThat(listener.next())
                    .isEqualTo("replied 5 chat.user.bob.request.room.room-1.site-local.member.add [" + ID + "]");
        }
    }

    @Test
    void noRespondersAreToldAndNeverAsAReply() throws Exception {
        try (ChatSession session = platform.open(FRONTDOOR, TARGETS, listener)) {
            session.send(0, 1, ID, bytes("hello"));

            assertThat(listener.next()).isEqualTo("no responders 1");
            assertThat(listener.left()).isZero();
        }
    }

    @Test
    void anEmptyReplyOfAServiceIsAReply() throws Exception {
        roomService(message -> services.publish(message.getReplyTo(), new byte[0]));
        try (ChatSession session = platform.open(FRONTDOOR, TARGETS, listener)) {
            session.send(0, 3, ID, bytes("hello"));

            assertThat(listener.next()).isEqualTo("replied 3 ");
        }
    }

    @Test
    void handoffEventAndResultAreHeardWithTheirRequestIds() throws Exception {
        try (ChatSession session = platform.open(FRONTDOOR, TARGETS, listener)) {
            publish(CONTRACT.canonicalMemberAdd(), "job");
            publish(CONTRACT.memberEvent("room-0"), "event");
            publish(CONTRACT.jobResult("alice", ID), "result");
            services.publish(CONTRACT.memberEvent("room-0"), bytes("without"));

            assertThat(listener.next()).isEqualTo("handed off " + ID);
            assertThat(listener.next()).isEqualTo("delivered " + ID + " event");
            assertThat(listener.next()).isEqualTo("resolved " + ID + " result");
            assertThat(listener.next()).isEqualTo("delivered null without");
            assertThat(session.health().failedSignals()).isZero();
        }
    }

    @Test
    void theHandoffIsNotWatchedUnlessAskedFor() throws Exception {
        try (ChatSession session = platform.open(CANONICAL, TARGETS, listener)) {
            publish(CONTRACT.canonicalMemberAdd(), "job");
            publish(CONTRACT.memberEvent("room-0"), "event");

            assertThat(listener.next()).isEqualTo("delivered " + ID + " event");
            assertThat(session.health().connected()).isTrue();
        }
    }

    @Test
    void theStreamsAckComesBackAndTheMessageIsStored() throws Exception {
        createStream(-1);
        try (ChatSession session = platform.open(CANONICAL, TARGETS, listener)) {
            session.send(0, KEY, ID, bytes("job"));

            assertThat(listener.next()).isEqualTo("stored " + KEY);
        }
        var stored = services.jetStreamManagement().getMessage(CONTRACT.roomsStream(), 1);
        assertThat(stored.getSubject()).isEqualTo("chat.room.canonical.site-local.member.add");
        assertThat(Objects.requireNonNull(stored.getHeaders()).get(Headers.REQUEST_ID))
                .containsExactly(ID);
        assertThat(stored.getData()).isEqualTo(bytes("job"));
    }

    @Test
    void whatTheStreamRefusesIsToldInItsWords() throws Exception {
        createStream(100);
        try (ChatSession session = platform.open(CANONICAL, TARGETS, listener)) {
            session.send(0, 4, ID, new byte[500]);

            assertThat(listener.next()).isEqualTo("refused 4 message size exceeds maximum allowed");
        }
    }

    @Test
    void withoutAStreamThereAreNoResponders() throws Exception {
        try (ChatSession session = platform.open(CANONICAL, TARGETS, listener)) {
            session.send(0, 4, ID, bytes("job"));

            assertThat(listener.next()).isEqualTo("no responders 4");
        }
    }

    @Test
    void aBodyThatTheServerCannotTakeIsRefusedByTheClient() throws Exception {
        try (ChatSession session = platform.open(FRONTDOOR, TARGETS, listener)) {
            assertThatThrownBy(() -> session.send(0, 4, ID, new byte[2_000_000]))
                    .isInstanceOf(InjectionException.class);
            session.send(0, 5, ID, bytes("next"));

            assertThat(listener.next()).isEqualTo("no responders 5");
        }
    }

    @Test
    void aListenerThatThrowsIsCountedAndTheNextSignalComes() throws Exception {
        RecordingListener failing = new RecordingListener() {
            @Override
            void add(String signal) {
                super.add(signal);
                if (signal.contains("bad")) {
                    throw new IllegalStateException("broken listener");
                }
            }
        };
        try (ChatSession session = platform.open(FRONTDOOR, TARGETS, failing)) {
            publish(CONTRACT.memberEvent("room-0"), "bad");
            publish(CONTRACT.memberEvent("room-0"), "good");

            assertThat(failing.next()).contains("bad");
            assertThat(failing.next()).contains("good");
            assertThat(session.health().failedSignals()).isOne();
        }
    }

    @Test
    void whileTheServerIsDownSendsFailAtOnceAndAfterwardsSignalsFlowAgain() throws Exception {
        try (ChatSession session = platform.open(FRONTDOOR, TARGETS, listener)) {
            server.kill();
            await("disconnect seen", () -> session.health().disconnects() > 0 && !link.isConnected());

            // One that waited for the server would wait for ever: it is started below.
            assertThatThrownBy(() -> session.send(0, 1, ID, bytes("lost"))).isInstanceOf(InjectionException.class);
            assertThat(session.health().connected()).isFalse();
            assertThatThrownBy(() -> platform.open(FRONTDOOR, TARGETS, listener))
                    .isInstanceOf(InjectionException.class)
                    .hasMessageContaining("not connected");
            assertThatThrownBy(platform::backlog).isInstanceOf(InjectionException.class);

            server.restart();
            await("reconnected", link::isConnected);
            services.close();
            services = Nats.connect(server.url());
            untilSubscribed(session);

            assertThat(session.health().disconnects()).isOne();
            assertThat(session.health().connected()).isTrue();
        }
    }

    @Test
    void closingEndsTheCollectorAndNoListenerIsCalledAfterwards() throws Exception {
        ChatSession session = platform.open(FRONTDOOR, TARGETS, listener);
        publish(CONTRACT.memberEvent("room-0"), "event");
        listener.next();

        session.close();
        session.close();

        publish(CONTRACT.memberEvent("room-0"), "too late");
        services.flush(Duration.ofSeconds(5));
        link.connected().flush(Duration.ofSeconds(5));
        assertThat(listener.left()).isZero();
    }

    @Test
    void closingWaitsForTheSignalInHand() throws Exception {
        CountDownLatch inHand = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        RecordingListener slow = new RecordingListener() {
            @Override
            void add(String signal) {
                inHand.countDown();
                boolean interrupted = false;
                while (goOn.getCount() > 0) {
                    try {
                        goOn.await();
                    } catch (InterruptedException e) {
                        interrupted = true;
                    }
                }
                super.add(signal);
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        ChatSession session = platform.open(FRONTDOOR, TARGETS, slow);
        for (int i = 0; i < 100; i++) {
            publish(CONTRACT.memberEvent("room-0"), "event");
        }
        services.flush(Duration.ofSeconds(5));
        inHand.await();
        Thread closing = Thread.ofPlatform().start(session::close);
        await("closing waits", () -> closing.getState() == Thread.State.WAITING);
        goOn.countDown();
        closing.join();

        int heard = slow.left();
        link.connected().flush(Duration.ofSeconds(5));
        assertThat(slow.left()).isEqualTo(heard).isLessThan(100);
    }

    @Test
    void theBacklogOfTheWorkerIsToldInItsFigures() throws Exception {
        createStream(-1);
        ConsumerConfiguration worker = ConsumerConfiguration.builder()
                .durable("room-worker")
                .ackWait(Duration.ofSeconds(30))
                .build();
        JetStreamSubscription jobs = services.jetStream()
                .subscribe(
                        CONTRACT.canonicalWildcard(),
                        PullSubscribeOptions.builder().stream(CONTRACT.roomsStream())
                                .configuration(worker)
                                .build());
        assertThat(platform.backlog()).isEqualTo(backlog(0, 0, 0, 0));
        for (int i = 0; i < 5; i++) {
            services.jetStream().publish(CONTRACT.canonicalMemberAdd(), bytes("job"));
        }
        var fetched = jobs.fetch(2, Duration.ofSeconds(5));
        assertThat(platform.backlog()).isEqualTo(backlog(3, 2, 0, 2));
        assertThat(jobs.fetch(3, Duration.ofSeconds(5))).hasSize(3);
        assertThat(platform.backlog()).isEqualTo(backlog(0, 5, 0, 5));
        fetched.getFirst().nak();
        assertThat(jobs.fetch(1, Duration.ofSeconds(5))).hasSize(1);

        assertThat(platform.backlog()).isEqualTo(backlog(0, 5, 1, 6));
        jobs.pull(1);
        services.flush(Duration.ofSeconds(5));
        assertThat(platform.backlog().waitingPulls()).isOne();
    }

    @Test
    void withoutAConsumerTheBacklogSaysWhatIsMissing() {
        assertThatThrownBy(platform::backlog)
                .isInstanceOf(InjectionException.class)
                .hasMessageContaining("room-worker")
                .hasMessageContaining("ROOMS_site-local");
    }

    @Test
    void theLinkKnowsItsServer() {
        assertThat(link.serverVersion())
                .hasValueSatisfying(version -> assertThat(version).matches("\\d+\\.\\d+\\..*"));
        assertThat(link.disconnects()).isZero();
    }

    @Test
    void aLinkMadeBeforeTheServerIsUpConnectsLaterAndCountsNoDisconnect() throws Exception {
        server.kill();
        try (NatsLink early = link(server.url())) {
            await("trouble", () -> !early.lastTrouble().equals("not connected yet"));
            assertThatThrownBy(early::connected)
                    .isInstanceOf(InjectionException.class)
                    .hasMessageContaining(early.lastTrouble());
            assertThat(early.serverVersion()).isEmpty();
            server.restart();
            await("connected", early::isConnected);

            assertThat(early.disconnects()).isZero();
        }
    }

    @Test
    void aLinkThatTriesAgainAndAgainStopsTryingWhenClosed() throws Exception {
        Semaphore attempts = new Semaphore(0);
        try (ServerSocket hangsUp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> hangUpOnEveryCaller(hangsUp, attempts));
            NatsLink early = link("nats://127.0.0.1:" + hangsUp.getLocalPort());
            assertThat(attempts.tryAcquire(3, 20, TimeUnit.SECONDS)).isTrue();
            assertThat(early.isConnecting()).isTrue();

            early.close();
            early.close();

            await("no more attempts", () -> !early.isConnecting());
            assertThat(early.isConnected()).isFalse();
            assertThat(early.disconnects()).isZero();
        }
    }

    @Test
    void aLinkClosedAtOnceStopsTrying() {
        server.kill();
        NatsLink early = link(server.url());

        early.close();

        await("no more attempts", () -> !early.isConnecting());
    }

    /** Until the socket is closed by the test. */
    private static void hangUpOnEveryCaller(ServerSocket socket, Semaphore attempts) {
        while (!socket.isClosed()) {
            try (Socket caller = socket.accept()) {
                assertThat(caller.isConnected()).isTrue();
                attempts.release();
            } catch (IOException e) {
                assertThat(socket.isClosed()).as("accept failed: %s", e).isTrue();
            }
        }
    }

    private static NatsLink link(String url) {
        return new NatsLink(new NatsSettings(List.of(url), Duration.ofSeconds(5)));
    }

    private static BacklogSample backlog(long pending, long ackPending, long redelivered, long deliveries) {
        return new BacklogSample("ROOMS_site-local", "room-worker", pending, ackPending, redelivered, deliveries, 0);
    }

    private void roomService(MessageHandler handler) throws Exception {
        services.createDispatcher().subscribe(CONTRACT.memberAddWildcard(), "room-service", handler);
        services.flush(Duration.ofSeconds(5));
    }

    private void createStream(int maxMessageBytes) throws Exception {
        services.jetStreamManagement()
                .addStream(StreamConfiguration.builder()
                        .name(CONTRACT.roomsStream())
                        .subjects(CONTRACT.canonicalWildcard())
                        .maximumMessageSize(maxMessageBytes)
                        .build());
    }

    private void publish(String subject, String body) {
        var headers = new io.nats.client.impl.Headers();
        headers.put(Headers.REQUEST_ID, ID);
        services.publish(subject, headers, bytes(body));
    }

    /** Sends until an answer comes: the client renews its subscriptions a moment after it is connected. */
    private void untilSubscribed(ChatSession session) {
        await("signals flow", () -> {
            try {
                session.send(0, 2, ID, bytes("again"));
                link.connected().flush(Duration.ofSeconds(5));
            } catch (Exception notYet) {
                throw new AssertionError("sending fails though connected", notYet);
            }
            return listener.left() > 0;
        });
    }

    private static void await(String what, BooleanSupplier state) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!state.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not within 20 s: " + what);
            }
            LockSupport.parkNanos(2_000_000);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
