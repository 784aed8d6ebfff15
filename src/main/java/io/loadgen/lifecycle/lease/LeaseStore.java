package io.loadgen.lifecycle.lease;

import io.loadgen.lifecycle.LeaseHolder;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps one right that all replicas share: to run, or to work on one fixture set. The right lapses when it is not renewed in time,
 * by the clock of the store alone, so that the clocks of replicas need not agree.
 *
 * <p>Any thread; blocks on the store. Every method throws a {@link RuntimeException} of the store's client when the store cannot be
 * reached; the right may then have been taken or not.
 */
public interface LeaseStore {
    /**
     * Takes the right if nobody has it, if it lapsed, or if the owner has it for something else already.
     *
     * @param wanted who wants it
     * @param time how long it is to hold without being renewed
     * @return empty when it was taken, else who has it
     */
    Optional<LeaseHolder> take(LeaseHolder wanted, Duration time);

    /**
     * Renews the right.
     *
     * @param holder who has it
     * @return what became of it
     */
    Renewal renew(LeaseHolder holder);

    /**
     * Leaves word for whoever has the right for something that this is to be stopped; the next renewal tells it.
     *
     * @param purpose what the right is held for
     * @return who has the right, empty when nobody has it for this
     */
    Optional<LeaseHolder> askToStop(String purpose);

    /** What a renewal can come to. */
    enum Renewal {
        /** It holds for its time again. */
        RENEWED,
        /** It holds for its time again, and somebody asked for what it is held for to be stopped. */
        STOP_ASKED,
        /** Somebody else has it, or nobody. */
        LOST
    }

    /**
     * Gives the right back. Nothing happens when somebody else has it.
     *
     * @param holder who had it
     */
    void release(LeaseHolder holder);
}
