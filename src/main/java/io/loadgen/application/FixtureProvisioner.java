package io.loadgen.application;

import io.loadgen.fixtures.FixtureService;
import io.loadgen.fixtures.FixtureSet;
import io.loadgen.fixtures.FixtureState;
import io.loadgen.fixtures.indexes.IndexPolicy;
import io.loadgen.spec.FixtureSpec;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it that the fixture set of a run is there and complete. Blocks until it is. */
public final class FixtureProvisioner {
    private static final Logger LOG = LoggerFactory.getLogger(FixtureProvisioner.class);

    private final FixtureService fixtures;
    private final FixtureStarter starts;
    private final Function<String, Optional<FixtureSpec>> presets;
    private final Duration timeout;

    /**
     * Makes sets of a service.
     *
     * @param fixtures the sets that there are
     * @param starts starts what has to be done
     * @param presets the numbers that an id stands for by itself, empty for none
     * @param timeout the longest that seeding or refilling may take
     */
    public FixtureProvisioner(
            FixtureService fixtures,
            FixtureStarter starts,
            Function<String, Optional<FixtureSpec>> presets,
            Duration timeout) {
        this.fixtures = fixtures;
        this.starts = starts;
        this.presets = presets;
        this.timeout = timeout;
    }

    /**
     * Seeds a set that is not there, goes on with one that was broken off, and refills one where that is asked for. A set that is
     * neither there nor known by its name is left to the start of the run to refuse.
     *
     * @param id the set
     * @param wanted its numbers, empty where those that it has are right
     * @param indexes what a seeding does about indexes of the platform that are missing
     * @param reset whether the pools of a set that is there are refilled
     * @throws NotProvisionedException when it could not be made, or not in time
     * @throws RuntimeException that {@link Refusals} knows, when the making of it cannot be started
     * @throws InterruptedException when the caller is interrupted
     */
    public void makeReady(String id, Optional<FixtureSpec> wanted, IndexPolicy indexes, boolean reset)
            throws InterruptedException {
        Optional<FixtureSet> known = fixtures.find(id);
        boolean isReady = known.isPresent() && known.get().state() == FixtureState.READY;
        if (isReady && (wanted.isEmpty() || wanted.get().equals(known.get().spec()))) {
            if (reset) {
                LOG.info("Refilling the pools of {}", id);
                starts.reset(id);
                await(id);
            }
            return;
        }
        Optional<FixtureSpec> numbers =
                wanted.or(() -> known.map(FixtureSet::spec)).or(() -> presets.apply(id));
        if (numbers.isPresent()) {
            LOG.info("Seeding {}", id);
            starts.seed(numbers.get(), indexes);
            await(id);
        }
    }

    private void await(String id) throws InterruptedException {
        FixtureSet made;
        try {
            made = fixtures.await(id, timeout)
                    .orElseThrow(
                            () -> new NotProvisionedException("fixture set " + id + " was removed by somebody else"));
        } catch (TimeoutException e) {
            fixtures.cancel(id);
            throw new NotProvisionedException(
                    "fixture set " + id + " was not made within loadgen.one-shot.fixture-timeout, " + timeout);
        }
        if (made.state() != FixtureState.READY) {
            throw new NotProvisionedException("fixture set " + id + " is " + made.state()
                    + (made.failure() == null ? "" : ": " + made.failure()));
        }
        if (made.createdIndexes() != null) {
            LOG.info("Missing indexes that were made: {}", made.createdIndexes());
        }
    }

    /**
     * Stops the job on a set, if there is one.
     *
     * @param id the set
     */
    public void cancel(String id) {
        if (fixtures.find(id).isPresent()) {
            fixtures.cancel(id);
        }
    }
}
