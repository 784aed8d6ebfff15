package io.loadgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Following runs, as far as no connection is needed for it. */
class EventStreamTests extends ApiTest {
    @Test
    void runThatHasEndedIsOnlyItsEnd() throws InterruptedException {
        String id = stoppedRun();

        MvcTestResult events = follow(id, null);

        assertThat(events).hasStatusOk().hasContentTypeCompatibleWith(MediaType.TEXT_EVENT_STREAM);
        assertThat(events.getResponse().getHeader(HttpHeaders.CACHE_CONTROL)).contains("no-store");
        assertThat(events)
                .bodyText()
                .isEqualTo("retry: 2000\n\nevent: end\ndata: {\"run\":\"" + id + "\",\"state\":\"STOPPED\","
                        + "\"verdict\":{\"decision\":\"NONE\",\"reasons\":[]},\"report\":\"/api/v1/runs/" + id
                        + "/report\"}\n\n");
    }

    @Test
    void unknownRunIsAProblemAlsoToWhoAcceptsEventsOnly() {
        MvcTestResult refused = follow("nobody-1", null);

        assertThat(refused).hasStatus(404).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(body(refused).get("type").asString()).isEqualTo("urn:loadgen:problem:unknown-run");
    }

    @Test
    void idThatIsNoSecondIsRefused() {
        for (String id : new String[] {"x", "-2", "1.5"}) {
            MvcTestResult refused = follow(activeRun(), id);

            assertThat(refused).hasStatus(400);
            assertThat(body(refused).get("field").asString()).isEqualTo("Last-Event-ID");
            assertThat(body(refused).get("value").asString()).isEqualTo(id);
        }
    }

    @Test
    void callerOfAServiceWithoutTokensIsAnOperatorWithoutAName() {
        assertThat(get("/api/v1/caller")).hasStatusOk().bodyJson().isStrictlyEqualTo("{\"role\":\"operator\"}");
    }

    /** The active run, started if there is none. */
    private String activeRun() {
        return runs.list(0, 1).stream()
                .filter(run -> !run.state().isTerminal())
                .map(run -> run.id())
                .findFirst()
                .orElseGet(this::start);
    }

    private MvcTestResult follow(String id, @Nullable String lastEvent) {
        var request = mvc.get().uri("/api/v1/runs/" + id + "/events").accept(MediaType.TEXT_EVENT_STREAM);
        return (lastEvent == null ? request : request.header("Last-Event-ID", lastEvent)).exchange();
    }
}
