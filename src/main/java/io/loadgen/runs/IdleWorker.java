package io.loadgen.runs;

import io.loadgen.injection.BacklogSample;
import io.loadgen.injection.ChatPlatform;
import io.loadgen.injection.InjectionException;
import java.util.function.BooleanSupplier;

/**
 * Sees to it that a run begins with an idle room-worker: jobs left over from elsewhere would be measured as its own, and delay its
 * own. The last acks of a run before come a moment after its last result, so a worker that is nearly idle is waited for.
 */
final class IdleWorker {
    private static final long PATIENCE_NANOS = 2_000_000_000L;
    private static final long LOOK_NANOS = 50_000_000L;

    private final ChatPlatform platform;
    private final LoadSettings settings;

    IdleWorker(ChatPlatform platform, LoadSettings settings) {
        this.platform = platform;
        this.settings = settings;
    }

    /** Returns when the worker is idle, or when {@code givenUp}. */
    void require(BooleanSupplier givenUp) throws RunRefusedException, InjectionException {
        long deadlineNanos = settings.clock().nanoTime() + PATIENCE_NANOS;
        BacklogSample left = platform.backlog();
        while (left.pending() + left.ackPending() > 0 && !givenUp.getAsBoolean()) {
            long nowNanos = settings.clock().nanoTime();
            if (nowNanos - deadlineNanos > 0) {
                throw notIdle(left);
            }
            settings.pacing().awaitUntil(nowNanos + LOOK_NANOS, givenUp);
            left = platform.backlog();
        }
    }

    private static RunRefusedException notIdle(BacklogSample left) {
        return new RunRefusedException(
                RunRefusedException.Reason.PREFLIGHT,
                "consumer " + left.durable() + " of stream " + left.stream() + " is not idle: " + left.pending()
                        + " pending, " + left.ackPending()
                        + " being worked on; wait until it is, or purge the stream");
    }
}
