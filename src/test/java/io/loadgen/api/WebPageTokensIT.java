package io.loadgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.browser.Chromium;
import io.loadgen.browser.ColorScheme;
import io.loadgen.browser.PageChecks;
import io.loadgen.browser.Visit;
import io.loadgen.fixtures.FixtureService;
import io.loadgen.lifecycle.RunEvent;
import io.loadgen.lifecycle.RunManager;
import io.loadgen.lifecycle.live.LiveFeed;
import io.loadgen.lifecycle.live.LiveSeconds;
import io.loadgen.spec.Presets;
import io.loadgen.spec.SpecBuilder;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.Keys;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The web page of a service that asks for tokens. */
@Timeout(300)
class WebPageTokensIT {
    private static final String OPERATOR = "operator-token-0123456789";
    private static final String VIEWER = "viewer-token-0123456789";
    private static final String WHY = "Your token may only read. This is for operators.";

    private static Chromium chromium;
    private static ConfigurableApplicationContext service;
    private static String address;

    @BeforeAll
    static void start() throws Exception {
        chromium = Chromium.start();
        service = SpringApplication.run(
                ApiApplication.class,
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--management.server.port=-1",
                "--management.endpoint.health.validate-group-membership=false",
                "--loadgen.security.tokens.nightly.role=operator",
                "--loadgen.security.tokens.nightly.token=" + OPERATOR,
                "--loadgen.security.tokens.board.role=viewer",
                "--loadgen.security.tokens.board.token=" + VIEWER);
        FixtureService fixtures = service.getBean(FixtureService.class);
        fixtures.seed(Presets.named("members-medium").spec(42, "site-local"));
        fixtures.await("members-medium-42", Duration.ofSeconds(30));
        address = "http://localhost:" + service.getEnvironment().getProperty("local.server.port");
    }

    @AfterAll
    static void stop() {
        if (service != null) {
            service.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    private static Visit visit(String token) {
        Visit visit = new Visit(chromium, address, 1180, ColorScheme.LIGHT).to("");
        visit.await("dialog[open] h2", "Who is calling?");
        enter(visit, token);
        return visit;
    }

    private static void enter(Visit visit, String token) {
        visit.page().find("#token").fill(token);
        visit.page().press(Keys.ENTER);
    }

    @Test
    void wrongTokenIsRefusedAndARightOneLetsIn() {
        try (Visit visit = visit("wrong-token-0123456789")) {
            visit.await("#token-refusal", "The service does not know this token.");
            PageChecks.assertAccessible(visit.page());
            enter(visit, OPERATOR);
            visit.await("h1", "Start a run");
            visit.await("#caller", "nightly, operator");
            assertThat(visit.page().find("#start").attribute("aria-disabled")).isNull();

            visit.to("#/fixtures");
            visit.await("#caller", "nightly, operator");
            assertThat(visit.page().number("return Object.keys(localStorage).length"))
                    .as("the token stays in its tab")
                    .isZero();
            visit.assertNothingWentWrong();
        }
    }

    @Test
    void viewerSeesWhatOperatorsMayDoAndWhyItMayNot() {
        RunManager runs = service.getBean(RunManager.class);
        int before = runs.list(0, 10).size();
        try (Visit visit = visit(VIEWER)) {
            visit.await("#caller", "board, viewer");
            visit.await("#read-only", WHY);
            assertThat(visit.page().find("#start").attribute("aria-disabled")).isEqualTo("true");
            assertThat(visit.page().find("#start").attribute("title")).isEqualTo(WHY);
            visit.page().find("#start").focus();
            visit.page().press(Keys.ENTER);
            assertThat(visit.page().find("h1").text()).isEqualTo("Start a run");
            PageChecks.assertAccessible(visit.page());

            visit.to("#/fixtures");
            visit.await("section .small-badge", "READY");
            for (String action : new String[] {"Reset of members-medium-42", "Tear down of members-medium-42"}) {
                assertThat(visit.button(action).attribute("aria-disabled"))
                        .as(action)
                        .isEqualTo("true");
            }
            assertThat(runs.list(0, 10)).as("nothing was started").hasSize(before);
            visit.assertNothingWentWrong();
        }
    }

    @Test
    void eventsComeWithATokenToo() throws Exception {
        RunManager runs = service.getBean(RunManager.class);
        var spec = new SpecBuilder().rate(10).build();
        String run = runs.start(spec, null).id();
        try (Visit visit = visit(VIEWER)) {
            visit.await("#caller", "board");
            visit.to("#/runs/" + run);
            visit.await(".badge", "WARMUP");
            service.getBean(LiveFeed.class).on(new RunEvent.SecondEnded(LiveSeconds.second(run, spec, 0)));
            visit.await(".live-tiles dd", "of 92 requests, 0 lost");
            assertThat(visit.button("Stop the run").attribute("aria-disabled")).isEqualTo("true");
            visit.assertNothingWentWrong();
        } finally {
            runs.stop(run);
        }
    }
}
