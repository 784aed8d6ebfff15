package io.loadgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.api.Wire.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What no client would send, as bytes: the server's own refusals are problem documents as all others are. */
@ApiOnAPort
@Timeout(120)
class RawRequestsIT {
    private static final String HOST = "\r\nHost: localhost\r\n";

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @CsvSource(textBlock = """
                    GET /api/v1/%00 HTTP/1.1,             400, /api/v1/%00
                    GET /api/v1/runs%00 HTTP/1.1,         400, /api/v1/runs%00
                    GET /api/v1/%5C HTTP/1.1,             400, /api/v1/%5C
                    GET /api/v1/%zz HTTP/1.1,             400, /api/v1/%25zz
                    GET /api/v1/% HTTP/1.1,               400, /api/v1/%25
                    GET /api/v1/runs/;a=b% HTTP/1.1,      400, /api/v1/runs/;a=b%25
                    GET /api/v1/runs;%zz=b HTTP/1.1,      400, /api/v1/runs;%25zz=b
                    GET /%c0%af HTTP/1.1,                 400, /%c0%af
                    GET /../../etc HTTP/1.1,              400, /../../etc
                    GET /api/v1/a b HTTP/1.1,             400, /api/v1/a
                    GET /api/v1/<x> HTTP/1.1,             400, ''
                    GET,                                  400, ''
                    GET api HTTP/1.1,                     400, api
                    GET /api/v1/runs HTTP/9.9,            505, /api/v1/runs
                    CONNECT a:1 HTTP/1.1,                 501, a:1
                    """)
    void aRequestLineThatCannotBeReadIsAProblem(String line, int status, String instance) throws IOException {
        isProblem(send(line + HOST + "\r\n"), status, "bad-request", instance);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    Content-Length: -1,       400
                    Content-Length: x,        400
                    Transfer-Encoding: foo,   501
                    Host: localhost,          400
                    X y: 1,                   400
                    Expect: 200-nothing,      417
                    """)
    void aHeadThatCannotBeReadIsAProblem(String header, int status) throws IOException {
        isProblem(
                send("POST /api/v1/runs HTTP/1.1" + HOST + header + "\r\n\r\n"), status, "bad-request", "/api/v1/runs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Last-Event-ID: \u202e", "Last-Event-ID: \uD83D\uDE00"})
    void aHeaderThatCannotBeReadIsAProblem(String header) throws IOException {
        Answer answer = send("GET /api/v1/runs/latest/events HTTP/1.1" + HOST + header + "\r\n\r\n");

        isProblem(answer, 400, "bad-request", "/api/v1/runs/latest/events");
    }

    /** No parameter of a form was ever asked for, so it is not read where no body is. */
    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data", "application/x-www-form-urlencoded"})
    void aFormThatCannotBeReadIsNoErrorOfTheServerAtAnyOperation(String form) throws IOException {
        JsonNode document = new JsonMapper()
                .readTree(send("GET /v3/api-docs HTTP/1.1" + HOST + "\r\n").body());
        List<String> withBody = new ArrayList<>();
        int operations = 0;
        for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
            String address = path.getKey().replaceAll("\\{\\w+}", "nobody-1");
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                String called = operation.getKey().toUpperCase(Locale.ROOT) + " " + address;
                Answer answer = send(
                        called + " HTTP/1.1" + HOST + "Content-Type: " + form + "\r\nContent-Length: 5\r\n\r\na=%zz");
                assertThat(answer.status()).as("%s: %s", called, answer).isBetween(200, 499);
                if (operation.getValue().has("requestBody")) {
                    isProblem(answer, 415, "unsupported-media-type", address);
                    withBody.add(called);
                }
                operations++;
            }
        }
        assertThat(operations).isGreaterThanOrEqualTo(21);
        assertThat(withBody).contains("POST /api/v1/runs", "POST /api/v1/fixtures");
    }

    @ParameterizedTest
    @ValueSource(strings = {"QUERY", "PROPFIND", "FROBNICATE", "TRACE"})
    void aMethodThatNobodyKnowsIsNotAllowed(String method) throws IOException {
        Answer answer = send(method + " /api/v1/runs HTTP/1.1" + HOST + "\r\n");

        isProblem(answer, 405, "method-not-allowed", "/api/v1/runs");
        assertThat(answer.header("allow").split(", *")).contains("GET", "POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%3Bh", "a;b", "a%2Fb", "a%25b", "a%0Ab"})
    void aNameThatNothingCanHaveIsRefusedAtItsOwnAddress(String name) throws IOException {
        String address = "/api/v1/baselines/" + name;

        isProblem(send("GET " + address + " HTTP/1.1" + HOST + "\r\n"), 400, "bad-request", address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=", "limit", "offset=0&limit=", "limit=&limit=1"})
    void aParameterWithoutAValueIsRefused(String query) throws IOException {
        isProblem(
                send("GET /api/v1/runs?" + query + " HTTP/1.1" + HOST + "\r\n"), 400, "invalid-field", "/api/v1/runs");
    }

    private static void isProblem(Answer answer, int status, String type, String instance) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        JsonNode problem = new JsonMapper().readTree(answer.body());
        assertThat(problem.path("type").asString("")).isEqualTo("urn:loadgen:problem:" + type);
        assertThat(problem.path("status").asInt(0)).isEqualTo(status);
        assertThat(problem.path("title").asString("")).isNotEmpty();
        assertThat(problem.path("detail").asString("")).isNotEmpty();
        assertThat(problem.path("instance").asString("")).isEqualTo(instance);
    }

    private Answer send(String request) throws IOException {
        try (Wire wire = new Wire(port)) {
            return wire.send(request.getBytes(StandardCharsets.UTF_8));
        }
    }
}
