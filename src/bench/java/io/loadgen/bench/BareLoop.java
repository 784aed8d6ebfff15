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
import java.util.concurrent.locks.LockSupport;
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
    private static final long LONGEST_NANOS = 60_000_000_000L;

    private final Connection connection;
    private final ChatContract contract;
    private final Workload workload;
    private final Company company;

    BareLoop(String url, ChatContract contract, Workload workload, Company company)
            throws IOException, InterruptedException {
        this.connection = Nats.connect(url);
        this.contract = contract;
        this.workload = workload;
        this.company = company;
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

    /**
     * One run at a fixed rate, with the times of replies and the lateness of sends. It sleeps until a request is due, and then sends all
     * that are: no spinning, which would take from the others.
     */
    Map<String, Double> paced(double rate, long requests) throws InterruptedException, TimeoutException {
        try (Exchange exchange = new Exchange(Workload.FRONTDOOR, 3, true)) {
            Histogram lag = new Histogram(1, LONGEST_NANOS, 3);
            Cost before = Cost.settled(company);
            Schedule schedule = new Schedule(System.nanoTime() + 20_000_000, rate);
            exchange.schedule = schedule;
            long sent = 0;
            for (long request = 0; request < requests; request++) {
                long due = schedule.due(request);
                await(due);
                sent = exchange.sendTimed(request);
                lag.recordValue(Math.max(1, sent - due));
            }
            exchange.window.drain();
            Map<String, Double> figures = before.since(requests);
            exchange.requireAll(requests);
            figures.put("achievedPercent", 100e9 * requests / rate / Math.max(1, sent - schedule.due(-1)));
            enter(figures, "lag", lag);
            enter(figures, "reply", exchange.replies);
            enter(figures, "replyFromSchedule", exchange.repliesFromSchedule);
            return figures;
        }
    }

    private static void await(long dueNanos) {
        for (long left = dueNanos - System.nanoTime(); left > 0; left = dueNanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Adds what is reported of a distribution, in microseconds. */
    private static void enter(Map<String, Double> figures, String name, Histogram nanos) {
        for (double percentile : new double[] {50, 90, 99, 99.9}) {
            String digits = Double.toString(percentile).replace(".0", "").replace(".", "");
            figures.put(name + "P" + digits + "Micros", nanos.getValueAtPercentile(percentile) / 1e3);
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
        private final Histogram replies = new Histogram(1, LONGEST_NANOS, 3);
        private final Histogram repliesFromSchedule = new Histogram(1, LONGEST_NANOS, 3);
        private final long[] received = new long[4];
        private final int last;
        private volatile Schedule schedule = new Schedule(0, 1);
        private long complete;

        Exchange(String mode, int signals, boolean timed) throws InterruptedException, TimeoutException {
            this.mode = mode;
            this.timed = timed;
            this.window = new Window(timed ? KEYS : Workload.WINDOW);
            dispatcher.setPendingLimits(-1, -1);
            dispatcher.subscribe(inbox + "*", this::replied);
            boolean results = signals > 2;
            last = results ? 2 : 1;
            dispatcher.subscribe(contract.memberEvent("*"), message -> came(message, 1));
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
                long now = System.nanoTime();
                replies.recordValue(now - sentNanos[(int) request & KEYS - 1]);
                repliesFromSchedule.recordValue(now - schedule.due(request));
            }
        }

        private void came(Message message, int signal) {
            String id = Objects.requireNonNull(message.getHeaders().getFirst(Headers.REQUEST_ID));
            if (id.length() == 36) {
                count(signal);
            }
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

    /** When each request is due. */
    private record Schedule(long startNanos, double rate) {
        long due(long request) {
            return startNanos + Math.round(request * 1e9 / rate);
        }
    }
}
