package io.loadgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** HEAD is answered at once, with what GET would say of itself, and nothing is made for it. */
class HeadTests extends ApiTest {
    @Autowired
    private EventClients clients;

    @Autowired
    private ReportPlaces places;

    private final List<ReportPlaces.Place> taken = new ArrayList<>();

    @AfterEach
    void giveBack() {
        taken.forEach(ReportPlaces.Place::close);
    }

    @Test
    void ofARunThatGoesOnNoStreamIsOpened() {
        MvcTestResult answer = head("/api/v1/runs/" + start() + "/events");

        assertThat(answer).hasStatusOk().hasContentTypeCompatibleWith(MediaType.TEXT_EVENT_STREAM);
        assertThat(answer.getRequest().isAsyncStarted()).isFalse();
        assertThat(answer.getResponse().getContentAsByteArray()).isEmpty();
        assertThat(clients.count()).isZero();
    }

    @Test
    void ofAReportNoneIsMade() throws InterruptedException {
        String run = stoppedRun();
        String other = stoppedRun();
        for (int place = 0; place < 4; place++) {
            taken.add(places.take(false));
        }
        for (String format : new String[] {"json", "html", "text"}) {
            MvcTestResult answer = head("/api/v1/runs/" + run + "/report?format=" + format);

            assertThat(answer).hasStatusOk();
            assertThat(answer.getResponse().getContentType()).isNotEmpty();
            assertThat(answer.getResponse().getHeader(HttpHeaders.VARY)).contains("Accept");
            assertThat(answer.getResponse().getContentAsByteArray()).isEmpty();
        }
        assertThat(head("/api/v1/runs/" + run + "/comparison?baseline=" + other))
                .hasStatusOk();
        assertThat(head("/api/v1/runs/nobody-1/report")).hasStatus(404);
        assertThat(head("/api/v1/runs/" + run + "/report?format=none")).hasStatus(400);
    }

    @Test
    void preflightLooksAtNothing() {
        MvcTestResult answer = head("/api/v1/preflight");

        assertThat(answer).hasStatusOk();
        assertThat(answer.getResponse().getContentAsByteArray()).isEmpty();
    }

    private MvcTestResult head(String address) {
        return mvc.head().uri(address).exchange();
    }
}
