package io.loadgen.application;

import io.loadgen.comparison.NotComparableException;
import io.loadgen.conformance.ContractCheckException;
import io.loadgen.engine.memory.MemoryTooSmallException;
import io.loadgen.fixtures.DatabaseRefusesException;
import io.loadgen.fixtures.DatabaseUnreachableException;
import io.loadgen.fixtures.FixtureRefusedException;
import io.loadgen.history.ArchiveUnavailableException;
import io.loadgen.history.RunIsBaselineException;
import io.loadgen.history.UnknownBaselineException;
import io.loadgen.injection.LoadForbiddenException;
import io.loadgen.lifecycle.RunConflictException;
import io.loadgen.lifecycle.ShuttingDownException;
import io.loadgen.lifecycle.UnknownRunException;
import io.loadgen.spec.InvalidSpecException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which problem stands behind an exception of the packages beneath, for every edge alike. Stateless; any thread. */
public final class Refusals {
    private Refusals() {}

    /**
     * The problem behind a failure.
     *
     * @param failure what a request came to
     * @return the problem, empty for a failure that nobody foresaw
     */
    public static Optional<Problem> of(Throwable failure) {
        return Optional.ofNullable(problem(failure));
    }

    private static @Nullable Problem problem(Throwable failure) {
        String message = Objects.requireNonNullElse(
                failure.getMessage(), failure.getClass().getSimpleName());
        return switch (failure) {
            case ProblemException e -> e.problem();
            case InvalidSpecException e -> ProblemType.INVALID_FIELD.at(e.field(), e.value(), e.accepted());
            case MemoryTooSmallException e ->
                tooSmall(e.kind())
                        .at(
                                e.field(),
                                e.value(),
                                "so little that all needs at most " + e.freeMebibytes() + " MiB of "
                                        + e.kind().name().toLowerCase(Locale.ROOT),
                                message)
                        .with("neededMebibytes", e.neededMebibytes())
                        .with("freeMebibytes", e.freeMebibytes());
            case LoadForbiddenException e -> ProblemType.TARGET_FORBIDDEN.because(message);
            case RunConflictException e -> conflict(e.kind()).because(message).with("run", e.runId());
            case UnknownRunException e ->
                ProblemType.UNKNOWN_RUN.at(
                        "id", e.runId(), "the id of a run, as listed by GET /api/v1/runs, or latest", message);
            case UnknownBaselineException e ->
                ProblemType.UNKNOWN_BASELINE.at(
                        "baseline",
                        e.name(),
                        "the name of a baseline, as listed by GET /api/v1/baselines, the id of a run, or latest",
                        message);
            case RunIsBaselineException e ->
                ProblemType.RUN_IS_BASELINE
                        .because(message)
                        .with("run", e.runId())
                        .with("baseline", e.baseline());
            case NotComparableException e ->
                ProblemType.NOT_COMPARABLE
                        .because(message + (e.unlike().isEmpty() ? "" : "; force=true compares them all the same"))
                        .with("differences", e.unlike());
            case FixtureRefusedException e -> fixture(e, message);
            case ContractCheckException e -> ProblemType.PREFLIGHT.because(message);
            case ShuttingDownException e -> ProblemType.SHUTTING_DOWN.because(message);
            case ArchiveUnavailableException e ->
                ProblemType.DATABASE_UNAVAILABLE.because(
                        "the history of runs cannot be used now: " + message + "; the health endpoint says more");
            case DatabaseUnreachableException e ->
                ProblemType.DATABASE_UNAVAILABLE.because(
                        "MongoDB cannot be reached now; the health endpoint says more");
            case DatabaseRefusesException e -> ProblemType.DATABASE_UNAVAILABLE.because(message);
            default -> null;
        };
    }

    private static ProblemType conflict(RunConflictException.Kind kind) {
        return switch (kind) {
            case RUN_ACTIVE -> ProblemType.RUN_ACTIVE;
            case IDEMPOTENCY_KEY_REUSED -> ProblemType.IDEMPOTENCY_KEY_REUSED;
        };
    }

    private static ProblemType tooSmall(MemoryTooSmallException.Kind kind) {
        return switch (kind) {
            case HEAP -> ProblemType.HEAP_TOO_SMALL;
            case DISK -> ProblemType.DISK_TOO_SMALL;
        };
    }

    private static Problem fixture(FixtureRefusedException e, String message) {
        ProblemType type = switch (e.reason()) {
            case UNKNOWN -> ProblemType.UNKNOWN_FIXTURE;
            case BUSY, HELD -> ProblemType.FIXTURE_BUSY;
            case DIFFERENT_NUMBERS -> ProblemType.FIXTURE_DIFFERS;
            case OTHER_DATABASE -> ProblemType.FIXTURE_ELSEWHERE;
            case NOT_READY -> ProblemType.FIXTURE_NOT_READY;
            case CLOSED -> ProblemType.SHUTTING_DOWN;
        };
        String accepted = switch (e.reason()) {
            case UNKNOWN -> "the id of a fixture set, as listed by GET /api/v1/fixtures";
            case BUSY -> "a fixture set without a running job";
            case HELD -> "a fixture set that no run uses";
            case DIFFERENT_NUMBERS -> "the numbers that it was seeded with, or another preset name or seed";
            case OTHER_DATABASE -> "a fixture set in the database that loadgen.mongo.database names";
            case NOT_READY -> "a fixture set that was seeded completely";
            case CLOSED -> "none: the service is shutting down";
        };
        return type.at("id", e.fixtureId(), accepted, message);
    }
}
