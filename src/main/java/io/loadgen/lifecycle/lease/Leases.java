package io.loadgen.lifecycle.lease;

import io.loadgen.fixtures.FixtureLocks;
import io.loadgen.fixtures.FixtureRefusedException;
import io.loadgen.lifecycle.LeaseHolder;
import io.loadgen.lifecycle.RunConflictException;
import io.loadgen.spec.DurationText;
import io.loadgen.time.NanoClock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Lets one run at a time be active, and one job or run at a time have a fixture set, among all replicas that share a store.
 *
 * <p>Any thread; blocks on the store.
 */
public final class Leases implements FixtureLocks {
    /** The right to run. */
    private static final String RUN = "run";

    private static final String FIXTURE = "fixture:";

    private final Function<String, LeaseStore> stores;
    private final String owner;
    private final Duration time;
    private final NanoClock clock;

    /**
     * Binds the replica to a store.
     *
     * @param stores keep the right of a name each
     * @param owner this process; no other may have the same
     * @param time how long a right holds without being renewed, 1 s or more
     * @param clock times renewals
     */
    public Leases(Function<String, LeaseStore> stores, String owner, Duration time, NanoClock clock) {
        if (time.toMillis() < 1_000) {
            throw new IllegalArgumentException("time must be 1s or more, was " + time);
        }
        this.stores = stores;
        this.owner = owner;
        this.time = time;
        this.clock = clock;
    }

    /**
     * Takes the right to run, and keeps it until it is closed.
     *
     * @param runId the run
     * @param listener told of the right
     * @return to be closed when the run has ended
     * @throws RunConflictException when another replica has it
     */
    KeptLease take(String runId, LeaseListener listener) {
        return take(RUN, runId, listener, other -> RunConflictException.activeElsewhere(other, time));
    }

    /**
     * Takes the right to run for something else than a run, and keeps it until it is closed.
     *
     * @param purpose what for, in a few words that another process is told
     * @param onLost told why, by any thread, when it can be kept no longer
     * @return to be closed when runs may begin again
     * @throws RunConflictException when another replica has it
     */
    public Lock holdRuns(String purpose, Consumer<String> onLost) {
        KeptLease lease = take(purpose, LeaseListener.losing(onLost));
        return lease::close;
    }

    @Override
    public Lock lock(String id, String use, Consumer<String> onLost) {
        KeptLease lease = take(FIXTURE + id, use, LeaseListener.losing(onLost), other -> heldElsewhere(id, other));
        return lease::close;
    }

    private FixtureRefusedException heldElsewhere(String id, LeaseHolder other) {
        return new FixtureRefusedException(
                FixtureRefusedException.Reason.HELD,
                id,
                other.purpose() + " of " + other.owner() + "; if that process has died, its claim lapses within "
                        + DurationText.format(time));
    }

    private KeptLease take(
            String right,
            String purpose,
            LeaseListener listener,
            Function<LeaseHolder, ? extends RuntimeException> refusal) {
        LeaseStore store = stores.apply(right);
        LeaseHolder wanted = new LeaseHolder(owner, purpose);
        long askedNanos = clock.nanoTime();
        Optional<LeaseHolder> other = store.take(wanted, time);
        if (other.isPresent()) {
            throw refusal.apply(other.get());
        }
        return new KeptLease(store, wanted, time, clock, askedNanos, listener);
    }

    /**
     * Asks the process that has a run to stop it, which it hears of when it renews its lease.
     *
     * @param runId the run
     * @return who has it; empty when no process has the right to run for it
     */
    public Optional<LeaseHolder> askToStop(String runId) {
        return stores.apply(RUN).askToStop(runId);
    }
}
