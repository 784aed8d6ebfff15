package io.loadgen.runs;

import io.loadgen.audit.AuditSources;
import io.loadgen.fixtures.Budget;
import io.loadgen.fixtures.FixtureHold;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.FixtureRefusedException;
import io.loadgen.fixtures.FixtureService;
import io.loadgen.fixtures.FixtureSet;
import io.loadgen.fixtures.RemainingCandidates;
import io.loadgen.fixtures.Shortfall;
import io.loadgen.injection.ChatPlatform;
import io.loadgen.runs.preflight.PreflightRequest;
import io.loadgen.runs.preflight.PreflightRequest.FixtureUse;
import io.loadgen.runs.preflight.RunPreflight;
import java.util.Optional;

/**
 * Prepares runs against a chat platform, fed by seeded fixture sets.
 *
 * <p>Any thread.
 */
public final class LoadRunExecutor implements RunExecutor {
    private final FixtureService fixtures;
    private final ChatPlatform platform;
    private final AuditSources audits;
    private final RunPreflight preflight;
    private final LoadSettings settings;

    /**
     * Binds an executor to its platform.
     *
     * @param fixtures knows the fixture sets
     * @param platform the system under test
     * @param audits where runs are audited
     * @param preflight looks before each run whether the platform is fit
     * @param settings what every run has in common
     */
    public LoadRunExecutor(
            FixtureService fixtures,
            ChatPlatform platform,
            AuditSources audits,
            RunPreflight preflight,
            LoadSettings settings) {
        this.fixtures = fixtures;
        this.platform = platform;
        this.audits = audits;
        this.preflight = preflight;
        this.settings = settings;
    }

    @Override
    public RunExecution prepare(String runId, RunSpec spec) throws RunRefusedException {
        FixtureSet set = fixtures.find(spec.fixture())
                .orElseThrow(() -> new RunRefusedException(
                        RunRefusedException.Reason.UNKNOWN_FIXTURE,
                        "fixture set " + spec.fixture() + " is not known; seed it with POST /api/v1/fixtures"));
        spec.requireBlocks(set.spec().usersPerBlock());
        FixtureHold hold = hold(spec.fixture());
        try {
            RemainingCandidates remaining = fixtures.remaining(spec.fixture());
            FixturePlan plan = new FixturePlan(set.spec());
            Load load = switch (spec) {
                case SustainedSpec sustained -> sustainedLoad(sustained, remaining);
                case CapacitySpec capacity -> capacityLoad(capacity, plan, remaining);
            };
            PreflightRequest request = new PreflightRequest(
                    Optional.of(new FixtureUse(plan, remaining)), spec.inject(), spec.usersPerAdd(), Optional.empty());
            RunGate gate = new RunGate(preflight, request);
            return new LoadRun(runId, spec, load, plan, remaining, hold, platform, audits, gate, settings);
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

    private Load sustainedLoad(SustainedSpec spec, RemainingCandidates remaining) throws RunRefusedException {
        boolean blocks = spec.shape().takesBlocks();
        RemainingCandidates pool = spec.pool(remaining);
        Optional<Shortfall> shortfall = Budget.of(pool, spec.usersPerAdd())
                .shortfall(spec.plannedSlots(), spec.ratePerSecond(), spec.duration());
        if (shortfall.isPresent()) {
            throw tooSmall(shortfall.get().message() + (blocks ? wholeBlocksOnly(spec, pool.usersPerBlock()) : ""));
        }
        return new SustainedLoad(spec, pool, settings);
    }

    private Load capacityLoad(CapacitySpec spec, FixturePlan plan, RemainingCandidates remaining)
            throws RunRefusedException {
        spec.requireSizes(plan.spec().baselineMembers(), settings.maxRoomSize());
        CapacityLoad load = new CapacityLoad(spec, plan, remaining, fixtures, settings);
        if (load.plannedSlots() == 0) {
            throw tooSmall("no room of " + spec.fixture() + " is below the target of " + spec.targetSize()
                    + " members with candidates left"
                    + (spec.shape().takesBlocks()
                            ? wholeBlocksOnly(spec, plan.spec().usersPerBlock())
                            : "")
                    + ": reset the fixture set, or raise targetSize");
        }
        spec.slo().requireSamples(load.plannedSlots(), needed -> needed + " adds");
        return load;
    }

    private static String wholeBlocksOnly(RunSpec spec, int usersPerBlock) {
        return " (shape " + spec.shape().word() + " takes whole blocks of " + usersPerBlock
                + " users; blocks that have members are not counted)";
    }

    private static RunRefusedException tooSmall(String message) {
        return new RunRefusedException(RunRefusedException.Reason.POOLS_TOO_SMALL, message);
    }
}
