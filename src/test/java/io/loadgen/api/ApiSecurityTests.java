package io.loadgen.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every endpoint there is against every kind of caller: an endpoint that is added later is in the table by itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(
        properties = {
            "logging.level.loadgen.audit=info",
            "loadgen.security.allowed-origins=https://perf.example",
            "loadgen.security.tokens.nightly.role=operator",
            "loadgen.security.tokens.nightly.token=operator-token-0123456789",
            "loadgen.security.tokens.board.role=viewer",
            // SHA-256 of viewer-token-0123456789
            "loadgen.security.tokens.board.token=sha256:2ad89e5a01aed6d990d6eea4851e0ae15ee373b28563ef0f9f8565c1c9596376"
        })
class ApiSecurityTests extends ApiTest {
    private static final String OPERATOR = "operator-token-0123456789";
    private static final String VIEWER = "viewer-token-0123456789";
    private static final Set<String> PUBLIC_PREFIXES = Set.of("/swagger-ui", "/v3/api-docs");

    @Autowired
    RequestMappingHandlerMapping requestMappingHandlerMapping;

    Stream<Arguments> endpoints() {
        return requestMappingHandlerMapping.getHandlerMethods().keySet().stream()
                .flatMap(mapping -> mapping.getPatternValues().stream()
                        .flatMap(path -> methods(mapping.getMethodsCondition().getMethods())
                                .map(method -> arguments(method, path.replaceAll("\\{\\w+}", "nobody-1")))));
    }

    private static Stream<HttpMethod> methods(Set<RequestMethod> declared) {
        Set<RequestMethod> methods = declared.isEmpty() ? Set.of(RequestMethod.GET, RequestMethod.POST) : declared;
        return methods.stream().map(RequestMethod::asHttpMethod);
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void endpointKnowsWhoMayCallIt(HttpMethod method, String path) {
        // A preflight makes an add.
        boolean reads = method.equals(HttpMethod.GET) && !path.equals("/api/v1/preflight");
        boolean isPublic = reads && PUBLIC_PREFIXES.stream().anyMatch(path::startsWith);

        assertThat(status(method, path, null))
                .as("no token")
                .matches(status -> isPublic ? allowed(status) : status == 401);
        assertThat(status(method, path, "wrong-token-0123456789"))
                .as("wrong token")
                .isEqualTo(401);
        assertThat(status(method, path, VIEWER))
                .as("viewer")
                .matches(status -> reads ? allowed(status) : status == 403);
        assertThat(status(method, path, OPERATOR)).as("operator").matches(ApiSecurityTests::allowed);
    }

    /** Let in, whatever was found wrong with the request then. */
    private static boolean allowed(int status) {
        return status != 401 && status != 403;
    }

    private int status(HttpMethod method, String path, @Nullable String token) {
        return call(method, path, token).getResponse().getStatus();
    }

    private MvcTestResult call(HttpMethod method, String path, @Nullable String token) {
        var request = mvc.method(method)
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .content("{}");
        return (token == null ? request : request.header(HttpHeaders.AUTHORIZATION, "Bearer " + token)).exchange();
    }

    @Test
    void tableHasTheCallsThatMatter() {
        List<String> calls = endpoints()
                .map(arguments -> arguments.get()[0] + " " + arguments.get()[1])
                .toList();

        assertThat(calls)
                .contains(
                        "POST /api/v1/runs",
                        "POST /api/v1/runs/nobody-1/stop",
                        "POST /api/v1/preflight",
                        "POST /api/v1/fixtures",
                        "DELETE /api/v1/fixtures/nobody-1",
                        "DELETE /api/v1/runs/nobody-1",
                        "GET /api/v1/baselines",
                        "PUT /api/v1/baselines/nobody-1",
                        "DELETE /api/v1/baselines/nobody-1",
                        "GET /api/v1/runs/nobody-1/report");
    }

    @Test
    void refusalIsAProblemThatSaysWhatToSend() {
        MvcTestResult refused = call(HttpMethod.GET, "/api/v1/runs", null);

        assertThat(refused).hasStatus(401).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(refused.getResponse().getHeader(HttpHeaders.WWW_AUTHENTICATE))
                .startsWith("Bearer");
        assertThat(body(refused).get("type").asString()).isEqualTo("urn:loadgen:problem:unauthenticated");
        assertThat(body(refused).get("detail").asString()).contains("Authorization: Bearer");
    }

    @Test
    void viewerIsToldThatStartingIsForOperators() {
        MvcTestResult refused = call(HttpMethod.POST, "/api/v1/runs", VIEWER);

        assertThat(refused).hasStatus(403).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(body(refused).get("type").asString()).isEqualTo("urn:loadgen:problem:forbidden");
    }

    @Test
    void everyChangeIsOnRecordWithoutItsToken(CapturedOutput output) {
        call(HttpMethod.DELETE, "/api/v1/fixtures/nobody-1", OPERATOR);
        call(HttpMethod.DELETE, "/api/v1/fixtures/nobody-2", VIEWER);
        call(HttpMethod.DELETE, "/api/v1/fixtures/nobody-3", null);
        call(HttpMethod.GET, "/api/v1/presets", OPERATOR);

        assertThat(output)
                .contains("who=nightly from=127.0.0.1 did=\"DELETE /api/v1/fixtures/nobody-1\" status=404")
                .contains("who=board from=127.0.0.1 did=\"DELETE /api/v1/fixtures/nobody-2\" status=403")
                .containsPattern(
                        "who=(nobody|anonymousUser) from=127.0.0.1 did=\"DELETE /api/v1/fixtures/nobody-3\" status=401")
                .doesNotContain("did=\"GET")
                .doesNotContain(OPERATOR)
                .doesNotContain(VIEWER);
    }

    @ParameterizedTest
    @CsvSource({"https://perf.example, 400", "https://evil.example, 403", "http://perf.example, 403"})
    void originOfAProxyMayChangeSomethingWhereItIsListed(String origin, int status) {
        MvcTestResult result = mvc.post()
                .uri("/api/v1/runs")
                .header(HttpHeaders.HOST, "10.0.0.7:8080")
                .header(HttpHeaders.ORIGIN, origin)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + OPERATOR)
                .contentType(MediaType.APPLICATION_JSON)
                .content("{}")
                .exchange();

        assertThat(result).hasStatus(status);
    }

    /** What a proxy would add, anybody may add. */
    @Test
    void recordShowsWhoCalledAndNotWhomTheyClaimToCallFor(CapturedOutput output) {
        mvc.delete()
                .uri("/api/v1/fixtures/nobody-4")
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + OPERATOR)
                .header("X-Forwarded-For", "203.0.113.9")
                .exchange();
        mvc.get()
                .uri(URI.create("http://localhost/api/v1/%70reflight"))
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + VIEWER)
                .exchange();

        assertThat(output)
                .contains("from=127.0.0.1 did=\"DELETE /api/v1/fixtures/nobody-4\"")
                .contains("who=board from=127.0.0.1 did=\"GET /api/v1/%70reflight\" status=403")
                .doesNotContain("203.0.113.9");
    }
}
