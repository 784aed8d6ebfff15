package io.loadgen.cli;

import io.loadgen.api.FixtureRequest;
import io.loadgen.api.FixtureStarts;
import io.loadgen.fixtures.FixtureService;
import io.loadgen.fixtures.FixtureSet;
import io.loadgen.fixtures.FixtureState;
import io.loadgen.spec.FixtureSpec;
import io.loadgen.spec.Preset;
import io.loadgen.spec.Presets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it that the fixture set of a run is there and complete. Blocks until it is. */
final class FixtureProvisioner {
    private static final Logger LOG = LoggerFactory.getLogger(FixtureProvisioner.class);

    private final FixtureService fixtures;
    private final FixtureStarts starts;
    private final Duration timeout;

    FixtureProvisioner(FixtureService fixtures, FixtureStarts starts, Duration timeout) {
        this.fixtures = fixtures;
        this.starts = starts;
        this.timeout = timeout;
    }

    /**
     * Seeds a set that is not there, goes on with one that was broken off, and refills one where that is asked for. A set that is
     * neither there nor known by its name is left to the start of the run to refuse.
     */
    void makeReady(OneShotSpec spec) throws InterruptedException {
        String id = spec.run().fixture();
        Optional<FixtureSet> known = fixtures.find(id);
        boolean isReady = known.isPresent() && known.get().state() == FixtureState.READY;
        if (isReady && agrees(known.get(), spec)) {
            if (spec.reset()) {
                LOG.info("Refilling the pools of {}", id);
                starts.reset(id);
                await(id);
            }
            return;
        }
        Optional<FixtureSpec> numbers =
                spec.fixture().or(() -> known.map(FixtureSet::spec)).or(() -> preset(id));
        if (numbers.isPresent()) {
            LOG.info("Seeding {}", id);
            starts.seed(numbers.get());
            await(id);
        }
    }

    private static boolean agrees(FixtureSet known, OneShotSpec spec) {
        return spec.fixture().isEmpty() || spec.fixture().get().equals(known.spec());
    }

    private Optional<FixtureSpec> preset(String id) {
        return Presets.all().stream()
                .map(Preset::name)
                .filter(name -> id.startsWith(name + "-"))
                .filter(name -> id.substring(name.length() + 1).matches("[0-9]{1,18}"))
                .findFirst()
                .map(name -> starts.spec(new FixtureRequest(
                        name, Long.valueOf(id.substring(name.length() + 1)), null, null, null, null, null, null)));
    }

    private void await(String id) throws InterruptedException {
        FixtureSet made;
        try {
            made = fixtures.await(id, timeout)
                    .orElseThrow(() -> new CannotRunException("fixture set " + id + " was removed by somebody else"));
        } catch (TimeoutException e) {
            fixtures.cancel(id);
            throw new CannotRunException(
                    "fixture set " + id + " was not made within loadgen.one-shot.fixture-timeout, " + timeout);
        }
        if (made.state() != FixtureState.READY) {
            throw new CannotRunException("fixture set " + id + " is " + made.state()
                    + (made.failure() == null ? "" : ": " + made.failure()));
        }
    }

    /** Stops the job on a set, if there is one. */
    void cancel(String id) {
        if (fixtures.find(id).isPresent()) {
            fixtures.cancel(id);
        }
    }
}
