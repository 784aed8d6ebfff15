package io.loadgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What a browser on the machine of an open service may be made to send by pages of others. */
class CrossSiteTests extends ApiTest {
    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "Origin, http://evil.example",
        "Origin, null",
        "Origin, not a uri"
    })
    void pageOfAnotherSiteStartsNothing(String header, String value) {
        List<String> before = knownRuns();
        MvcTestResult refused = mvc.post()
                .uri("/api/v1/runs")
                .header("Host", "localhost:8080")
                .header(header, value)
                .contentType(MediaType.APPLICATION_JSON)
                .content(RUN)
                .exchange();

        assertThat(refused).hasStatus(403);
        assertThat(body(refused).get("type").asString()).isEqualTo("urn:loadgen:problem:cross-site");
        assertThat(knownRuns()).isEqualTo(before);
    }

    /** However its address is written, preflight is what the router takes it for. */
    @ParameterizedTest
    @CsvSource({"/api/v1/preflight, 403", "/api/v1/%70reflight, 403", "/api/v1/preflight;a=b, 400"})
    void pageOfAnotherSiteDoesNotProbe(String address, int status) {
        MvcTestResult refused = mvc.get()
                .uri(URI.create("http://localhost:8080" + address))
                .header("Sec-Fetch-Site", "cross-site")
                .exchange();

        assertThat(refused).hasStatus(status);
    }

    @Test
    void refusalNamesWhichOriginMetWhichHost() {
        MvcTestResult refused = mvc.post()
                .uri("/api/v1/runs")
                .header("Host", "127.0.0.1:8080")
                .header("Origin", "http://perf.example")
                .contentType(MediaType.APPLICATION_JSON)
                .content(RUN)
                .exchange();

        assertThat(body(refused).get("detail").asString())
                .contains("Origin http://perf.example", "Host 127.0.0.1:8080", "loadgen.security.allowed-origins");
    }

    @ParameterizedTest
    @CsvSource({"Sec-Fetch-Site, same-origin", "Sec-Fetch-Site, none", "Origin, http://localhost:8080"})
    void ownPageStartsARun(String header, String value) {
        assertThat(mvc.post()
                        .uri("/api/v1/runs")
                        .header("Host", "localhost:8080")
                        .header(header, value)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(RUN)
                        .exchange())
                .hasStatus(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://rebound.example/api/v1/runs", "http://169.254.1.1/api/v1/runs"})
    void openServiceAnswersOnlyAsTheMachineItself(String address) {
        assertThat(get(address)).hasStatus(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost/api/v1/runs",
                "http://127.0.0.1:8080/api/v1/runs",
                "http://[::1]:8080/api/v1/runs"
            })
    void openServiceAnswersTheMachineItself(String address) {
        assertThat(get(address)).hasStatus(200);
    }

    @Test
    void answersMayNotBeFramed() {
        assertThat(get("/api/v1/presets").getResponse().getHeader("Content-Security-Policy"))
                .contains("frame-ancestors 'none'");
    }
}
