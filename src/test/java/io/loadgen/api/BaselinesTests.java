package io.loadgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.history.KeptRuns;
import io.loadgen.history.RunHistory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class BaselinesTests extends ApiTest {
    private static final String MAIN = "/api/v1/baselines/main";

    @Autowired
    RunHistory history;

    @BeforeEach
    void keepRuns() {
        for (int number = 1; number <= 4; number++) {
            history.save(KeptRuns.ended(number));
        }
    }

    @AfterEach
    void forgetRuns() {
        history.baselines().list().forEach(baseline -> history.baselines().remove(baseline.name()));
        for (int number = 1; number <= 7; number++) {
            history.delete(KeptRuns.id(number));
        }
    }

    private MvcTestResult put(String address, String body) {
        return mvc.put()
                .uri(address)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    private MvcTestResult add(int number) {
        return put(MAIN, "{\"run\": \"" + KeptRuns.id(number) + "\"}");
    }

    private MvcTestResult delete(String address) {
        return mvc.delete().uri(address).exchange();
    }

    @Test
    void repeatsGatherUnderOneNameAndARunIsHeldAgainstAllOfThem() {
        assertThat(add(1)).hasStatusOk();
        assertThat(add(2)).hasStatusOk();
        assertThat(add(2)).hasStatusOk();
        assertThat(add(3)).hasStatusOk();
        JsonNode listed = body(get("/api/v1/baselines"));
        JsonNode comparison = body(get("/api/v1/runs/" + KeptRuns.id(4) + "/comparison?baseline=main"));

        assertThat(listed.get(0).get("name").asString()).isEqualTo("main");
        assertThat(listed.get(0).get("runs").size()).isEqualTo(3);
        assertThat(body(get(MAIN)).get("runs").get(2).asString()).isEqualTo(KeptRuns.id(3));
        assertThat(comparison.get("baseline").size()).isEqualTo(3);
        assertThat(comparison.get("method").get("order").asString()).isEqualTo("blocks");
        assertThat(comparison.get("outcome").asString()).isEqualTo("CANNOT_TELL");
    }

    @Test
    void repeatsOfARunStandOnItsSide() {
        String address = "/api/v1/runs/" + KeptRuns.id(1) + "/comparison?baseline=" + KeptRuns.id(2) + "&baseline="
                + KeptRuns.id(3);
        JsonNode comparison = body(get(address + "&repeat=" + KeptRuns.id(4)));

        assertThat(comparison.get("candidate").size()).isEqualTo(2);
        assertThat(comparison.get("candidate").get(1).get("runId").asString()).isEqualTo(KeptRuns.id(4));
        assertThat(comparison.get("method").get("order").asString()).isEqualTo("inTurn");
        assertThat(comparison.get("method").get("degreesOfFreedom")).isNull();
        assertThat(body(get(address + "&repeat=" + KeptRuns.id(3))).get("field").asString())
                .isEqualTo("baseline");
        assertThat(body(get(address + "&repeat=" + KeptRuns.id(1))).get("field").asString())
                .isEqualTo("repeat");
    }

    @Test
    void otherRunsOfTheSeriesTellHowFarRunsLieApart() {
        for (int number = 5; number <= 7; number++) {
            history.save(KeptRuns.ended(number));
        }
        JsonNode comparison = body(get("/api/v1/runs/" + KeptRuns.id(1) + "/comparison?baseline=" + KeptRuns.id(2)));

        assertThat(comparison.get("method").get("seriesRuns").asInt()).isEqualTo(5);
        assertThat(comparison.get("method").get("degreesOfFreedom").asInt()).isEqualTo(4);
        assertThat(comparison.get("outcome").asString()).isNotEqualTo("CANNOT_TELL");
    }

    @Test
    void aRunAloneTakesThePlaceOfThoseBefore() {
        add(1);
        add(2);
        MvcTestResult alone = put(MAIN, "{\"run\": \"" + KeptRuns.id(3) + "\", \"alone\": true}");

        assertThat(body(alone).get("runs").toString()).isEqualTo("[\"" + KeptRuns.id(3) + "\"]");
    }

    @Test
    void aRunOfABaselineIsNotRemovedBeforeTheBaselineIs() {
        add(1);
        MvcTestResult refused = delete("/api/v1/runs/" + KeptRuns.id(1));

        assertThat(refused).hasStatus(409);
        assertThat(body(refused).get("type").asString()).isEqualTo("urn:loadgen:problem:run-is-baseline");
        assertThat(body(refused).get("baseline").asString()).isEqualTo("main");
        assertThat(delete(MAIN)).hasStatus(204);
        assertThat(delete(MAIN)).hasStatus(404);
        assertThat(delete("/api/v1/runs/" + KeptRuns.id(1))).hasStatus(204);
        assertThat(get("/api/v1/runs/" + KeptRuns.id(1))).hasStatus(404);
        assertThat(get("/api/v1/runs/" + KeptRuns.id(1) + "/report")).hasStatus(404);
        assertThat(delete("/api/v1/runs/" + KeptRuns.id(1))).hasStatus(404);
    }

    @Test
    void anActiveRunIsNotRemovedAndLatestIsNoNameToRemoveBy() throws Exception {
        String id = start();
        MvcTestResult active = delete("/api/v1/runs/" + id);
        runs.stop(id);
        awaitEnd(id);

        assertThat(active).hasStatus(409);
        assertThat(body(active).get("type").asString()).isEqualTo("urn:loadgen:problem:run-not-ended");
        assertThat(delete("/api/v1/runs/latest")).hasStatus(400);
        assertThat(delete("/api/v1/runs/" + id)).hasStatus(204);
        assertThat(knownRuns()).doesNotContain(id);
    }

    @Test
    void whatCannotBeABaselineIsRefused() {
        history.save(KeptRuns.failed(5));
        String run = "{\"run\": \"" + KeptRuns.id(1) + "\"}";

        assertThat(body(put("/api/v1/baselines/latest", run)).get("field").asString())
                .isEqualTo("name");
        assertThat(put("/api/v1/baselines/" + KeptRuns.id(1), run)).hasStatus(400);
        assertThat(put("/api/v1/baselines/-x", run)).hasStatus(400);
        assertThat(body(put(MAIN, "{}")).get("field").asString()).isEqualTo("run");
        assertThat(body(put(MAIN, "{\"rum\": \"x\"}")).get("type").asString())
                .isEqualTo("urn:loadgen:problem:unknown-field");
        assertThat(put(MAIN, "{\"run\": \"20261123-000000-0000\"}")).hasStatus(404);
        assertThat(put(MAIN, "{\"run\": \"" + KeptRuns.id(5) + "\"}")).hasStatus(422);
        assertThat(get(MAIN)).hasStatus(404);
        assertThat(body(get("/api/v1/runs/" + KeptRuns.id(1) + "/comparison?baseline=none-such"))
                        .get("type")
                        .asString())
                .isEqualTo("urn:loadgen:problem:unknown-baseline");
    }
}
