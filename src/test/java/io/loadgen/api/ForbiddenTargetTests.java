package io.loadgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.injection.TargetPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.bean.override.convention.TestBean;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** A service that is configured for a platform that may not be loaded starts nothing on it, and cleans up all the same. */
class ForbiddenTargetTests extends ApiTest {
    @TestBean
    @SuppressWarnings("unused") // put in place of the bean
    private TargetPolicy loadPermit = TargetPolicy.GRANTED;

    static TargetPolicy loadPermit() {
        return new TargetPolicy(List.of(new TargetPolicy.Forbidden(
                "loadgen.nats.url", "nats.production:4222", "loadgen.allowed.nats-hosts", List.of("*.staging"))));
    }

    @Test
    void refusesRunsSeedingAndResetting() {
        refuses(post("/api/v1/runs", RUN));
        refuses(post("/api/v1/fixtures", "{\"preset\": \"members-small\", \"seed\": 7}"));
        refuses(post("/api/v1/fixtures/" + FIXTURE + "/reset", ""));

        assertThat(knownRuns()).isEmpty();
        assertThat(fixtures.find("members-small-7")).isEmpty();
    }

    private void refuses(MvcTestResult answer) {
        assertThat(answer).hasStatus(403);
        assertThat(body(answer).get("type").asString()).isEqualTo("urn:loadgen:problem:target-forbidden");
        assertThat(body(answer).get("detail").asString())
                .contains("loadgen.nats.url names nats.production:4222", "loadgen.allowed.nats-hosts lists *.staging");
    }

    @Test
    void estimatesAndRemovesAllTheSame() throws Exception {
        assertThat(post("/api/v1/fixtures", "{\"preset\": \"members-small\", \"seed\": 7, \"dryRun\": true}"))
                .hasStatus(200);
        assertThat(mvc.method(HttpMethod.DELETE).uri("/api/v1/fixtures/" + FIXTURE))
                .hasStatus(202);
    }
}
