package io.loadgen.lifecycle.lease;

import io.loadgen.lifecycle.LeaseHolder;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps the one right to run that all replicas share. The right lapses when it is not renewed in time, by the clock of the store
 * alone, so that the clocks of replicas need not agree.
 *
 * <p>Any thread; blocks on the store. Every method throws a {@link RuntimeException} of the store's client when the store cannot be
 * reached; the right may then have been taken or not.
 */
public interface LeaseStore {
    /**
     * Takes the right if nobody has it, if it lapsed, or if the owner has it for another run already.
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
     * @return false when somebody else has it, or nobody
     */
    boolean renew(LeaseHolder holder);

    /**
     * Gives the right back. Nothing happens when somebody else has it.
     *
     * @param holder who had it
     */
    void release(LeaseHolder holder);
}
