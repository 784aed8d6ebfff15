package io.loadgen.nats;

import io.loadgen.injection.SignalListener;
import io.loadgen.time.NanoClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a probe ten times a second to a subject that only its own session listens to, the way that requests go, and tells of those that
 * come back how long they took, and how long of that they waited for their handling.
 *
 * <p>A virtual thread. A moment that was missed, as by a pause of the process, is left out, not made up for.
 */
final class ListenerProbes implements AutoCloseable {
    /** Takes a probe's body to the subject of the probes. */
    @FunctionalInterface
    interface Sender {
        void send(byte[] body) throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(ListenerProbes.class);
    private static final long PERIOD_NANOS = HearingProof.TICK_NANOS;
    private static final Duration END_LIMIT = Duration.ofSeconds(5);

    private final Sender sender;
    private final NanoClock clock;
    private final SignalListener listener;
    private final ProbeTicks ticks;
    private final CountDownLatch firstHandled = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread prober;

    ListenerProbes(Sender sender, NanoClock clock, SignalListener listener, HearingProof proof) {
        this.sender = sender;
        this.clock = clock;
        this.listener = listener;
        this.ticks = new ProbeTicks(listener, proof);
        this.prober = Thread.ofVirtual().name("nats-probes").unstarted(this::probe);
    }

    /** Begins, and waits until the first probe has come back; false when it does not in time. */
    boolean start(Duration atMost) throws InterruptedException {
        prober.start();
        return firstHandled.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * A message came to the subject of the probes, and has waited so long for its handling. On the collector's thread; false if it is none
     * of them.
     */
    boolean handle(byte[] body, long waitedNanos) {
        boolean ours = body.length == Long.BYTES
                && ticks.handled(ByteBuffer.wrap(body).getLong(), clock.nanoTime(), waitedNanos);
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
        try {
            sender.send(ByteBuffer.allocate(Long.BYTES).putLong(tick).array());
            listener.probeSent(sentNanos);
        } catch (IOException refused) {
            // No connection, or a broken one. That no probe comes back is what tells of it.
            LOG.debug("No probe: {}", refused.getMessage());
        }
    }

    /** Ends the probes. No interrupt: one would close the socket under a virtual thread that writes to it. */
    @Override
    public void close() {
        closing.countDown();
        try {
            if (prober.getState() != Thread.State.NEW && !prober.join(END_LIMIT)) {
                LOG.warn("{} did not end within {} s", prober.getName(), END_LIMIT.toSeconds());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
