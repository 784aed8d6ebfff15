package io.loadgen.engine;

import io.loadgen.engine.memory.DiskBudget;
import io.loadgen.engine.memory.HeapBudget;
import io.loadgen.engine.memory.MemoryShare;
import io.loadgen.engine.memory.RunHeap;
import io.loadgen.fixtures.FixtureHold;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.FixtureRefusedException;
import io.loadgen.fixtures.FixtureService;
import io.loadgen.fixtures.FixtureSet;
import io.loadgen.fixtures.RemainingCandidates;
import io.loadgen.preflight.PreflightRequest.FixtureUse;
import io.loadgen.spec.FixtureSpec;
import io.loadgen.spec.RunSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Prepares runs against a chat platform, fed by seeded fixture sets.
 *
 * <p>Any thread.
 */
public final class LoadRunExecutor implements RunExecutor {
    private final FixtureService fixtures;
    private final PlatformAccess access;
    private final Map<Class<?>, RunType<?>> types;
    private final LoadSettings settings;
    private final HeapBudget heap;
    private final DiskBudget disk;

    /**
     * Binds an executor to its platform.
     *
     * @param fixtures knows the fixture sets
     * @param access the way to the system under test
     * @param types the types of runs that there are
     * @param settings what every run has in common
     * @param heap what it has to fit in
     * @param disk what it moves out of it has to fit in
     */
    public LoadRunExecutor(
            FixtureService fixtures,
            PlatformAccess access,
            List<RunType<?>> types,
            LoadSettings settings,
            HeapBudget heap,
            DiskBudget disk) {
        this.fixtures = fixtures;
        this.access = access;
        this.types = types.stream().collect(Collectors.toUnmodifiableMap(RunType::specification, type -> type));
        this.settings = settings;
        this.heap = heap;
        this.disk = disk;
    }

    @Override
    public RunExecution prepare(String runId, RunSpec spec) throws RunRefusedException {
        FixtureSet set = fixtures.find(spec.fixture())
                .orElseThrow(() -> new RunRefusedException(
                        RunRefusedException.Reason.UNKNOWN_FIXTURE,
                        "fixture set " + spec.fixture() + " is not known; seed it with POST /api/v1/fixtures"));
        spec.requireBlocks(set.spec().usersPerBlock());
        requireMemory(spec, set.spec());
        FixtureHold hold = hold(spec.fixture());
        try {
            RemainingCandidates remaining = fixtures.remaining(spec.fixture());
            FixturePlan fixture = hold.plan();
            RunPlan plan = type(spec).plan(spec, fixture, remaining);
            return new RunSession(runId, spec, plan, new FixtureUse(fixture, remaining), hold, access, settings);
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

    /** Before the pools are read, which are the most that many a run needs. */
    private <S extends RunSpec> void requireMemory(S spec, FixtureSpec set) {
        List<MemoryShare> shares = Stream.concat(
                        RunHeap.ofAny(spec, set).stream(), type(spec).memory(spec, set).stream())
                .toList();
        heap.require("the run", shares);
        disk.require("the run", shares);
    }

    private <S extends RunSpec> RunType<S> type(S spec) {
        @SuppressWarnings("unchecked") // kept by the class of its specification
        RunType<S> type = (RunType<S>) Objects.requireNonNull(
                types.get(spec.getClass()), () -> "no type of run is registered for " + spec.getClass());
        return type;
    }
}
