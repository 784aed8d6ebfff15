package io.loadgen.engine;

import io.loadgen.audit.AuditSources;
import io.loadgen.fixtures.FixtureHold;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.FixtureRefusedException;
import io.loadgen.fixtures.FixtureService;
import io.loadgen.fixtures.FixtureSet;
import io.loadgen.fixtures.RemainingCandidates;
import io.loadgen.injection.ChatPlatform;
import io.loadgen.preflight.PreflightRequest;
import io.loadgen.preflight.PreflightRequest.FixtureUse;
import io.loadgen.preflight.RunPreflight;
import io.loadgen.spec.RunSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

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
    private final Map<Class<?>, RunType<?>> types;
    private final LoadSettings settings;

    /**
     * Binds an executor to its platform.
     *
     * @param fixtures knows the fixture sets
     * @param platform the system under test
     * @param audits where runs are audited
     * @param preflight looks before each run whether the platform is fit
     * @param types the types of runs that there are
     * @param settings what every run has in common
     */
    public LoadRunExecutor(
            FixtureService fixtures,
            ChatPlatform platform,
            AuditSources audits,
            RunPreflight preflight,
            List<RunType<?>> types,
            LoadSettings settings) {
        this.fixtures = fixtures;
        this.platform = platform;
        this.audits = audits;
        this.preflight = preflight;
        this.types = types.stream().collect(Collectors.toUnmodifiableMap(RunType::specification, type -> type));
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
            Load load = load(spec, plan, remaining);
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

    private <S extends RunSpec> Load load(S spec, FixturePlan plan, RemainingCandidates remaining)
            throws RunRefusedException {
        @SuppressWarnings("unchecked") // kept by the class of its specification
        RunType<S> type = (RunType<S>) Objects.requireNonNull(
                types.get(spec.getClass()), () -> "no type of run is registered for " + spec.getClass());
        return type.load(spec, plan, remaining);
    }
}
