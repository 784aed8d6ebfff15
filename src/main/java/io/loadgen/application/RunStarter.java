package io.loadgen.application;

import io.loadgen.engine.RunRefusedException;
import io.loadgen.fixtures.FixtureService;
import io.loadgen.fixtures.FixtureSet;
import io.loadgen.injection.TargetPolicy;
import io.loadgen.lifecycle.RunManager;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.spec.InvalidSpecException;
import io.loadgen.spec.RunLimits;
import io.loadgen.spec.RunSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Starts runs within the operator's limits, and says which field stands in the way of a refused one. Any thread. */
public final class RunStarter {
    /** The most characters of an idempotency key. */
    public static final int LONGEST_KEY = 200;

    private final RunManager runs;
    private final FixtureService fixtures;
    private final RunLimits limits;
    private final TargetPolicy permit;

    /**
     * Starts runs by a manager.
     *
     * @param runs the manager
     * @param fixtures names the sets that there are
     * @param limits the operator's
     * @param permit whether the platform configured may be loaded
     */
    public RunStarter(RunManager runs, FixtureService fixtures, RunLimits limits, TargetPolicy permit) {
        this.runs = runs;
        this.fixtures = fixtures;
        this.limits = limits;
        this.permit = permit;
    }

    /**
     * Starts a run.
     *
     * @param asked what to do, without what the operator adds to it
     * @param idempotencyKey the caller's name for this start, null for none
     * @return the run, about to begin
     * @throws RuntimeException that {@link Refusals} knows, when it cannot be started; nothing was started then
     */
    public RunRecord start(RunSpec asked, @Nullable String idempotencyKey) {
        permit.require();
        RunSpec spec = limits.admit(asked);
        if (idempotencyKey != null && (idempotencyKey.isBlank() || idempotencyKey.length() > LONGEST_KEY)) {
            throw new InvalidSpecException(
                    "Idempotency-Key", idempotencyKey, "1 to " + LONGEST_KEY + " characters, not all blank");
        }
        try {
            return runs.start(spec, idempotencyKey);
        } catch (RunRefusedException e) {
            throw new ProblemException(problem(spec, e));
        }
    }

    private Problem problem(RunSpec spec, RunRefusedException refusal) {
        String detail = Objects.requireNonNullElse(refusal.getMessage(), "the run cannot be carried out");
        return switch (refusal.reason()) {
            case UNKNOWN_FIXTURE -> ProblemType.FIXTURE_MISSING.at("fixture", spec.fixture(), knownFixtures(), detail);
            case FIXTURE_NOT_READY ->
                ProblemType.FIXTURE_NOT_READY.at(
                        "fixture", spec.fixture(), "a fixture set that is READY and not in use", detail);
            case POOLS_TOO_SMALL -> {
                Map.Entry<String, String> field = spec.appetite();
                yield ProblemType.POOLS_TOO_SMALL
                        .at(field.getKey(), field.getValue(), detail, detail)
                        .with("fixture", spec.fixture());
            }
            case PREFLIGHT -> ProblemType.PREFLIGHT.because(detail);
        };
    }

    private String knownFixtures() {
        List<FixtureSet> known = fixtures.list();
        return known.isEmpty()
                ? "none is known yet; seed one by POST /api/v1/fixtures"
                : known.stream().map(FixtureSet::id).collect(Collectors.joining(", "));
    }
}
