package io.loadgen.nats;

import io.loadgen.injection.SignalListener;
import io.loadgen.time.NanoClock;
import io.nats.client.Connection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a probe ten times a second to a subject that only its own session listens to, and a ping of the connection beside each. What the
 * ping takes is the path; what the probe takes longer is the wait for the collector, since the client answers pings without it.
 *
 * <p>Two virtual threads: a ping waits for its answer and must not hold up the next probe, so while one is out no other is taken. A
 * moment that was missed, as by a pause of the process, is left out, not made up for. Closing ends both, begun or not, and waits for no
 * ping.
 */
final class ListenerProbes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ListenerProbes.class);
    private static final long PERIOD_NANOS = HearingProof.TICK_NANOS;
    private static final Duration END_LIMIT = Duration.ofSeconds(5);

    private final Connection connection;
    private final String subject;
    private final NanoClock clock;
    private final SignalListener listener;
    private final ProbeTicks ticks;
    private final CountDownLatch firstHandled = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Semaphore pingsDue = new Semaphore(0);
    private final Thread prober;
    private final Thread pinger;

    ListenerProbes(
            Connection connection, String subject, NanoClock clock, SignalListener listener, HearingProof proof) {
        this.connection = connection;
        this.subject = subject;
        this.clock = clock;
        this.listener = listener;
        this.ticks = new ProbeTicks(listener, proof);
        this.prober = Thread.ofVirtual().name("nats-probes").unstarted(this::probe);
        this.pinger = Thread.ofVirtual().name("nats-pings").unstarted(this::ping);
    }

    /** Begins, and waits until the first probe has come back; false when it does not in time. */
    boolean start(Duration atMost) throws InterruptedException {
        prober.start();
        pinger.start();
        return firstHandled.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** A message came to the subject of the probes. On the collector's thread; false if it is none of them. */
    boolean handle(byte[] body) {
        boolean ours =
                body.length == Long.BYTES && ticks.handled(ByteBuffer.wrap(body).getLong(), clock.nanoTime());
        if (ours) {
            firstHandled.countDown();
        }
        return ours;
    }

    private void probe() {
        try {
            long dueNanos = clock.nanoTime();
            do {
                sendOne();
                dueNanos += PERIOD_NANOS * (1 + Math.max(0, clock.nanoTime() - dueNanos) / PERIOD_NANOS);
            } while (!closing.await(dueNanos - clock.nanoTime(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendOne() {
        long sentNanos = clock.nanoTime();
        long tick = ticks.begin(sentNanos);
        pingsDue.release();
        try {
            connection.publish(
                    subject, ByteBuffer.allocate(Long.BYTES).putLong(tick).array());
            listener.probeSent(sentNanos);
        } catch (IllegalStateException refused) {
            // No connection, or no room in the queue to it. That no probe comes back is what tells of it.
            LOG.debug("No probe: {}", refused.getMessage());
        }
    }

    private void ping() {
        try {
            pingsDue.acquire();
            while (!isClosing()) {
                pingsDue.drainPermits();
                pingOnce();
                pingsDue.acquire();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void pingOnce() {
        long tick = ticks.last();
        try {
            pinged(tick, connection.RTT().toNanos());
        } catch (IOException | IllegalStateException unanswered) {
            // Its probe has no delay then.
            LOG.debug("No ping: {}", unanswered.getMessage());
        }
    }

    private synchronized void pinged(long tick, long nanos) {
        if (!isClosing()) {
            ticks.pinged(tick, nanos);
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    /**
     * Ends the probes. A ping under way is left to its own end, untold: the client cannot be interrupted while it sends one, or it awaits
     * an answer to what it never sent, and from then on takes each ping's answer for that of the ping before.
     */
    @Override
    public void close() {
        endPings();
        prober.interrupt();
        try {
            if (prober.getState() != Thread.State.NEW && !prober.join(END_LIMIT)) {
                LOG.warn("{} did not end within {} s", prober.getName(), END_LIMIT.toSeconds());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void endPings() {
        closing.countDown();
        pingsDue.release();
    }
}
