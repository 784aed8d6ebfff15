package io.loadgen.measurement;

import io.loadgen.result.AddKind;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.ResultOutcome;
import io.loadgen.spec.Signal;
import org.jspecify.annotations.Nullable;

/**
 * Tells two. Keeps nothing; as any-thread as they are.
 *
 * @param first is told first
 * @param second is told then
 */
record SlotObservers(SlotObserver first, SlotObserver second) implements SlotObserver {
    @Override
    public void observed(long slot, AddKind kind, Signal signal, long responseNanos, long serviceNanos) {
        first.observed(slot, kind, signal, responseNanos, serviceNanos);
        second.observed(slot, kind, signal, responseNanos, serviceNanos);
    }

    @Override
    public void lost(long slot, AddKind kind, Signal signal, long responseNanos, long serviceNanos) {
        first.lost(slot, kind, signal, responseNanos, serviceNanos);
        second.lost(slot, kind, signal, responseNanos, serviceNanos);
    }

    @Override
    public void failed(long slot, String text) {
        first.failed(slot, text);
        second.failed(slot, text);
    }

    @Override
    public void decided(long slot, ReplyOutcome reply, @Nullable EventOutcome event, long nowNanos) {
        first.decided(slot, reply, event, nowNanos);
        second.decided(slot, reply, event, nowNanos);
    }

    @Override
    public void settled(long slot, ReplyOutcome reply, @Nullable EventOutcome event, @Nullable ResultOutcome result) {
        first.settled(slot, reply, event, result);
        second.settled(slot, reply, event, result);
    }

    @Override
    public void closed(long slot) {
        first.closed(slot);
        second.closed(slot);
    }
}
