package io.loadgen.audit;

import io.loadgen.injection.BacklogSample;
import io.loadgen.injection.ChatPlatform;
import io.loadgen.injection.InjectionException;
import io.loadgen.time.NanoClock;
import io.loadgen.time.WaitStrategy;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Waits until the room-worker has nothing left to do, so that jobs of slots that were given up do not change the rooms while they
 * are read.
 *
 * <p>One thread at a time.
 */
final class WorkerRest {
    private static final long LOOK_NANOS = 50_000_000L;

    private final ChatPlatform platform;
    private final NanoClock clock;
    private final WaitStrategy wait;

    WorkerRest(ChatPlatform platform, NanoClock clock, WaitStrategy wait) {
        this.platform = platform;
        this.clock = clock;
        this.wait = wait;
    }

    /**
     * Returns when the worker is idle, when {@code patienceNanos} have passed, or soon after {@code cancelled}.
     *
     * @return what there is to say about it, empty when it is idle
     */
    Optional<String> await(long patienceNanos, BooleanSupplier cancelled) {
        long deadlineNanos = clock.nanoTime() + patienceNanos;
        try {
            while (!cancelled.getAsBoolean()) {
                BacklogSample left = platform.backlog();
                if (left.pending() + left.ackPending() == 0) {
                    return Optional.empty();
                }
                long nowNanos = clock.nanoTime();
                if (nowNanos - deadlineNanos >= 0) {
                    return Optional.of("the consumer " + left.durable() + " was not idle when rooms were read ("
                            + left.pending() + " pending, " + left.ackPending()
                            + " being worked on): it may have added members since");
                }
                wait.awaitUntil(nowNanos + LOOK_NANOS, cancelled);
            }
            return Optional.empty();
        } catch (InjectionException failure) {
            return Optional.of(
                    "whether the room-worker was idle when rooms were read is not known: " + failure.getMessage());
        }
    }
}
