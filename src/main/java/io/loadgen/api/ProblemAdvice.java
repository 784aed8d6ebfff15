package io.loadgen.api;

import io.loadgen.application.JsonProblems;
import io.loadgen.application.Problem;
import io.loadgen.application.ProblemType;
import io.loadgen.application.Refusals;
import io.loadgen.security.ProblemDetails;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
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

    /** What is 503 is for the moment: a database away, all places taken, a shutdown. */
    private static final String RETRY_AFTER_SECONDS = "5";

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadableQuery(InvalidParameterException e) {
        return answer(ProblemDetails.of(
                ProblemType.BAD_REQUEST.because("the query of the address cannot be read: parameters have the form"
                        + " name=value, with & between, and are encoded with % and two hexadecimal digits")));
    }

    /** The firewall looks at a header when it is read. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadableHeader(RequestRejectedException e) {
        return answer(ProblemDetails.of(
                ProblemType.BAD_REQUEST.because("a header has characters that none may have: " + e.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> failed(Exception e) {
        Optional<Problem> foreseen = Refusals.of(e);
        if (foreseen.isPresent() && foreseen.get().type() == ProblemType.DATABASE_UNAVAILABLE) {
            LOG.warn("Request failed, since the database cannot be used: {}", e.getMessage(), e.getCause());
        }
        return answer(ProblemDetails.of(foreseen.orElseGet(() -> unforeseen(e))));
    }

    private static Problem unforeseen(Exception e) {
        String correlationId = UUID.randomUUID().toString();
        LOG.error("Request failed, correlation id {}", correlationId, e);
        return ProblemType.INTERNAL_ERROR
                .because("the cause was logged under the correlation id " + correlationId)
                .with("correlationId", correlationId);
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
        Problem problem = ProblemType.INVALID_FIELD.at(field, String.valueOf(e.getValue()), accepted);
        return handleExceptionInternal(e, problem, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpRequestMethodNotSupported(
            HttpRequestMethodNotSupportedException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String[] methods = Objects.requireNonNullElse(e.getSupportedMethods(), new String[0]);
        Problem problem =
                ProblemType.METHOD_NOT_ALLOWED.at("method", e.getMethod(), String.join(", ", List.of(methods)));
        return handleExceptionInternal(e, problem, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(
            HttpMediaTypeNotSupportedException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        Problem problem = ProblemType.UNSUPPORTED_MEDIA_TYPE.at(
                "Content-Type",
                e.getContentType() == null ? "missing" : e.getContentType().toString(),
                MediaType.APPLICATION_JSON_VALUE);
        return handleExceptionInternal(e, problem, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotAcceptable(
            HttpMediaTypeNotAcceptableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        Problem problem = ProblemType.NOT_ACCEPTABLE.at(
                "Accept",
                Objects.requireNonNullElse(request.getHeader(HttpHeaders.ACCEPT), "missing"),
                MediaType.APPLICATION_JSON_VALUE);
        return handleExceptionInternal(e, problem, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemDetail document = status.is5xxServerError()
                ? ProblemDetails.of(unforeseen(e))
                : body instanceof Problem own ? ProblemDetails.of(own) : ofStatus(status.value(), body);
        return ResponseEntity.status(document.getStatus())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(document);
    }

    /** A problem for a status that a server or a framework decided on. */
    static ProblemDetail ofStatus(int status, @Nullable Object body) {
        ProblemType type = switch (status) {
            case 404 -> ProblemType.NOT_FOUND;
            case 405 -> ProblemType.METHOD_NOT_ALLOWED;
            case 406 -> ProblemType.NOT_ACCEPTABLE;
            case 413 -> ProblemType.BODY_TOO_LARGE;
            case 415 -> ProblemType.UNSUPPORTED_MEDIA_TYPE;
            // A transfer coding or a version of HTTP that nobody here speaks.
            case 501, 505 -> ProblemType.BAD_REQUEST;
            case 503 -> ProblemType.SHUTTING_DOWN;
            default -> status >= 500 ? ProblemType.INTERNAL_ERROR : ProblemType.BAD_REQUEST;
        };
        String detail = body instanceof ProblemDetail given && given.getDetail() != null
                ? given.getDetail()
                : "see the description of the API at /swagger-ui.html";
        ProblemDetail document = ProblemDetails.of(type.because(detail));
        document.setStatus(status);
        return document;
    }

    private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem) {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(problem.getStatus()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (problem.getStatus() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return answer.body(problem);
    }
}
