package io.loadgen.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ParkThenSpinTests {
    private static final long HOUR_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final WaitStrategy WAIT = new ParkThenSpin(NanoClock.system(), ParkThenSpin.DEFAULT_SPIN_NANOS);

    @Test
    void neverReturnsBeforeTheInstant() {
        for (int distance = 0; distance < 100; distance++) {
            long instant = System.nanoTime() + distance * 10_000L;

            WAIT.awaitUntil(instant, () -> false);

            assertThat(System.nanoTime() - instant).isNotNegative();
        }
    }

    @Test
    void returnsAtOnceWhenTheInstantHasPassed() {
        WAIT.awaitUntil(System.nanoTime() - HOUR_NANOS, () -> {
            throw new AssertionError("nothing to wait for, nothing to ask");
        });
    }

    @Test
    void onlySpinsWithinTheSpin() {
        NanoClock stepping = new NanoClock() {
            private long now = Long.MAX_VALUE - 50;

            @Override
            public long nanoTime() {
                return now++;
            }
        };

        // The instant lies beyond the overflow of the clock.
        new ParkThenSpin(stepping, 1_000).awaitUntil(Long.MIN_VALUE + 50, () -> {
            throw new AssertionError("parked");
        });

        assertThat(stepping.nanoTime())
                .isGreaterThanOrEqualTo(Long.MIN_VALUE + 50)
                .isNegative();
    }

    @Test
    void aWaitThatIsGivenUpEndsWhenUnparked() throws InterruptedException {
        AtomicBoolean cancelled = new AtomicBoolean();
        CountDownLatch waiting = new CountDownLatch(1);
        Thread waiter = Thread.ofPlatform()
                .start(() -> WAIT.awaitUntil(System.nanoTime() + HOUR_NANOS, () -> {
                    waiting.countDown();
                    return cancelled.get();
                }));
        waiting.await();

        cancelled.set(true);
        LockSupport.unpark(waiter);

        waiter.join();
        assertThat(waiter.isAlive()).isFalse();
    }

    @Test
    void anInterruptDoesNotEndTheWaitAndStaysPending() {
        long instant = System.nanoTime() + 2_000_000;
        Thread.currentThread().interrupt();

        WAIT.awaitUntil(instant, () -> false);

        assertThat(System.nanoTime() - instant).isNotNegative();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aNegativeSpinIsRefused() {
        assertThatThrownBy(() -> new ParkThenSpin(NanoClock.system(), -1)).hasMessageContaining("was -1");
    }
}
