package io.loadgen.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadgen.contract.ChatContract;
import io.loadgen.contract.ContractProvider;
import io.loadgen.contract.ContractVersion;
import io.loadgen.injection.AddTarget;
import io.loadgen.injection.ChatSession;
import io.loadgen.injection.InjectionException;
import io.loadgen.injection.MissingRight.Right;
import io.loadgen.injection.MissingRight.Use;
import io.loadgen.injection.NeededRight;
import io.loadgen.injection.SessionOptions;
import io.loadgen.result.ConnectionGaps.Cause;
import io.loadgen.result.ConnectionTroubles;
import io.loadgen.result.ConnectionTroubles.Kind;
import io.loadgen.result.ConnectionTroubles.Trouble;
import io.loadgen.sandbox.NatsServer;
import io.loadgen.sandbox.NatsServerBinary;
import io.loadgen.spec.InjectMode;
import io.loadgen.time.NanoClock;
import io.nats.client.Connection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a session tells of its connection, and of itself. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class SessionTroublesIT {
    private static final ChatContract CONTRACT = ChatContract.of(ContractVersion.B, "site-local");
    private static final String ID = "01970a4f-8c2d-8c9a-abcd-e0123456789f";
    private static final List<AddTarget> TARGETS = List.of(new AddTarget("room-0", "u0", "alice"));
    private static final SessionOptions FRONTDOOR = new SessionOptions(InjectMode.FRONTDOOR, true);
    private static final NanoClock CLOCK = NanoClock.system();

    private final Probed listener = new Probed();
    private final NatsServer server =
            NatsServer.start(NatsServerBinary.onThisMachine(Optional.empty()).locate(), permitting("", ""));
    private final TcpProxy way = new TcpProxy(server.url());
    private final NatsLink link = new NatsLink(new NatsSettings(
            List.of(way.url()),
            true,
            new NatsCredentials.UserPassword("loadgen", "secret"),
            Optional.empty(),
            false,
            Duration.ofSeconds(5),
            NatsAccount.USUAL));
    private final NatsChatPlatform platform = new NatsChatPlatform(link, ContractProvider.always(CONTRACT), CLOCK);

    /** One user, who may do everything but what is denied: quoted subjects with commas between. */
    private static String permitting(String noPublish, String noSubscribe) {
        return """
                authorization { users = [ { user: loadgen, password: secret, permissions: {
                  publish: { allow: ">", deny: [%s] }, subscribe: { allow: ">", deny: [%s] } } } ] }
                """.formatted(noPublish, noSubscribe);
    }

    @BeforeEach
    void connect() {
        await("connected", link::isConnected);
    }

    @AfterEach
    void close() {
        link.close();
        way.close();
        server.close();
    }

    @Test
    void probesComeBackFromTheOpeningToTheCloseAndAreNoSignals() throws Exception {
        try (ChatSession session = open()) {
            for (int probe = 0; probe < 5; probe++) {
                assertThat(listener.answered.take()).isPositive();
                assertThat(listener.delayed.take()).isNotNegative();
            }
            assertThat(session.health().troubles()).isEqualTo(ConnectionTroubles.none());
        }
        int sent = listener.sent.size();
        link.connected().flush(Duration.ofSeconds(5));
        assertThat(listener.sent).hasSize(sent);
        assertThat(listener.left()).isZero();
        assertThat(listener.misaddressed).hasValue(0);
    }

    @Test
    void aCollectorThatIsBusyShowsInFloorAndDelay() throws Exception {
        listener.holdUp = new CountDownLatch(1);
        try (ChatSession session = open()) {
            link.connected().publish(CONTRACT.memberEvent("room-0"), "event".getBytes(StandardCharsets.UTF_8));
            await("the collector is held up", () -> listener.heldUp);
            listener.answered.clear();
            listener.delayed.clear();
            listener.sent.clear();
            long first = listener.sent.take();
            listener.sent.take();
            long third = listener.sent.take();
            listener.holdUp.countDown();

            await("the held up probes are handled", () -> listener.delayed.size() >= 3);
            assertThat(listener.answered).anyMatch(floor -> floor >= third - first);
            // Most of it, since the ping may have waited for the processor.
            assertThat(listener.delayed).anyMatch(delay -> delay >= (third - first) / 2);
            assertThat(session.health().failedSignals()).isZero();
        }
    }

    @Test
    void aPingWithoutAnswerHoldsUpNoProbeAndABlackHoleIsASilence() throws Exception {
        try (ChatSession session = open()) {
            listener.answered.take();
            way.stall();
            listener.sent.clear();
            for (int probe = 0; probe < 5; probe++) {
                listener.sent.take();
            }
            await("the silence is told", () -> {
                session.heardUpTo(CLOCK.nanoTime());
                return !listener.gaps.isEmpty();
            });
            assertThat(listener.gaps.take()).isEqualTo("lost " + Cause.SILENCE);
            long now = CLOCK.nanoTime();
            assertThat(session.heardUpTo(now)).isEqualTo(now);
            assertThat(session.health().disconnects()).isZero();

            way.resume();

            assertThat(listener.gaps.take()).isEqualTo("restored");
            await("what is heard is proven again", () -> session.heardUpTo(CLOCK.nanoTime()) - now > 0);
        }
    }

    @Test
    void aLostConnectionIsTheClientsWordAndOverWhenAProbeComesBack() throws Exception {
        try (ChatSession session = open()) {
            server.kill();
            assertThat(listener.gaps.take()).isEqualTo("lost " + Cause.CONNECTION);
            server.restart();

            assertThat(listener.gaps.take()).isEqualTo("restored");
            assertThat(session.health().disconnects()).isOne();
        }
    }

    @Test
    void aSubscriptionThatIsTakenAwayIsNamedAndNothingIsProvenAnyMore() throws Exception {
        try (ChatSession session = open()) {
            server.reload(permitting("", "\"chat.room.*.event.member\""));

            assertThat(listener.gaps.take()).isEqualTo("lost " + Cause.PERMISSION);
            Trouble denied = session.health().troubles().seen().getFirst();
            assertThat(denied.kind()).isEqualTo(Kind.SUBSCRIPTION_DENIED);
            assertThat(denied.about()).isEqualTo("member events");
            assertThat(denied.count()).isOne();
            assertThat(denied.firstWords()).contains("Permissions Violation", "chat.room.*.event.member");
            listener.answered.clear();
            listener.answered.take();
            long now = CLOCK.nanoTime();
            assertThat(session.heardUpTo(now)).isEqualTo(now);
            assertThat(listener.gaps).isEmpty();
        }
    }

    @Test
    void theHandoffMayBeTakenAwayWithoutDoubtOnTheRest() throws Exception {
        try (ChatSession session = open()) {
            server.reload(permitting("", "\"" + CONTRACT.canonicalMemberAdd() + "\""));

            await("it is named", () -> count(session, Kind.HANDOFF_DENIED) == 1);
            assertThat(session.health().troubles().seen().getFirst().about()).isEqualTo("handoffs");
            assertThat(listener.gaps).isEmpty();
        }
    }

    @Test
    void aRightToPublishThatIsTakenAwayIsNamedAndCountedAndWhatOthersMayNotIsTheirs() throws Exception {
        try (ChatSession session = open()) {
            server.reload(permitting("\"chat.user.>\"", ""));
            await("others are refused", this::refusesOthers);
            send(session);
            send(session);
            await("both are counted", () -> count(session, Kind.PUBLISH_DENIED) >= 2);

            assertThat(count(session, Kind.PUBLISH_DENIED)).isEqualTo(2);
            Trouble denied = session.health().troubles().seen().getFirst();
            assertThat(denied.about()).isEqualTo("requests");
            assertThat(denied.firstWords()).contains("Publish", "chat.user.alice");
            assertThat(listener.gaps).isEmpty();
        }
    }

    @Test
    void aLameDuckAndAServerThatFindsUsSlowAreNamed() throws Exception {
        try (ChatSession session = open()) {
            way.sayAsServer("-ERR 'Slow Consumer'\r\n".getBytes(StandardCharsets.US_ASCII));
            await("slow consumer", () -> count(session, Kind.SLOW_CONSUMER) == 1);
            way.sayAsServer("-ERR 'Maximum Something Exceeded'\r\n".getBytes(StandardCharsets.US_ASCII));
            await("another error", () -> count(session, Kind.SERVER_ERROR) == 1);
            server.enterLameDuckMode();
            await("lame duck", () -> count(session, Kind.LAME_DUCK) == 1);
        }
    }

    @Test
    void withoutTheRightToSendProbesNoSessionIsOpened() throws Exception {
        server.restart(permitting("\"_INBOX.loadgen.>\"", ""));
        await("disconnected and connected again", () -> link.disconnects() == 1 && link.isConnected());

        assertThat(new NatsPlatformInspection(link)
                        .denied(List.of(new NeededRight("a test", Right.PUBLISH, Use.INBOX, "loadgen.>"))))
                .singleElement()
                .satisfies(missing -> {
                    assertThat(missing.words()).startsWith("publish to _INBOX.loadgen.");
                    assertThat(missing.scope()).isEqualTo("_INBOX.>");
                });
        assertThatThrownBy(this::open)
                .isInstanceOf(InjectionException.class)
                .hasMessageContaining("must be permitted to publish and to subscribe to _INBOX.>");
    }

    /** Over the same connection, but not by the session. */
    private boolean refusesOthers() {
        try {
            Connection connection = link.connected();
            connection.publish("chat.user.somebody.else", new byte[0]);
            connection.RTT();
            return String.valueOf(connection.getLastError()).contains("Permissions Violation");
        } catch (InjectionException | IOException gone) {
            throw new AssertionError(gone);
        }
    }

    private ChatSession open() throws InjectionException {
        return platform.open(FRONTDOOR, TARGETS, listener);
    }

    private static void send(ChatSession session) {
        try {
            session.send(0, 1, ID, new byte[0]);
        } catch (InjectionException refused) {
            throw new AssertionError(refused);
        }
    }

    private static long count(ChatSession session, Kind kind) {
        return session.health().troubles().count(kind);
    }

    private static void await(String what, BooleanSupplier state) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!state.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not within 30 s: " + what);
            }
            LockSupport.parkNanos(2_000_000);
        }
    }

    /** Keeps what is told of probes and of gaps. */
    private static final class Probed extends RecordingListener {
        final BlockingQueue<Long> sent = new LinkedBlockingQueue<>();
        final BlockingQueue<Long> answered = new LinkedBlockingQueue<>();
        final BlockingQueue<Long> delayed = new LinkedBlockingQueue<>();
        final BlockingQueue<String> gaps = new LinkedBlockingQueue<>();
        final AtomicInteger misaddressed = new AtomicInteger();
        volatile boolean heldUp;
        volatile CountDownLatch holdUp = new CountDownLatch(0);

        @Override
        public void delivered(@Nullable String requestId, byte[] body, long nowNanos) {
            heldUp = true;
            try {
                holdUp.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void misaddressed() {
            misaddressed.incrementAndGet();
        }

        @Override
        public void probeSent(long sentNanos) {
            sent.add(sentNanos);
        }

        @Override
        public void probeAnswered(long sentNanos, long nanos) {
            answered.add(nanos);
        }

        @Override
        public void probeDelayed(long sentNanos, long nanos) {
            delayed.add(nanos);
        }

        @Override
        public void connectionLost(long fromNanos, Cause cause) {
            gaps.add("lost " + cause);
        }

        @Override
        public void connectionRestored(long nowNanos) {
            gaps.add("restored");
        }
    }
}
