package io.loadgen.nats;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.time.NanoClock;
import io.nats.client.Connection;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ListenerProbesTests {
    private static final NanoClock CLOCK = NanoClock.system();

    private final CountDownLatch pinging = new CountDownLatch(1);
    private final CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    private final AtomicBoolean answered = new AtomicBoolean();
    private final AtomicBoolean delayTold = new AtomicBoolean();
    private final RecordingListener listener = new RecordingListener() {
        @Override
        public void probeDelayed(long sentNanos, long nanos) {
            delayTold.set(true);
        }
    };

    private final ListenerProbes probes =
            new ListenerProbes(connection(), "probes", CLOCK, listener, new HearingProof(listener, CLOCK.nanoTime()));

    @Test
    void aPingUnderWayIsNeitherInterruptedNorWaitedForNorTold() throws Exception {
        assertThat(probes.start(Duration.ofSeconds(20))).isTrue();
        pinging.await();
        probes.close();
        answered.set(true);

        assertThat(interrupted.get()).isFalse();
        assertThat(delayTold).isFalse();
    }

    /** Probes come back at once; a ping ends when it is answered, or interrupted. */
    private Connection connection() {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, call, arguments) -> {
                    if (call.getName().equals("publish")) {
                        probes.handle((byte[]) arguments[1]);
                        return null;
                    }
                    pinging.countDown();
                    while (!answered.get() && !Thread.currentThread().isInterrupted()) {
                        LockSupport.parkNanos(1_000_000);
                    }
                    interrupted.complete(Thread.currentThread().isInterrupted());
                    return Duration.ofMillis(1);
                });
    }
}
