package io.loadgen.bench;

import io.loadgen.contract.ChatContract;
import io.loadgen.contract.Headers;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.NUID;
import io.nats.client.Nats;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;

/**
 * What a careful programmer would write with nothing but the NATS client: requests published with a reply subject of one's own and
 * a fresh {@code X-Request-ID}, one dispatcher for all that comes back, a window in between. It counts what comes and checks that
 * all came; it records nothing else at full rate.
 */
final class BareLoop implements AutoCloseable {
    private static final long RUN = 0x0197_0a4f_8c2d_8c9aL;
    private static final long VARIANT = 1L << 63;
    private static final int KEYS = 1 << 16;

    private final Connection connection;
    private final ChatContract contract;
    private final Workload workload;

    BareLoop(String url, ChatContract contract, Workload workload) throws IOException, InterruptedException {
        this.connection = Nats.connect(url);
        this.contract = contract;
        this.workload = workload;
    }

    /** One run in which the window alone sets the pace. */
    Map<String, Double> atFullRate(String mode, int signals, long requests)
            throws InterruptedException, TimeoutException {
        try (Exchange exchange = new Exchange(mode, signals, false)) {
            Window window = exchange.window;
            Cost before = Cost.settled();
            for (long request = 0; request < requests; request++) {
                window.enter();
                exchange.send(request);
            }
            window.drain();
            Map<String, Double> cost = before.since(requests);
            exchange.requireAll(requests);
            return cost;
        }
    }

    /** One run at a fixed rate, with the service time of replies and the lateness of sends. */
    Map<String, Double> paced(double rate, long requests) throws InterruptedException, TimeoutException {
        try (Exchange exchange = new Exchange(Workload.FRONTDOOR, 3, true)) {
            Histogram lag = new Histogram(1, 60_000_000_000L, 3);
            Cost before = Cost.settled();
            long start = System.nanoTime() + 20_000_000;
            for (long request = 0; request < requests; request++) {
                long due = start + Math.round(request * 1e9 / rate);
                Pacer.await(due);
                lag.recordValue(Math.max(1, exchange.sendTimed(request) - due));
            }
            exchange.window.drain();
            Map<String, Double> figures = before.since(requests);
            exchange.requireAll(requests);
            Pacer.enter(figures, "lag", lag);
            Pacer.enter(figures, "reply", exchange.replies);
            Pacer.enter(figures, "event", exchange.events);
            return figures;
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The subscriptions and counts of one run. */
    private final class Exchange implements AutoCloseable {
        private final String inbox = "_INBOX." + NUID.nextGlobal() + ".";
        private final String mode;
        private final boolean timed;
        private final Window window;
        private final Dispatcher dispatcher = connection.createDispatcher();
        private final long[] sentNanos = new long[KEYS];
        private final Histogram replies = new Histogram(1, 60_000_000_000L, 3);
        private final Histogram events = new Histogram(1, 60_000_000_000L, 3);
        private final long[] received = new long[4];
        private final int last;
        private long complete;

        Exchange(String mode, int signals, boolean timed) throws InterruptedException, TimeoutException {
            this.mode = mode;
            this.timed = timed;
            this.window = new Window(timed ? KEYS : Workload.WINDOW);
            dispatcher.setPendingLimits(-1, -1);
            dispatcher.subscribe(inbox + "*", this::replied);
            boolean results = signals > 2;
            last = results ? 2 : 1;
            dispatcher.subscribe(contract.memberEvent("*"), this::delivered);
            if (results) {
                dispatcher.subscribe(contract.jobResultWildcard(), message -> came(message, 2));
            }
            if (signals > 3) {
                dispatcher.subscribe(contract.canonicalMemberAdd(), message -> came(message, 3));
            }
            connection.flush(Duration.ofSeconds(5));
        }

        void send(long request) {
            var headers = new io.nats.client.impl.Headers();
            headers.put(Headers.REQUEST_ID, new java.util.UUID(RUN, VARIANT | request).toString());
            connection.publish(workload.subject(mode, request), inbox + request, headers, workload.body(mode, request));
        }

        long sendTimed(long request) {
            window.enter();
            long now = System.nanoTime();
            sentNanos[(int) request & KEYS - 1] = now;
            send(request);
            return now;
        }

        private void replied(Message message) {
            count(0);
            if (timed) {
                long request = Long.parseLong(
                        message.getSubject(),
                        inbox.length(),
                        message.getSubject().length(),
                        10);
                replies.recordValue(System.nanoTime() - sentNanos[(int) request & KEYS - 1]);
            }
        }

        private void delivered(Message message) {
            String id = came(message, 1);
            if (timed) {
                long request = Long.parseLong(id, 24, 36, 16);
                events.recordValue(System.nanoTime() - sentNanos[(int) request & KEYS - 1]);
            }
        }

        private String came(Message message, int signal) {
            String id = Objects.requireNonNull(message.getHeaders().getFirst(Headers.REQUEST_ID));
            if (id.length() == 36) {
                count(signal);
            }
            return id;
        }

        /** As many requests are complete as have both their first and their last signal; an ack may come after the event. */
        private void count(int signal) {
            received[signal]++;
            if (complete < Math.min(received[0], received[last])) {
                complete++;
                window.leave();
            }
        }

        void requireAll(long requests) {
            for (int signal : List.of(0, 1)) {
                if (received[signal] != requests) {
                    throw new IllegalStateException(
                            requests + " requests, but " + received[signal] + " of signal " + signal);
                }
            }
        }

        @Override
        public void close() {
            connection.closeDispatcher(dispatcher);
        }
    }
}
