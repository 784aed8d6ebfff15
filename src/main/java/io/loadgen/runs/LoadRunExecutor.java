package io.loadgen.runs;

import io.loadgen.fixtures.Budget;
import io.loadgen.fixtures.FixtureHold;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.FixtureRefusedException;
import io.loadgen.fixtures.FixtureService;
import io.loadgen.fixtures.FixtureSet;
import io.loadgen.fixtures.RemainingCandidates;
import io.loadgen.fixtures.Shortfall;
import io.loadgen.injection.ChatPlatform;
import java.util.Optional;

/**
 * Prepares runs against a chat platform, fed by seeded fixture sets.
 *
 * <p>Any thread.
 */
public final class LoadRunExecutor implements RunExecutor {
    private final FixtureService fixtures;
    private final ChatPlatform platform;
    private final LoadSettings settings;

    /**
     * Binds an executor to its platform.
     *
     * @param fixtures knows the fixture sets
     * @param platform the system under test
     * @param settings what every run has in common
     */
    public LoadRunExecutor(FixtureService fixtures, ChatPlatform platform, LoadSettings settings) {
        this.fixtures = fixtures;
        this.platform = platform;
        this.settings = settings;
    }

    @Override
    public RunExecution prepare(String runId, RunSpec spec) throws RunRefusedException {
        FixtureSet set = fixtures.find(spec.fixture())
                .orElseThrow(() -> new RunRefusedException(
                        RunRefusedException.Reason.UNKNOWN_FIXTURE,
                        "fixture set " + spec.fixture() + " is not known; seed it with POST /api/v1/fixtures"));
        FixtureHold hold = hold(spec.fixture());
        try {
            RemainingCandidates remaining = fixtures.remaining(spec.fixture());
            requireEnough(spec, remaining);
            return switch (spec) {
                case SustainedSpec sustained ->
                    new SustainedRun(
                            runId, sustained, new FixturePlan(set.spec()), remaining, hold, platform, settings);
            };
        } catch (RunRefusedException | RuntimeException refused) {
            hold.close();
            throw refused;
        }
    }

    private FixtureHold hold(String id) throws RunRefusedException {
        try {
            return fixtures.hold(id);
        } catch (FixtureRefusedException refused) {
            throw new RunRefusedException(
                    RunRefusedException.Reason.FIXTURE_NOT_READY, String.valueOf(refused.getMessage()));
        }
    }

    private static void requireEnough(RunSpec spec, RemainingCandidates remaining) throws RunRefusedException {
        Optional<Shortfall> shortfall = switch (spec) {
            case SustainedSpec sustained ->
                Budget.of(remaining, spec.usersPerAdd())
                        .shortfall(sustained.plannedSlots(), sustained.ratePerSecond(), sustained.duration());
        };
        if (shortfall.isPresent()) {
            throw new RunRefusedException(
                    RunRefusedException.Reason.POOLS_TOO_SMALL, shortfall.get().message());
        }
    }
}
