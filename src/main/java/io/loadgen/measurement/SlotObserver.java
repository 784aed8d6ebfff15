package io.loadgen.measurement;

import io.loadgen.result.AddKind;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.ResultOutcome;
import io.loadgen.spec.Signal;
import org.jspecify.annotations.Nullable;

/**
 * Is told what becomes of each slot while it happens: what a load model needs whose next request waits for the last one.
 *
 * <p>Called on the thread that settles the stage: the collector, the sweeper, or the generator while it sends. Of one slot, what
 * {@link #failed} says comes before the {@link #decided} that it explains, unless two threads settle the slot at the same moment.
 * Must not block and must not throw.
 */
public interface SlotObserver {
    /** Hears nothing. */
    SlotObserver NONE = new SlotObserver() {};

    /**
     * A signal came.
     *
     * @param slot the number of the slot
     * @param kind what kind of add it is
     * @param signal which
     * @param responseNanos since the slot was due
     * @param serviceNanos since it was sent
     */
    default void observed(long slot, AddKind kind, Signal signal, long responseNanos, long serviceNanos) {}

    /**
     * A signal of a measured slot, or of the first org add of a room, did not come.
     *
     * @param slot the number of the slot
     * @param kind what kind of add it is
     * @param signal which
     * @param responseNanos how long it was waited for at least, since the slot was due
     * @param serviceNanos the same, since it was sent
     */
    default void lost(long slot, AddKind kind, Signal signal, long responseNanos, long serviceNanos) {}

    /**
     * Somebody said why a slot fails: room-service or the stream in refusing it, the room-worker in its first error, the client in
     * not sending it. A worker's error may come after the slot was decided.
     *
     * @param slot the number of the slot
     * @param text why, verbatim
     */
    default void failed(long slot, String text) {}

    /**
     * It is known whether the slot's members were added as asked: it was refused or not sent, or both its reply and its event are
     * settled. A reply that timed out ends no wait for the event. Once for each slot.
     *
     * @param slot the number of the slot
     * @param reply how its first stage ended
     * @param event how its event ended, null when that is not known and not waited for
     * @param nowNanos when the last of the two was settled
     */
    default void decided(long slot, ReplyOutcome reply, @Nullable EventOutcome event, long nowNanos) {}

    /**
     * All that the slot can come to is known. Once for each slot, by the thread that closes it, before it counts as finished.
     *
     * @param slot the number of the slot
     * @param reply how its first stage ended
     * @param event how its event ended, null when that is not known and was not waited for
     * @param result how its job result ended, null when that is not known and was not waited for
     */
    default void settled(long slot, ReplyOutcome reply, @Nullable EventOutcome event, @Nullable ResultOutcome result) {}

    /**
     * The slot is finished and its place free.
     *
     * @param slot the number of the slot
     */
    default void closed(long slot) {}

    /**
     * Tells two.
     *
     * @param first is told first
     * @param second is told then
     * @return an observer that tells both; only the other, where one is {@link #NONE}
     */
    static SlotObserver both(SlotObserver first, SlotObserver second) {
        if (first == NONE) {
            return second;
        }
        return second == NONE ? first : new SlotObservers(first, second);
    }
}
