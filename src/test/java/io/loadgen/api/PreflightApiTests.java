package io.loadgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class PreflightApiTests extends ApiTest {
    @Test
    void aFailedCheckIsAnAnswerLikeAnyOther() {
        var answer = get("/api/v1/preflight?fixture=" + FIXTURE + "&inject=canonical&probe=false");

        assertThat(answer).hasStatus(200);
        JsonNode report = body(answer);
        assertThat(report.get("ok").asBoolean()).isFalse();
        assertThat(report.get("contract").asString()).isEqualTo("B");
        assertThat(report.get("tookMillis").asDouble()).isEqualTo(4);
        assertThat(report.get("probe").get("eventMillis").asDouble()).isEqualTo(2.5);
        assertThat(report.get("probe").has("handoffMillis")).isFalse();
        JsonNode check = report.get("checks").get(0);
        assertThat(check.get("name").asString()).isEqualTo("pool-budget");
        assertThat(check.get("status").asString()).isEqualTo("FAIL");
        assertThat(check.get("finding").asString()).isEqualTo("fixture true, CANONICAL, probe false, indexes REPORT");
        assertThat(check.get("remedy").asString()).isEqualTo("mend it");
    }

    @Test
    void withoutParametersThePlatformAloneIsLookedAtThroughTheFrontdoor() {
        JsonNode report = body(get("/api/v1/preflight"));

        assertThat(report.get("checks").get(0).get("finding").asString())
                .isEqualTo("fixture false, FRONTDOOR, probe as set up, indexes REPORT");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"indexes\": \"create\"}|fixture false, FRONTDOOR, probe as set up, indexes CREATE",
                "{\"fixture\": \"members-small-42\", \"inject\": \"canonical\", \"probe\": false, \"indexes\": \"report\"}"
                        + "|fixture true, CANONICAL, probe false, indexes REPORT",
                "{\"indexes\": null}|fixture false, FRONTDOOR, probe as set up, indexes REPORT"
            })
    void aBodyAsksForTheSameLookAndMore(String body, String asked) {
        var answer = post("/api/v1/preflight", body);

        assertThat(answer).hasStatus(200);
        assertThat(body(answer).get("checks").get(0).get("finding").asString()).isEqualTo(asked);
    }

    @ParameterizedTest
    @CsvSource({
        "fixture=nobody-1, 404, unknown-fixture",
        "inject=sideways, 400, invalid-field",
        "probe=perhaps, 400, invalid-field"
    })
    void aWrongParameterIsRefused(String query, int status, String type) {
        var refused = get("/api/v1/preflight?" + query);

        assertThat(refused).hasStatus(status);
        assertThat(body(refused).get("type").asString()).isEqualTo("urn:loadgen:problem:" + type);
        assertThat(body(refused).get("field").asString()).isEqualTo(query.substring(0, query.indexOf('=')));
    }
}
