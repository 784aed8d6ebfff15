package io.loadgen.nats;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.loadgen.contract.ChatContract;
import io.loadgen.contract.ContractProvider;
import io.loadgen.contract.ContractVersion;
import io.loadgen.contract.RequestIds;
import io.loadgen.injection.AddTarget;
import io.loadgen.injection.ChatSession;
import io.loadgen.injection.SessionOptions;
import io.loadgen.injection.SignalListener;
import io.loadgen.sandbox.NatsServer;
import io.loadgen.spec.InjectMode;
import io.loadgen.time.NanoClock;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a request costs beside its body, from its sending to its last signal. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
@SuppressWarnings("try") // an interrupt while closing ends the test like any other
class RequestCostIT {
    private static final int REQUESTS = 20_000;
    private static final int AT_ONCE = 250;
    private static final byte[] REQUEST = new byte[400];
    private static final byte[] ACCEPTED = bytes("{\"status\":\"accepted\"}");
    private static final byte[] EVENT = new byte[300];
    private static final byte[] RESULT = bytes("{\"operation\":\"room.member.add\",\"status\":\"ok\"}");
    private static final ChatContract CONTRACT = ChatContract.of(ContractVersion.B, "site-local");
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final RequestIds ids = new RequestIds(42);
    private final Counting listener = new Counting();

    /** Three signals a request. The client's own way of publishing and hearing takes about 4,500 bytes. */
    @Test
    void itsSignalsAllocateLittleMoreThanTheirRequestIdsAndOneThreadHearsThemAll() throws Exception {
        try (NatsServer server = NatsServer.start();
                Connection responder = Nats.connect(server.url());
                NatsLink link = new NatsLink(new NatsSettings(List.of(server.url()), Duration.ofSeconds(5)))) {
            responder.createDispatcher(request -> answer(responder, request)).subscribe(CONTRACT.memberAddWildcard());
            responder.flush(Duration.ofSeconds(5));
            link.awaitFirstConnection(Duration.ofSeconds(20));
            try (ChatSession session = new NatsChatPlatform(link, ContractProvider.always(CONTRACT), NanoClock.system())
                    .open(
                            new SessionOptions(InjectMode.FRONTDOOR, false),
                            List.of(new AddTarget("room", "u1", "owner")),
                            listener)) {
                exchange(session);
                long before = allocated();
                exchange(session);
                long each = (allocated() - before) / REQUESTS;

                assertThat(each).as("bytes a request beside its body").isBetween(1L, 600L);
                assertThat(listener.threads).hasSize(1);
                assertThat(session.health().failedSignals()).isZero();
            }
        }
    }

    private void exchange(ChatSession session) throws Exception {
        for (int sent = 0; sent < REQUESTS; sent += AT_ONCE) {
            session.hold();
            for (int key = sent; key < sent + AT_ONCE; key++) {
                session.send(0, key, ids.format(key), REQUEST);
            }
            session.flush();
            assertThat(listener.heard.tryAcquire(3 * AT_ONCE, 30, TimeUnit.SECONDS))
                    .isTrue();
        }
    }

    /** By this thread, which sends, and by those that hear; connections of other tests have threads of the same name. */
    private long allocated() {
        return LongStream.concat(
                        LongStream.of(Thread.currentThread().threadId()),
                        listener.threads.stream().mapToLong(Long::longValue))
                .map(THREADS::getThreadAllocatedBytes)
                .sum();
    }

    private static void answer(Connection responder, Message request) {
        responder.publish(request.getReplyTo(), ACCEPTED);
        responder.publish(CONTRACT.memberEvent("room"), request.getHeaders(), EVENT);
        responder.publish(CONTRACT.jobResult("owner", "any"), request.getHeaders(), RESULT);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Counts what it hears, and knows who told it. */
    private final class Counting implements SignalListener {
        final Semaphore heard = new Semaphore(0);
        final Set<Long> threads = ConcurrentHashMap.newKeySet();
        private long last = -1;

        private void hear() {
            long thread = Thread.currentThread().threadId();
            if (thread != last) {
                last = thread;
                threads.add(thread);
            }
            heard.release();
        }

        @Override
        public void replied(long key, byte[] body, long nowNanos) {
            hear();
        }

        @Override
        public void delivered(@Nullable String requestId, byte[] body, long nowNanos) {
            if (ids.parse(requestId) != RequestIds.FOREIGN) {
                hear();
            }
        }

        @Override
        public void resolved(@Nullable String requestId, byte[] body, long nowNanos) {
            if (ids.parse(requestId) != RequestIds.FOREIGN) {
                hear();
            }
        }

        @Override
        public void stored(long key, long nowNanos) {
            throw new AssertionError("no stream was written to");
        }

        @Override
        public void refusedByStream(long key, String reason, long nowNanos) {
            throw new AssertionError("no stream was written to");
        }

        @Override
        public void noResponders(long key, long nowNanos) {
            throw new AssertionError("nobody listens");
        }

        @Override
        public void handedOff(@Nullable String requestId, long nowNanos) {
            throw new AssertionError("the handoff is not watched");
        }
    }
}
