package io.loadgen.api;

import io.loadgen.fixtures.DatabaseUnreachableException;
import io.loadgen.fixtures.FixtureRefusedException;
import io.loadgen.injection.LoadForbiddenException;
import io.loadgen.lifecycle.RunConflictException;
import io.loadgen.lifecycle.ShuttingDownException;
import io.loadgen.spec.InvalidSpecException;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import tools.jackson.core.JacksonException;

/** Says why a request was refused, in the words that HTTP is answered with, where there is no HTTP. Stateless; any thread. */
public final class Refusals {
    private static final ProblemAdvice ADVICE = new ProblemAdvice();

    private Refusals() {}

    /**
     * The refusal behind a failure.
     *
     * @param failure what a request came to
     * @return the refusal, empty for a failure that nobody foresaw
     */
    public static Optional<Refusal> of(Throwable failure) {
        return switch (failure) {
            case ProblemException e -> refusal(e.problem());
            case JacksonException e -> refusal(JsonProblems.of(e));
            case InvalidSpecException e -> refusal(ADVICE.invalidField(e));
            case LoadForbiddenException e -> refusal(ADVICE.forbidden(e));
            case RunConflictException e -> refusal(ADVICE.conflict(e));
            case FixtureRefusedException e -> refusal(ADVICE.fixtureRefused(e));
            case ShuttingDownException e -> refusal(ADVICE.shuttingDown(e));
            case DatabaseUnreachableException e -> refusal(ADVICE.databaseAway(e));
            default -> Optional.empty();
        };
    }

    private static Optional<Refusal> refusal(ResponseEntity<ProblemDetail> answer) {
        return Optional.ofNullable(answer.getBody()).flatMap(Refusals::refusal);
    }

    private static Optional<Refusal> refusal(ProblemDetail problem) {
        HttpStatus status = HttpStatus.valueOf(problem.getStatus());
        boolean ofTheRequest = status.is4xxClientError() && status != HttpStatus.CONFLICT;
        return Optional.of(new Refusal(ofTheRequest, problem.getTitle() + ": " + problem.getDetail()));
    }

    /**
     * Why a request was refused.
     *
     * @param ofTheRequest whether the request itself is at fault; else it may succeed as it is at another time
     * @param words what is wrong, and how to mend it
     */
    public record Refusal(boolean ofTheRequest, String words) {}
}
