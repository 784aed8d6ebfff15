package io.loadgen.engine;

import io.loadgen.result.EventOutcome;
import io.loadgen.result.Measurements.WorkerStall;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.SecondSample;
import io.loadgen.result.SessionHealth;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows the seconds of a run to the rule that may end it. Owned by the sampler's thread.
 *
 * @param rule decides
 * @param health what befell our own side of the session so far
 * @param onAbort is told why the run has to end, once a second from then on
 */
record AbortWatch(AbortRule rule, Supplier<SessionHealth> health, Consumer<String> onAbort) {
    /** Takes in a second, and the stall of room-worker that goes on at its end. */
    void endSecond(SecondSample sample, @Nullable WorkerStall stall) {
        // What our own client refused was never the platform's to answer; a lost connection has limits of its own.
        long closed =
                sample.replies().values().stream().mapToLong(Long::longValue).sum()
                        - sample.replies().getOrDefault(ReplyOutcome.PUBLISH_ERROR, 0L);
        long good = sample.events().getOrDefault(EventOutcome.EVENT, 0L)
                + sample.events().getOrDefault(EventOutcome.NO_OP, 0L);
        Long pending = sample.backlogPending();
        Long ackPending = sample.backlogAckPending();
        SessionHealth now = health.get();
        rule.endSecond(new AbortRule.Second(
                        closed,
                        closed - good,
                        pending == null || ackPending == null ? -1 : pending + ackPending,
                        stall,
                        now.droppedMessages(),
                        now.disconnects(),
                        now.connected()))
                .ifPresent(onAbort);
    }
}
