package io.loadgen.api;

import io.loadgen.comparison.NotComparableException;
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
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Turns every failure of a request into a problem document that names what was wrong, what it was and what is accepted.
 * What nobody foresaw is logged with an id, and only the id is answered.
 */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> invalidField(InvalidSpecException e) {
        return answer(ProblemType.INVALID_FIELD.at(e.field(), e.value(), e.accepted()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> foreseen(ProblemException e) {
        return answer(e.problem());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> forbidden(LoadForbiddenException e) {
        return answer(ProblemType.TARGET_FORBIDDEN.because(message(e)));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> conflict(RunConflictException e) {
        ProblemType type = switch (e.kind()) {
            case RUN_ACTIVE -> ProblemType.RUN_ACTIVE;
            case IDEMPOTENCY_KEY_REUSED -> ProblemType.IDEMPOTENCY_KEY_REUSED;
        };
        ProblemDetail problem = type.because(message(e));
        problem.setProperty("run", e.runId());
        return answer(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unknownRun(UnknownRunException e) {
        return answer(ProblemType.UNKNOWN_RUN.at(
                "id", e.runId(), "the id of a run, as listed by GET /api/v1/runs, or latest", message(e)));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unknownBaseline(UnknownBaselineException e) {
        return answer(ProblemType.UNKNOWN_BASELINE.at(
                "baseline",
                e.name(),
                "the name of a baseline, as listed by GET /api/v1/baselines, the id of a run, or latest",
                message(e)));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> runIsBaseline(RunIsBaselineException e) {
        ProblemDetail problem = ProblemType.RUN_IS_BASELINE.because(message(e));
        problem.setProperty("run", e.runId());
        problem.setProperty("baseline", e.baseline());
        return answer(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> historyAway(ArchiveUnavailableException e) {
        LOG.warn("Request failed, since the history cannot be reached: {}", e.getMessage());
        return answer(ProblemType.DATABASE_UNAVAILABLE.because(
                "the history of runs cannot be reached now; the health endpoint says more"));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notComparable(NotComparableException e) {
        String hint = e.unlike().isEmpty() ? "" : "; force=true compares them all the same";
        ProblemDetail problem = ProblemType.NOT_COMPARABLE.because(message(e) + hint);
        problem.setProperty("differences", e.unlike());
        return answer(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> shuttingDown(ShuttingDownException e) {
        return answer(ProblemType.SHUTTING_DOWN.because(message(e)));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> fixtureRefused(FixtureRefusedException e) {
        ProblemType type = switch (e.reason()) {
            case UNKNOWN -> ProblemType.UNKNOWN_FIXTURE;
            case BUSY, HELD -> ProblemType.FIXTURE_BUSY;
            case DIFFERENT_NUMBERS -> ProblemType.FIXTURE_DIFFERS;
            case NOT_READY -> ProblemType.FIXTURE_NOT_READY;
            case CLOSED -> ProblemType.SHUTTING_DOWN;
        };
        String accepted = switch (e.reason()) {
            case UNKNOWN -> "the id of a fixture set, as listed by GET /api/v1/fixtures";
            case BUSY -> "a fixture set without a running job";
            case HELD -> "a fixture set that no run uses";
            case DIFFERENT_NUMBERS -> "the numbers that it was seeded with, or another preset name or seed";
            case NOT_READY -> "a fixture set that was seeded completely";
            case CLOSED -> "none: the service is shutting down";
        };
        return answer(type.at("id", e.fixtureId(), accepted, message(e)));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> databaseAway(DatabaseUnreachableException e) {
        LOG.warn("Request failed, since MongoDB cannot be reached: {}", e.getMessage());
        return answer(ProblemType.DATABASE_UNAVAILABLE.because(
                "MongoDB cannot be reached now; the health endpoint says more"));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadableQuery(InvalidParameterException e) {
        return answer(
                ProblemType.BAD_REQUEST.because("the query of the address cannot be read: parameters have the form"
                        + " name=value, with & between, and are encoded with % and two hexadecimal digits"));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unforeseen(Exception e) {
        String correlationId = UUID.randomUUID().toString();
        LOG.error("Request failed, correlation id {}", correlationId, e);
        ProblemDetail problem =
                ProblemType.INTERNAL_ERROR.because("the cause was logged under the correlation id " + correlationId);
        problem.setProperty("correlationId", correlationId);
        return answer(problem);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return handleExceptionInternal(e, JsonProblems.of(e.getCause()), headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String field = e instanceof MethodArgumentTypeMismatchException argument
                ? argument.getName()
                : Objects.requireNonNullElse(e.getPropertyName(), "parameter");
        String accepted = Boolean.class.equals(e.getRequiredType()) ? "true or false" : "a whole number";
        ProblemDetail problem = ProblemType.INVALID_FIELD.at(field, String.valueOf(e.getValue()), accepted);
        return handleExceptionInternal(e, problem, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpRequestMethodNotSupported(
            HttpRequestMethodNotSupportedException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String[] methods = Objects.requireNonNullElse(e.getSupportedMethods(), new String[0]);
        ProblemDetail problem =
                ProblemType.METHOD_NOT_ALLOWED.at("method", e.getMethod(), String.join(", ", List.of(methods)));
        return handleExceptionInternal(e, problem, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(
            HttpMediaTypeNotSupportedException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemDetail problem = ProblemType.UNSUPPORTED_MEDIA_TYPE.at(
                "Content-Type",
                e.getContentType() == null ? "missing" : e.getContentType().toString(),
                MediaType.APPLICATION_JSON_VALUE);
        return handleExceptionInternal(e, problem, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotAcceptable(
            HttpMediaTypeNotAcceptableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemDetail problem = ProblemType.NOT_ACCEPTABLE.at(
                "Accept",
                Objects.requireNonNullElse(request.getHeader(HttpHeaders.ACCEPT), "missing"),
                MediaType.APPLICATION_JSON_VALUE);
        return handleExceptionInternal(e, problem, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (status.is5xxServerError()) {
            return answerAny(unforeseen(e), headers);
        }
        ProblemDetail problem = body instanceof ProblemDetail own && isOurs(own) ? own : ofStatus(status.value(), body);
        return answerAny(answer(problem), headers);
    }

    /** A problem for a status that a server or a framework decided on. */
    static ProblemDetail ofStatus(int status, @Nullable Object body) {
        ProblemType type = switch (status) {
            case 404 -> ProblemType.NOT_FOUND;
            case 405 -> ProblemType.METHOD_NOT_ALLOWED;
            case 406 -> ProblemType.NOT_ACCEPTABLE;
            case 415 -> ProblemType.UNSUPPORTED_MEDIA_TYPE;
            default -> status >= 500 ? ProblemType.INTERNAL_ERROR : ProblemType.BAD_REQUEST;
        };
        String detail = body instanceof ProblemDetail given && given.getDetail() != null
                ? given.getDetail()
                : "see the description of the API at /swagger-ui.html";
        ProblemDetail problem = type.because(detail);
        problem.setStatus(status);
        return problem;
    }

    private static boolean isOurs(ProblemDetail problem) {
        return problem.getType() != null && problem.getType().toString().startsWith("urn:loadgen:");
    }

    private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    private static ResponseEntity<Object> answerAny(ResponseEntity<ProblemDetail> answer, HttpHeaders headers) {
        return ResponseEntity.status(answer.getStatusCode())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(answer.getBody());
    }

    private static String message(Exception e) {
        return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
    }
}
