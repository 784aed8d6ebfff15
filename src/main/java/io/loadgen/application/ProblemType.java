package io.loadgen.application;

import java.util.LinkedHashMap;
import java.util.Map;

/** The closed set of problems that a request can end with; over HTTP they are told by RFC 9457. */
public enum ProblemType {
    INVALID_FIELD("invalid-field", 400, "A value cannot be accepted"),
    UNKNOWN_FIELD("unknown-field", 400, "There is no such field"),
    MALFORMED_JSON("malformed-json", 400, "The body is not readable JSON"),
    BAD_REQUEST("bad-request", 400, "The request cannot be read"),
    UNAUTHENTICATED("unauthenticated", 401, "The request does not say who makes it"),
    FORBIDDEN("forbidden", 403, "The caller may not do this"),
    CROSS_SITE("cross-site", 403, "The request comes by way of another web site"),
    TARGET_FORBIDDEN("target-forbidden", 403, "The platform configured may not be loaded"),
    NOT_FOUND("not-found", 404, "There is nothing at this address"),
    UNKNOWN_RUN("unknown-run", 404, "There is no such run"),
    UNKNOWN_FIXTURE("unknown-fixture", 404, "There is no such fixture set"),
    UNKNOWN_BASELINE("unknown-baseline", 404, "There is no such baseline"),
    REPORT_MISSING("report-missing", 404, "There is no report of the run"),
    METHOD_NOT_ALLOWED("method-not-allowed", 405, "The method is not allowed here"),
    NOT_ACCEPTABLE("not-acceptable", 406, "The format asked for is not offered"),
    RUN_ACTIVE("run-active", 409, "Another run is active"),
    RUN_NOT_ENDED("run-not-ended", 409, "The run still goes on"),
    RUN_ABANDONED("run-abandoned", 409, "No process has the run"),
    RUN_IS_BASELINE("run-is-baseline", 409, "The run belongs to a baseline"),
    FIXTURE_BUSY("fixture-busy", 409, "The fixture set is in use"),
    FIXTURE_NOT_READY("fixture-not-ready", 409, "The fixture set is not complete"),
    FIXTURE_DIFFERS("fixture-differs", 409, "The fixture set exists with other numbers"),
    FIXTURE_ELSEWHERE("fixture-elsewhere", 409, "The fixture set is in another database"),
    BODY_TOO_LARGE("body-too-large", 413, "The body is larger than any request"),
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, "The body's media type is not read here"),
    POOLS_TOO_SMALL("pools-too-small", 422, "The candidate pools cannot feed the run"),
    HEAP_TOO_SMALL("heap-too-small", 422, "The heap is too small for what is asked for"),
    DISK_TOO_SMALL("disk-too-small", 422, "The disk of the spool is too small for what is asked for"),
    FIXTURE_MISSING("fixture-missing", 422, "The run names no known fixture set"),
    NOT_COMPARABLE("not-comparable", 422, "The runs cannot be compared"),
    IDEMPOTENCY_KEY_REUSED("idempotency-key-reused", 422, "The idempotency key belongs to another request"),
    INTERNAL_ERROR("internal-error", 500, "Something went wrong inside the service"),
    TOO_MANY_CLIENTS("too-many-clients", 503, "Too many clients follow runs already"),
    TOO_MANY_READERS("too-many-readers", 503, "Too many clients read reports already"),
    REPORT_UNREADABLE("report-unreadable", 500, "The report cannot be read by this version"),
    PREFLIGHT("preflight-failed", 503, "The platform cannot be measured now"),
    DATABASE_UNAVAILABLE("database-unavailable", 503, "The database cannot be reached now"),
    SHUTTING_DOWN("shutting-down", 503, "The service is shutting down");

    private final String uri;
    private final int status;
    private final String title;

    ProblemType(String name, int status, String title) {
        this.uri = "urn:loadgen:problem:" + name;
        this.status = status;
        this.title = title;
    }

    /** Its name, a URN that does not change. */
    public String uri() {
        return uri;
    }

    /** The status that HTTP answers with. */
    public int status() {
        return status;
    }

    /** What kind of problem it is, in words. */
    public String title() {
        return title;
    }

    /** A problem of this type; {@code detail} says what is wrong and how to mend it. */
    public Problem because(String detail) {
        return new Problem(this, detail, Map.of());
    }

    /** A problem with one field of the request: what it held, and in words what it may hold. */
    public Problem at(String field, String value, String accepted) {
        return at(field, value, accepted, field + " must be " + accepted + ", was " + value);
    }

    /**
     * A problem with one field of the request, in words of its own.
     *
     * @param field which
     * @param value what it held
     * @param accepted what it may hold: words, or a list
     * @param detail what is wrong and how to mend it
     * @return the problem
     */
    public Problem at(String field, String value, Object accepted, String detail) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("field", field);
        properties.put("value", value);
        properties.put("accepted", accepted);
        return new Problem(this, detail, properties);
    }
}
