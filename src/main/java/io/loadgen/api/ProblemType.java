package io.loadgen.api;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** The closed set of problems that the API answers with (RFC 9457). Their URIs do not change. */
enum ProblemType {
    INVALID_FIELD("invalid-field", HttpStatus.BAD_REQUEST, "A value cannot be accepted"),
    UNKNOWN_FIELD("unknown-field", HttpStatus.BAD_REQUEST, "There is no such field"),
    MALFORMED_JSON("malformed-json", HttpStatus.BAD_REQUEST, "The body is not readable JSON"),
    BAD_REQUEST("bad-request", HttpStatus.BAD_REQUEST, "The request cannot be read"),
    TARGET_FORBIDDEN("target-forbidden", HttpStatus.FORBIDDEN, "The platform configured may not be loaded"),
    NOT_FOUND("not-found", HttpStatus.NOT_FOUND, "There is nothing at this address"),
    UNKNOWN_RUN("unknown-run", HttpStatus.NOT_FOUND, "There is no such run"),
    UNKNOWN_FIXTURE("unknown-fixture", HttpStatus.NOT_FOUND, "There is no such fixture set"),
    UNKNOWN_BASELINE("unknown-baseline", HttpStatus.NOT_FOUND, "There is no such baseline"),
    REPORT_MISSING("report-missing", HttpStatus.NOT_FOUND, "There is no report of the run"),
    METHOD_NOT_ALLOWED("method-not-allowed", HttpStatus.METHOD_NOT_ALLOWED, "The method is not allowed here"),
    NOT_ACCEPTABLE("not-acceptable", HttpStatus.NOT_ACCEPTABLE, "The format asked for is not offered"),
    RUN_ACTIVE("run-active", HttpStatus.CONFLICT, "Another run is active"),
    RUN_NOT_ENDED("run-not-ended", HttpStatus.CONFLICT, "The run still goes on"),
    RUN_IS_BASELINE("run-is-baseline", HttpStatus.CONFLICT, "The run belongs to a baseline"),
    FIXTURE_BUSY("fixture-busy", HttpStatus.CONFLICT, "The fixture set is in use"),
    FIXTURE_NOT_READY("fixture-not-ready", HttpStatus.CONFLICT, "The fixture set is not complete"),
    FIXTURE_DIFFERS("fixture-differs", HttpStatus.CONFLICT, "The fixture set exists with other numbers"),
    BODY_TOO_LARGE("body-too-large", HttpStatus.CONTENT_TOO_LARGE, "The body is larger than any request"),
    UNSUPPORTED_MEDIA_TYPE(
            "unsupported-media-type", HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body's media type is not read here"),
    POOLS_TOO_SMALL("pools-too-small", HttpStatus.UNPROCESSABLE_CONTENT, "The candidate pools cannot feed the run"),
    FIXTURE_MISSING("fixture-missing", HttpStatus.UNPROCESSABLE_CONTENT, "The run names no known fixture set"),
    NOT_COMPARABLE("not-comparable", HttpStatus.UNPROCESSABLE_CONTENT, "The runs cannot be compared"),
    IDEMPOTENCY_KEY_REUSED(
            "idempotency-key-reused",
            HttpStatus.UNPROCESSABLE_CONTENT,
            "The idempotency key belongs to another request"),
    INTERNAL_ERROR("internal-error", HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong inside the service"),
    TOO_MANY_CLIENTS("too-many-clients", HttpStatus.SERVICE_UNAVAILABLE, "Too many clients follow runs already"),
    REPORT_UNREADABLE(
            "report-unreadable", HttpStatus.INTERNAL_SERVER_ERROR, "The report cannot be read by this version"),
    PREFLIGHT("preflight-failed", HttpStatus.SERVICE_UNAVAILABLE, "The platform cannot be measured now"),
    DATABASE_UNAVAILABLE("database-unavailable", HttpStatus.SERVICE_UNAVAILABLE, "The database cannot be reached now"),
    SHUTTING_DOWN("shutting-down", HttpStatus.SERVICE_UNAVAILABLE, "The service is shutting down");

    private final URI uri;
    private final HttpStatus status;
    private final String title;

    ProblemType(String name, HttpStatus status, String title) {
        this.uri = URI.create("urn:loadgen:problem:" + name);
        this.status = status;
        this.title = title;
    }

    /** A problem of this type; {@code detail} says what is wrong and how to mend it. */
    ProblemDetail because(String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(uri);
        problem.setTitle(title);
        return problem;
    }

    /** A problem with one field of the request. */
    ProblemDetail at(String field, String value, String accepted) {
        return at(field, value, accepted, field + " must be " + accepted + ", was " + value);
    }

    /** A problem with one field of the request, in words of its own. */
    ProblemDetail at(String field, String value, Object accepted, String detail) {
        ProblemDetail problem = because(detail);
        problem.setProperty("field", field);
        problem.setProperty("value", value);
        problem.setProperty("accepted", accepted);
        return problem;
    }
}
