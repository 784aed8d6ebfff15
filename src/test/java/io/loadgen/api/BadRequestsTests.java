package io.loadgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.fixtures.FixtureSet;
import io.loadgen.report.ReportFormats;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** Every kind of bad request is answered by a problem that names field, value and accepted range, and starts nothing. */
class BadRequestsTests extends ApiTest {
    private static final String RUNS = "/api/v1/runs";
    private static final String FIXTURES = "/api/v1/fixtures";
    private static final String PREFLIGHT = "/api/v1/preflight";

    /** A request, and the problem it must be answered with; null stands for any. */
    record Bad(
            String why,
            HttpMethod method,
            String address,
            @Nullable String body,
            int status,
            String type,
            @Nullable String field,
            @Nullable String value,
            @Nullable String accepted) {
        @Override
        public String toString() {
            return why;
        }
    }

    static Stream<Bad> badRequests() {
        return Stream.of(
                run("negative rate", "\"rate\": -1", "rate", "-1.0", "above 0"),
                run("rate zero", "\"rate\": 0", "rate", "0.0", "above 0"),
                run("rate above the operator's limit", "\"rate\": 20000", "rate", "20000.0", "at most 10000.0"),
                run("duration above the operator's limit", "\"duration\": \"2h\"", "duration", "7200s", "3600s"),
                run(
                        "warm-up longer than duration",
                        "\"duration\": \"10s\", \"warmup\": \"20s\"",
                        "warmup",
                        "20s",
                        "below duration, which is 10s"),
                run("negative warm-up", "\"warmup\": \"-1s\"", "warmup", "-1s", "0s or more"),
                run("duration without unit", "\"duration\": \"60\"", "duration", "60", "60s, 1m30s"),
                run("duration as a number", "\"duration\": 60", "duration", null, "a string"),
                run("rate as a string", "\"rate\": \"fast\"", "rate", "fast", "a number"),
                run("rate as a numeric string", "\"rate\": \"100\"", "rate", null, "a number"),
                run("fraction for a whole number", "\"usersPerAdd\": 1.5", "usersPerAdd", null, "a whole number"),
                run("array for a number", "\"rate\": [1]", "rate", "an array", "a number"),
                run("unknown inject mode", "\"inject\": \"backdoor\"", "inject", "backdoor", "frontdoor, canonical"),
                run("unknown shape", "\"shape\": \"groups\"", "shape", "groups", "users, orgs, channels, mixed"),
                run("shape as a number", "\"shape\": 1", "shape", null, "a string"),
                run(
                        "channels past room-service",
                        "\"inject\": \"canonical\", \"shape\": \"channels\"",
                        "shape",
                        "channels",
                        "only room-service expands channels"),
                run(
                        "a weight of channels past room-service",
                        "\"inject\": \"canonical\", \"shape\": \"mixed\", \"mix\": {\"users\": 1, \"channels\": 1}",
                        "mix.channels",
                        "1",
                        "only room-service expands channels"),
                run(
                        "a mix of one shape",
                        "\"shape\": \"orgs\", \"mix\": {\"orgs\": 1}",
                        "mix",
                        "{users: 0, orgs: 1, channels: 0}",
                        "left out unless shape is mixed"),
                run(
                        "a mix of nothing",
                        "\"shape\": \"mixed\", \"mix\": {}",
                        "mix",
                        "{users: 0, orgs: 0, channels: 0}",
                        "above 0"),
                run("negative weight", "\"shape\": \"mixed\", \"mix\": {\"orgs\": -1}", "mix.orgs", "-1", "0 to 1000"),
                run(
                        "weight too great",
                        "\"shape\": \"mixed\", \"mix\": {\"users\": 1001}",
                        "mix.users",
                        "1001",
                        "1000"),
                run(
                        "weight with a fraction",
                        "\"shape\": \"mixed\", \"mix\": {\"users\": 0.5}",
                        "mix.users",
                        null,
                        "whole"),
                run("unknown percentile", "\"slo\": {\"e1\": {\"p42\": \"1s\"}}", "slo.e1.p42", "p42", "p50"),
                run("limit that is null", "\"slo\": {\"e2\": {\"p99\": null}}", "slo.e2.p99", "null", "60s, 1m30s"),
                run(
                        "limit beyond any run",
                        "\"slo\": {\"e1\": {\"p99\": \"9999999h\"}}",
                        "slo.e1.p99",
                        "35999996400s",
                        "24h"),
                run(
                        "seconds beyond any run",
                        "\"abortOn\": {\"disconnectedFor\": \"PT9223372036854775807S\"}",
                        "abortOn.disconnectedFor",
                        "9223372036854775807s",
                        "24h"),
                run("error rate above 1", "\"slo\": {\"errorRate\": 2}", "slo.errorRate", "2.0", "0 to 1"),
                run(
                        "outstanding above the operator's limit",
                        "\"maxOutstanding\": 200001",
                        "maxOutstanding",
                        "200001",
                        "1 to 200000 (the limit set for this service)"),
                run(
                        "share of errors above 1",
                        "\"abortOn\": {\"errorRate\": 1.5}",
                        "abortOn.errorRate",
                        "1.5",
                        "0 to 1"),
                run(
                        "window of half seconds",
                        "\"abortOn\": {\"errorRate\": 0.5, \"errorWindow\": \"1500ms\"}",
                        "abortOn.errorWindow",
                        "1500ms",
                        "whole seconds, 1s to 10m"),
                run(
                        "no minimum of requests",
                        "\"abortOn\": {\"errorRate\": 0.5, \"errorMinimum\": 0}",
                        "abortOn.errorMinimum",
                        "0",
                        "1 or more"),
                run(
                        "stall that cannot be told",
                        "\"abortOn\": {\"workerStalledFor\": \"4s\"}",
                        "abortOn.workerStalledFor",
                        "4s",
                        "whole seconds, 5s to 24h"),
                run("negative backlog", "\"abortOn\": {\"backlog\": -1}", "abortOn.backlog", "-1", "0 or more"),
                run(
                        "gap in words",
                        "\"abortOn\": {\"disconnectedFor\": \"long\"}",
                        "abortOn.disconnectedFor",
                        "long",
                        "60s, 1m30s"),
                new Bad(
                        "abort on what there is not",
                        HttpMethod.POST,
                        RUNS,
                        with("\"abortOn\": {\"latency\": 1}"),
                        400,
                        "unknown-field",
                        "abortOn.latency",
                        "latency",
                        "disconnectedFor"),
                run("fixture and preset", "\"preset\": \"members-small\"", "preset", "members-small", "left out"),
                new Bad(
                        "misspelled field",
                        HttpMethod.POST,
                        RUNS,
                        with("\"rat\": 5"),
                        400,
                        "unknown-field",
                        "rat",
                        "rat",
                        "rate"),
                new Bad(
                        "a weight of a shape that there is not",
                        HttpMethod.POST,
                        RUNS,
                        with("\"shape\": \"mixed\", \"mix\": {\"groups\": 1}"),
                        400,
                        "unknown-field",
                        "mix.groups",
                        "groups",
                        "channels"),
                new Bad(
                        "misspelled nested field",
                        HttpMethod.POST,
                        RUNS,
                        with("\"slo\": {\"e3\": {}}"),
                        400,
                        "unknown-field",
                        "slo.e3",
                        "e3",
                        "errorRate"),
                new Bad(
                        "unknown run type",
                        HttpMethod.POST,
                        RUNS,
                        "{\"type\": \"spike\"}",
                        400,
                        "invalid-field",
                        "type",
                        "spike",
                        "sustained, capacity"),
                capacity("no target", "\"usersPerAdd\": 1", "targetSize", "missing", "above the baseline"),
                capacity("target at the baseline", "\"targetSize\": 10", "targetSize", "10", "above 10"),
                capacity("target above the maximum", "\"targetSize\": 1001", "targetSize", "1001", "at most 1000"),
                capacity("target as a string", "\"targetSize\": \"60\"", "targetSize", null, "a whole number"),
                capacity("rate cap zero", "\"targetSize\": 60, \"maxRate\": 0", "maxRate", "0.0", "above 0"),
                capacity(
                        "rate cap above the operator's limit",
                        "\"targetSize\": 60, \"maxRate\": 20000",
                        "maxRate",
                        "20000.0",
                        "at most 10000.0"),
                capacity(
                        "no such answer to a busy service",
                        "\"targetSize\": 60, \"onBusy\": \"retry\"",
                        "onBusy",
                        "retry",
                        "one of wait, stop"),
                capacity(
                        "edges that fall",
                        "\"targetSize\": 60, \"bucketEdges\": [40, 20]",
                        "bucketEdges",
                        "[40, 20]",
                        "rising"),
                capacity(
                        "edge below the baseline",
                        "\"targetSize\": 60, \"bucketEdges\": [5]",
                        "bucketEdges",
                        "[5]",
                        "above the baseline"),
                capacity(
                        "edge that is null",
                        "\"targetSize\": 60, \"bucketEdges\": [20, null]",
                        "bucketEdges",
                        "[20, null]",
                        "whole numbers"),
                capacity("one edge", "\"targetSize\": 60, \"bucketEdges\": 20", "bucketEdges", null, "an array"),
                new Bad(
                        "field of another run type",
                        HttpMethod.POST,
                        RUNS,
                        "{\"type\": \"capacity\", \"rate\": 5}",
                        400,
                        "unknown-field",
                        "rate",
                        "rate",
                        "maxRate"),
                new Bad(
                        "no run type",
                        HttpMethod.POST,
                        RUNS,
                        "{}",
                        400,
                        "invalid-field",
                        "type",
                        "missing",
                        "sustained"),
                new Bad(
                        "no fixture",
                        HttpMethod.POST,
                        RUNS,
                        "{\"type\": \"sustained\"}",
                        400,
                        "invalid-field",
                        "fixture",
                        "missing",
                        "preset"),
                new Bad(
                        "preset of a run that is no name",
                        HttpMethod.POST,
                        RUNS,
                        "{\"type\": \"sustained\", \"preset\": \"Members Small\"}",
                        400,
                        "invalid-field",
                        "preset",
                        "Members Small",
                        "1 to 40 of a-z, 0-9 and -"),
                new Bad(
                        "unknown fixture of a run",
                        HttpMethod.POST,
                        RUNS,
                        "{\"type\": \"sustained\", \"fixture\": \"members-heavy-1\"}",
                        422,
                        "fixture-missing",
                        "fixture",
                        "members-heavy-1",
                        FIXTURE),
                new Bad(
                        "pools too small",
                        HttpMethod.POST,
                        RUNS,
                        "{\"type\": \"sustained\", \"fixture\": \"members-small-42\"}",
                        422,
                        "pools-too-small",
                        "rate",
                        "100.0",
                        "at most 0.416/s"),
                new Bad(
                        "heap too small for a run",
                        HttpMethod.POST,
                        RUNS,
                        "{\"type\": \"sustained\", \"fixture\": \"members-small-42\","
                                + " \"rate\": 10000, \"duration\": \"1h\"}",
                        422,
                        "heap-too-small",
                        "duration",
                        "3600s",
                        "so little that all needs at most 352 MiB of heap"),
                new Bad(
                        "malformed JSON",
                        HttpMethod.POST,
                        RUNS,
                        "{\"type\": \"sustained\",\n  \"rate\": }",
                        400,
                        "malformed-json",
                        null,
                        null,
                        null),
                new Bad("no body", HttpMethod.POST, RUNS, "", 400, "malformed-json", null, null, null),
                new Bad("not an object", HttpMethod.POST, FIXTURES, "[]", 400, "malformed-json", null, null, null),
                new Bad(
                        "unknown preset",
                        HttpMethod.POST,
                        FIXTURES,
                        "{\"preset\": \"members-tiny\"}",
                        400,
                        "invalid-field",
                        "preset",
                        "members-tiny",
                        "members-small, members-medium"),
                new Bad(
                        "no preset",
                        HttpMethod.POST,
                        FIXTURES,
                        "{}",
                        400,
                        "invalid-field",
                        "preset",
                        "missing",
                        "members-small"),
                new Bad(
                        "negative seed",
                        HttpMethod.POST,
                        FIXTURES,
                        "{\"preset\": \"members-small\", \"seed\": -1}",
                        400,
                        "invalid-field",
                        "seed",
                        "-1",
                        "0 or more"),
                new Bad(
                        "another word for indexes of a seeding",
                        HttpMethod.POST,
                        FIXTURES,
                        "{\"preset\": \"members-small\", \"seed\": 43, \"indexes\": \"CREATE\"}",
                        400,
                        "invalid-field",
                        "indexes",
                        "CREATE",
                        "one of report, create"),
                new Bad(
                        "another word for indexes",
                        HttpMethod.POST,
                        PREFLIGHT,
                        "{\"indexes\": \"drop\"}",
                        400,
                        "invalid-field",
                        "indexes",
                        "drop",
                        "one of report, create"),
                new Bad(
                        "indexes as a flag",
                        HttpMethod.POST,
                        PREFLIGHT,
                        "{\"indexes\": true}",
                        400,
                        "invalid-field",
                        "indexes",
                        null,
                        "a string"),
                new Bad(
                        "misspelled field of a preflight",
                        HttpMethod.POST,
                        PREFLIGHT,
                        "{\"index\": \"create\"}",
                        400,
                        "unknown-field",
                        "index",
                        "index",
                        "indexes"),
                new Bad(
                        "unknown fixture of a preflight",
                        HttpMethod.POST,
                        PREFLIGHT,
                        "{\"fixture\": \"nobody-1\", \"indexes\": \"create\"}",
                        404,
                        "unknown-fixture",
                        "fixture",
                        "nobody-1",
                        "the id of a fixture set"),
                new Bad(
                        "built-in preset with own numbers",
                        HttpMethod.POST,
                        FIXTURES,
                        "{\"preset\": \"members-small\", \"rooms\": 3}",
                        400,
                        "invalid-field",
                        "preset",
                        "members-small",
                        "a name of your own"),
                new Bad(
                        "own numbers that are not whole",
                        HttpMethod.POST,
                        FIXTURES,
                        "{\"preset\": \"mine\", \"rooms\": 3}",
                        400,
                        "invalid-field",
                        "baselineMembers",
                        "missing",
                        "1 to 1000"),
                new Bad(
                        "too few users",
                        HttpMethod.POST,
                        FIXTURES,
                        "{\"preset\": \"mine\", \"rooms\": 3, \"baselineMembers\": 5, \"candidatesPerRoom\": 20,"
                                + " \"users\": 20}",
                        400,
                        "invalid-field",
                        "users",
                        "20",
                        "at least 30 (the whole blocks"),
                new Bad(
                        "more documents than a set may have",
                        HttpMethod.POST,
                        FIXTURES,
                        "{\"preset\": \"mine\", \"rooms\": 100000, \"baselineMembers\": 90, \"candidatesPerRoom\": 900,"
                                + " \"users\": 1000, \"dryRun\": true}",
                        400,
                        "invalid-field",
                        "rooms",
                        "100000",
                        "at most 10000000 documents; these numbers make up to 18103100"),
                new Bad(
                        "users that make no whole blocks",
                        HttpMethod.POST,
                        FIXTURES,
                        "{\"preset\": \"mine\", \"rooms\": 3, \"baselineMembers\": 5, \"candidatesPerRoom\": 20,"
                                + " \"users\": 45}",
                        400,
                        "invalid-field",
                        "users",
                        "45",
                        "a multiple of usersPerBlock = 10"),
                new Bad(
                        "candidates that make no whole blocks",
                        HttpMethod.POST,
                        FIXTURES,
                        "{\"preset\": \"mine\", \"rooms\": 3, \"baselineMembers\": 5, \"candidatesPerRoom\": 20,"
                                + " \"users\": 90, \"usersPerBlock\": 15}",
                        400,
                        "invalid-field",
                        "candidatesPerRoom",
                        "20",
                        "a multiple of usersPerBlock = 15"),
                new Bad(
                        "blocks larger than a channel may be",
                        HttpMethod.POST,
                        FIXTURES,
                        "{\"preset\": \"mine\", \"rooms\": 3, \"baselineMembers\": 5, \"candidatesPerRoom\": 20,"
                                + " \"users\": 90, \"usersPerBlock\": 1001}",
                        400,
                        "invalid-field",
                        "usersPerBlock",
                        "1001",
                        "1 to 1000"),
                new Bad(
                        "baseline above the room size",
                        HttpMethod.POST,
                        FIXTURES,
                        "{\"preset\": \"mine\", \"rooms\": 3, \"baselineMembers\": 1001, \"candidatesPerRoom\": 5,"
                                + " \"users\": 2000}",
                        400,
                        "invalid-field",
                        "baselineMembers",
                        "1001",
                        "1 to 1000"),
                new Bad(
                        "unknown fixture",
                        HttpMethod.GET,
                        FIXTURES + "/nope-1",
                        null,
                        404,
                        "unknown-fixture",
                        "id",
                        "nope-1",
                        "as listed"),
                new Bad(
                        "reset of an unknown fixture",
                        HttpMethod.POST,
                        FIXTURES + "/nope-1/reset",
                        null,
                        404,
                        "unknown-fixture",
                        "id",
                        "nope-1",
                        "as listed"),
                new Bad(
                        "teardown of an unknown fixture",
                        HttpMethod.DELETE,
                        FIXTURES + "/nope-1",
                        null,
                        404,
                        "unknown-fixture",
                        "id",
                        "nope-1",
                        "as listed"),
                new Bad(
                        "unknown run",
                        HttpMethod.GET,
                        RUNS + "/nope",
                        null,
                        404,
                        "unknown-run",
                        "id",
                        "nope",
                        "latest"),
                new Bad(
                        "stop of an unknown run",
                        HttpMethod.POST,
                        RUNS + "/nope/stop",
                        null,
                        404,
                        "unknown-run",
                        "id",
                        "nope",
                        "latest"),
                new Bad(
                        "report of an unknown run",
                        HttpMethod.GET,
                        RUNS + "/nope/report",
                        null,
                        404,
                        "unknown-run",
                        "id",
                        "nope",
                        "latest"),
                new Bad(
                        "unknown report format",
                        HttpMethod.GET,
                        RUNS + "/nope/report?format=pdf",
                        null,
                        400,
                        "invalid-field",
                        "format",
                        "pdf",
                        "json, text, html, csv, samples.csv"),
                new Bad(
                        "offset below 0",
                        HttpMethod.GET,
                        RUNS + "?offset=-1",
                        null,
                        400,
                        "invalid-field",
                        "offset",
                        "-1",
                        "0 or more"),
                new Bad(
                        "limit beyond 100",
                        HttpMethod.GET,
                        RUNS + "?limit=101",
                        null,
                        400,
                        "invalid-field",
                        "limit",
                        "101",
                        "1 to 100"),
                new Bad(
                        "limit in words",
                        HttpMethod.GET,
                        RUNS + "?limit=many",
                        null,
                        400,
                        "invalid-field",
                        "limit",
                        "many",
                        "a whole number"),
                new Bad("wrong method", HttpMethod.PUT, RUNS, "{}", 405, "method-not-allowed", "method", "PUT", "POST"),
                new Bad(
                        "unknown address",
                        HttpMethod.GET,
                        "/api/v1/nothing",
                        null,
                        404,
                        "not-found",
                        null,
                        null,
                        null));
    }

    @ParameterizedTest
    @MethodSource("badRequests")
    void isAnsweredByAProblemAndStartsNothing(Bad bad) {
        List<String> runsBefore = knownRuns();
        List<String> fixturesBefore =
                fixtures.list().stream().map(FixtureSet::id).toList();
        var request = mvc.method(bad.method()).uri(bad.address());
        if (bad.body() != null) {
            request = request.contentType(MediaType.APPLICATION_JSON).content(bad.body());
        }
        MvcTestResult result = request.exchange();

        assertProblem(result, bad.status(), bad.type());
        JsonNode problem = body(result);
        assertField(problem, "field", bad.field());
        assertField(problem, "value", bad.value());
        if (bad.accepted() != null) {
            assertThat(problem.get("accepted").toString()).contains(bad.accepted());
        }
        assertThat(knownRuns()).isEqualTo(runsBefore);
        assertThat(fixtures.list().stream().map(FixtureSet::id)).containsExactlyElementsOf(fixturesBefore);
    }

    @Test
    void malformedJsonIsLocated() {
        MvcTestResult result = post(RUNS, "{\"type\": \"sustained\",\n  \"rate\": }");

        assertThat(body(result).get("detail").asString()).contains("line 2, column");
    }

    @Test
    void aBodyBeyondAnyRequestIsRefusedUnread() {
        MvcTestResult result = post(RUNS, "{\"fixture\": \"" + "x".repeat(BodyLimit.MOST_BYTES) + "\"}");

        assertProblem(result, 413, "body-too-large");
        assertField(body(result), "field", "Content-Length");
        assertField(body(result), "accepted", "at most 1048576 bytes");
    }

    @Test
    void secondRunNamesTheActiveOne() {
        String active = start();
        MvcTestResult second = post(RUNS, RUN);

        assertProblem(second, 409, "run-active");
        assertThat(body(second).get("run").asString()).isEqualTo(active);
        assertThat(knownRuns()).startsWith(active).doesNotHaveDuplicates();
        assertThat(runs.find(active).orElseThrow().state().isTerminal()).isFalse();
    }

    @Test
    void refusedRunNamesRateAndDurationThatCanBeFed() {
        MvcTestResult refused = post(RUNS, "{\"type\": \"sustained\", \"fixture\": \"members-small-42\"}");

        // 5 rooms of 50 candidates feed 25 adds of 10: 0.25 s at 100/s, or 0.416/s for 60 s.
        assertThat(body(refused).get("detail").asString())
                .contains("pools can feed 25")
                .contains("at most 0.25s")
                .contains("at most 0.416/s");
    }

    @Test
    void capacityRunOnFullRoomsIsRefusedAtItsTarget() {
        memory.useUp(FIXTURE);
        MvcTestResult refused = post(RUNS, CAPACITY_RUN);

        assertProblem(refused, 422, "pools-too-small");
        assertField(body(refused), "field", "targetSize");
        assertField(body(refused), "value", "60");
        assertField(body(refused), "fixture", FIXTURE);
        assertThat(body(refused).get("detail").asString()).contains("no room of members-small-42 is below the target");
    }

    @Test
    void wrongMediaTypeNamesTheAcceptedOne() {
        MvcTestResult result = mvc.post()
                .uri(RUNS)
                .contentType(MediaType.APPLICATION_XML)
                .content("<run/>")
                .exchange();

        assertProblem(result, 415, "unsupported-media-type");
        assertField(body(result), "value", "application/xml");
        assertField(body(result), "accepted", "application/json");
    }

    @Test
    void notAcceptableReportNamesTheAcceptedFormats() {
        MvcTestResult result =
                mvc.get().uri(RUNS + "/latest/report").accept("application/pdf").exchange();

        assertProblem(result, 406, "not-acceptable");
        assertField(body(result), "value", "application/pdf");
        assertField(
                body(result),
                "accepted",
                ReportFormats.ALL.stream()
                        .map(format -> format.mediaType().replaceFirst(";.*", ""))
                        .distinct()
                        .collect(Collectors.joining(", ")));
    }

    @Test
    void notAcceptableAnswerIsStillAProblem() {
        MvcTestResult result = mvc.get().uri(RUNS).accept("image/png").exchange();

        assertProblem(result, 406, "not-acceptable");
    }

    @Test
    void idempotencyKeyOfAnotherRequestIsRefused() {
        MvcTestResult first = startWithKey("nightly-7", RUN);
        MvcTestResult other = startWithKey("nightly-7", RUN.replace("\"rate\": 5", "\"rate\": 4"));

        assertThat(first).hasStatus(202);
        assertProblem(other, 422, "idempotency-key-reused");
        assertField(body(other), "run", body(first).get("id").asString());
    }

    private MvcTestResult startWithKey(String key, String body) {
        return mvc.post()
                .uri(RUNS)
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    private void assertProblem(MvcTestResult result, int status, String type) {
        assertThat(result).hasStatus(status).hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON);
        JsonNode problem = body(result);
        assertThat(problem.get("type").asString()).isEqualTo("urn:loadgen:problem:" + type);
        assertThat(problem.get("title").asString()).isNotBlank();
        assertThat(problem.get("detail").asString()).isNotBlank().doesNotContain("Exception", "io.loadgen");
        assertThat(problem.get("status").asInt()).isEqualTo(status);
    }

    private static void assertField(JsonNode problem, String name, @Nullable String expected) {
        if (expected != null) {
            assertThat(problem.get(name).asString()).isEqualTo(expected);
        }
    }

    private static Bad run(String why, String fields, String field, @Nullable String value, @Nullable String accepted) {
        return new Bad(why, HttpMethod.POST, RUNS, with(fields), 400, "invalid-field", field, value, accepted);
    }

    private static Bad capacity(
            String why, String fields, String field, @Nullable String value, @Nullable String accepted) {
        String body = "{\"type\": \"capacity\", \"fixture\": \"members-small-42\", " + fields + "}";
        return new Bad(why, HttpMethod.POST, RUNS, body, 400, "invalid-field", field, value, accepted);
    }

    private static String with(String fields) {
        return "{\"type\": \"sustained\", \"fixture\": \"members-small-42\", " + fields + "}";
    }
}
