package io.loadgen.lifecycle.lease;

import io.loadgen.lifecycle.LeaseHolder;
import io.loadgen.lifecycle.RunConflictException;
import io.loadgen.time.NanoClock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Lets one run at a time be active among all replicas that share a store.
 *
 * <p>Any thread.
 */
public final class RunLeases {
    private final LeaseStore store;
    private final String owner;
    private final Duration time;
    private final NanoClock clock;

    /**
     * Binds the replica to the store.
     *
     * @param store keeps the right to run
     * @param owner this process; no other may have the same
     * @param time how long the right holds without being renewed, 1 s or more
     * @param clock times renewals
     */
    public RunLeases(LeaseStore store, String owner, Duration time, NanoClock clock) {
        if (time.toMillis() < 1_000) {
            throw new IllegalArgumentException("time must be 1s or more, was " + time);
        }
        this.store = store;
        this.owner = owner;
        this.time = time;
        this.clock = clock;
    }

    /**
     * Takes the right to run, and keeps it until it is closed.
     *
     * @param runId the run
     * @param onLost told once, by a thread of the lease, when the right can be kept no longer
     * @return to be closed when the run has ended
     * @throws RunConflictException when another replica has it
     */
    KeptLease take(String runId, Consumer<String> onLost) {
        LeaseHolder wanted = new LeaseHolder(owner, runId);
        long askedNanos = clock.nanoTime();
        Optional<LeaseHolder> other = store.take(wanted, time);
        if (other.isPresent()) {
            throw RunConflictException.activeElsewhere(other.get(), time);
        }
        return new KeptLease(store, wanted, time, clock, askedNanos, onLost);
    }
}
