package io.loadgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ContractChecksApiTests extends ApiTest {
    private static final String CHECKS = "/api/v1/contract-checks";

    @Test
    void everyRuleIsToldWithWhatItIsAlike() {
        var answer = post(CHECKS, "{\"contract\": \"C\"}");

        assertThat(answer).hasStatus(200);
        JsonNode report = body(answer);
        assertThat(report.get("ok").asBoolean()).isFalse();
        assertThat(report.get("contract").asString()).isEqualTo("C");
        assertThat(report.get("differing").asInt()).isEqualTo(1);
        JsonNode rule = report.get("rules").get(0);
        assertThat(rule.get("rule").asString()).isEqualTo("add.reply");
        assertThat(rule.get("outcome").asString()).isEqualTo("DIFFERS");
        assertThat(rule.get("as").get(0).asString()).isEqualTo("A");
        assertThat(rule.get("differences").get(0).has("found")).isFalse();
        assertThat(report.get("unknownFields").get(0).get("field").asString()).isEqualTo("weight");
    }

    @Test
    void withoutAWishTheContractThatIsSeenIsExpected() {
        assertThat(body(post(CHECKS, "{}")).get("contract").asString()).isEqualTo("B");
    }

    @ParameterizedTest
    @CsvSource({"'{\"contract\": \"D\"}', invalid-field", "'{\"version\": \"C\"}', unknown-field"})
    void aWrongWishIsRefused(String wish, String type) {
        var refused = post(CHECKS, wish);

        assertThat(refused).hasStatus(400);
        assertThat(body(refused).get("type").asString()).isEqualTo("urn:loadgen:problem:" + type);
    }
}
