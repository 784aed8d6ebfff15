package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.OneIn;
import io.loadgen.browser.Chromium;
import io.loadgen.browser.ColorScheme;
import io.loadgen.browser.Element;
import io.loadgen.browser.PageChecks;
import io.loadgen.browser.Visit;
import io.loadgen.sandbox.SandboxApplication;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import org.springframework.context.ConfigurableApplicationContext;

/** The web page in a real browser, against the service with its sandbox: from an empty platform to a comparison. */
@Timeout(600)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(1) // long: none is to be left alone at the end
class WebPageIT {
    private static final String FIXTURE = "members-medium-7";
    private static final int WIDE = 1180;

    private static Chromium chromium;
    private static ConfigurableApplicationContext service;
    private static String address;
    private static final List<String> RUNS = new ArrayList<>();

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
        service = SandboxApplication.start(
                "--server.port=0", "--management.server.port=0", "--loadgen.sandbox.demo=false");
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

    private static Visit visit() {
        return new Visit(chromium, address, WIDE, ColorScheme.LIGHT);
    }

    @Test
    @Order(1)
    void emptyServiceLeadsToTheSeeding() {
        try (Visit visit = visit().to("")) {
            visit.link("Seed one first").click();
            visit.await("h1", "Fixtures");
            visit.await(".empty", "There is no fixture set yet");
            visit.field("chosen").choose("members-medium");
            visit.field("seed").fill("7");
            visit.button("Estimate only").click();
            visit.await("[role=status]", FIXTURE + ": ");
            visit.button("Seed").click();
            visit.await("section[aria-label='Fixture set " + FIXTURE + "'] .small-badge", "READY");
            visit.await("section[aria-label='Fixture set " + FIXTURE + "'] dd", "90,000");
            PageChecks.assertAccessible(visit.page());
            visit.picture("fixtures", false);
            visit.assertNothingWentWrong();
        }
    }

    @Test
    @Order(2)
    void aSetOfOnesOwnSaysWhoItsUsersAre() {
        try (Visit visit = visit().to("#/fixtures")) {
            String seen = "return document.querySelector('form summary').checkVisibility()";
            assertThat(visit.page().evaluate(seen)).isEqualTo(false);
            visit.field("chosen").choose("own");
            visit.field("preset").fill("two-sites");
            visit.field("rooms").fill("2");
            visit.field("baselineMembers").fill("1");
            visit.field("candidatesPerRoom").fill("20");
            visit.field("users").fill("40");
            visit.await("summary", "Population").click();
            visit.field("population.crossSitePercent").fill("25");
            visit.await("summary", "Population").click();
            visit.button("Estimate only").click();
            visit.await("#f-population-otherSite-refusal", "a site where crossSitePercent is above 0");
            assertRefused(visit, "population.otherSite");
            PageChecks.assertAccessible(visit.page());

            visit.field("population.otherSite").fill("site-far");
            visit.button("Estimate only").click();
            visit.await("[role=status]", "two-sites-42: ");
            visit.assertNothingWentWrong();
        }
    }

    @Test
    @Order(2)
    void platformIsLookedAtCheckByCheck() {
        try (Visit visit = visit().to("#/platform")) {
            visit.button("Run checks").click();
            visit.await("h2", "Preflight passed");
            assertThat(visit.page().find(".checks li").count()).isGreaterThan(20);
            PageChecks.assertAccessible(visit.page());
            visit.picture("platform", false);
            visit.assertNothingWentWrong();
        }
    }

    @Test
    @Order(3)
    void refusalIsShownAtTheFieldThatItNames() {
        try (Visit visit = visit().to("")) {
            visit.field("rate").fill("-1");
            visit.button("Start run").click();
            visit.await("#f-rate-refusal", "rate must be above 0");
            assertRefused(visit, "rate");

            visit.field("rate").fill("many");
            visit.button("Start run").click();
            visit.await("#f-rate-refusal", "many");

            visit.field("rate").fill("5000");
            visit.field("duration").fill("60s");
            visit.await(".meter .over", "Needs 300,000 candidates");
            visit.button("Start run").click();
            visit.await("#f-rate-refusal", "at most");

            visit.field("rate").fill("5");
            visit.field("slo.e2.p99").fill("soon");
            visit.button("Start run").click();
            visit.await("#f-slo-e2-p99-refusal", "soon");
            assertRefused(visit, "slo.e2.p99");
            assertThat(visit.page().find("#f-rate-refusal").text()).isEmpty();
            PageChecks.assertAccessible(visit.page());

            visit.field("slo.e2.p99").fill("");
            visit.await("summary", "Abort conditions").click();
            visit.field("abortOn.errorRate").fill("2");
            visit.await("summary", "Abort conditions").click();
            visit.button("Start run").click();
            visit.await("#f-abortOn-errorRate-refusal", "abortOn.errorRate must be");
            assertRefused(visit, "abortOn.errorRate");

            visit.page().find("[name=type][value=capacity]").tick();
            visit.field("abortOn.errorRate").fill("");
            visit.button("Start run").click();
            visit.await("#f-targetSize-refusal", "targetSize");
            visit.assertNothingWentWrong();
        }
    }

    private static void assertRefused(Visit visit, String field) {
        assertThat(visit.field(field).attribute("aria-invalid")).isEqualTo("true");
        assertThat(visit.page().evaluate("return document.activeElement.name")).isEqualTo(field);
    }

    @Test
    @Order(4)
    void runIsWatchedLiveAndEndsWithItsReport() {
        try (Visit visit = visit().to("#/?fixture=" + FIXTURE)) {
            startRun(visit, "50", Integer.getInteger("loadgen.screenshots.seconds", 20) + "s");
            visit.await(".badge", "MEASURING");
            visit.await(".legend li", "E2 p50").find(".value").with(" ms").await();
            assertThat(visit.page().find(".charts canvas").count()).isEqualTo(4);
            assertChartsAreDrawn(visit);
            visit.page().find(".charts summary").first().click();
            visit.await(".charts details[open] caption", "the last 60 seconds");
            PageChecks.assertAccessible(visit.page());
            visit.page().find(".charts summary").first().click();
            awaitPercent(visit, 60);
            visit.picture("live", true);

            visit.await("h2", "Verdict");
            visit.await(".embedded h2", "Latencies");
            assertThat(visit.page().find(".badge").texts()).contains("COMPLETED");
            assertThat(visit.page().find(".embedded svg.plot").count()).isPositive();
            assertThat(visit.page().find("#news").text()).contains("has ended: COMPLETED, verdict ");
            visit.button("Text").click();
            assertThat(visit.page().downloaded()).contains("The books balance.");
            PageChecks.assertAccessible(visit.page());
            visit.snapshot("run-ended");
            visit.assertNothingWentWrong();
        }
    }

    @Test
    @Order(5)
    void runIsStoppedByTheButton() {
        try (Visit visit = visit().to("#/?fixture=" + FIXTURE)) {
            startRun(visit, "20", "60s");
            visit.await(".badge", "MEASURING");
            awaitPercent(visit, 5);
            visit.button("Stop the run").click();
            visit.await(".badge", "STOPPED");
            visit.await("h2", "Verdict");
            visit.assertNothingWentWrong();
        }
    }

    /** A browser has six connections for a host, and each tab follows the run. */
    @Test
    @Order(9)
    void runIsStoppedInOneOfManyTabs() {
        try (Visit visit = visit().to("#/?fixture=" + FIXTURE)) {
            startRun(visit, "5", "120s");
            visit.await(".badge", "MEASURING");
            visit.page().among(8, () -> {
                visit.button("Stop the run").click();
                visit.await(".badge", "STOPPED");
            });
            visit.await("h2", "Verdict");
            visit.assertNothingWentWrong();
        }
    }

    private static void startRun(Visit visit, String rate, String duration) {
        visit.field("rate").fill(rate);
        visit.field("duration").fill(duration);
        visit.field("warmup").fill("2s");
        visit.field("slo.e2.p99").fill("20s");
        visit.button("Start run").click();
        visit.await(".kind", "Sustained run");
        RUNS.add(visit.page().find("h1").text());
    }

    private static void awaitPercent(Visit visit, int percent) {
        String done = "return Math.floor(document.querySelector('main progress').value)";
        visit.page()
                .until(percent + " % of the run are done", () -> visit.page().number(done) >= percent);
    }

    /** Something of the line's own colour is on each canvas. */
    private static void assertChartsAreDrawn(Visit visit) {
        long blank = visit.page().number("""
                return [...document.querySelectorAll('.charts canvas')].filter(canvas => {
                  const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
                  const colors = new Set();
                  for (let i = 0; i < pixels.length; i += 4) {
                    if (pixels[i + 3] > 200) { colors.add(`${pixels[i]},${pixels[i + 1]},${pixels[i + 2]}`); }
                  }
                  return colors.size < 4;
                }).length""");
        assertThat(blank).as("charts without a line").isZero();
    }

    @Test
    @Order(6)
    void twoRunsOfTheHistoryAreCompared() {
        try (Visit visit = visit()) {
            // Elsewhere than the service is: which time is meant is said.
            visit.page().inZone("Asia/Kolkata");
            visit.to("#/history");
            visit.await("tbody th .remark", "GMT+5:30");
            visit.page().inZone("UTC");
            visit.to("#/history");
            visit.await("tbody th .remark", "UTC");
            visit.await("tbody th", RUNS.getFirst());
            for (String run : RUNS) {
                visit.page().find("[aria-label='Compare run " + run + "']").tick();
            }
            PageChecks.assertAccessible(visit.page());
            visit.picture("history", false);
            visit.link("Compare").click();
            visit.await("h1", RUNS.getLast());
            visit.await(".alert", "rate");
            visit.button("Compare anyway").click();
            visit.await(".embedded h2", "");
            assertThat(visit.page().find(".embedded table").count()).isPositive();
            assertThat(visit.page().find(".verdict").text()).isNotBlank();
            PageChecks.assertAccessible(visit.page());
            visit.snapshot("comparison");
            visit.assertNothingWentWrong();
        }
    }

    @Test
    @Order(7)
    void everythingIsDoneByKeyboard() {
        try (Visit visit = visit().to("")) {
            visit.page().press(Keys.TAB);
            assertFocus(visit, "Skip to the content");
            tabTo(visit, "Fixtures");
            visit.page().press(Keys.ENTER);
            visit.await("h1", "Fixtures");
            assertFocus(visit, "Fixtures");
            tabTo(visit, "Tear down of " + FIXTURE);
            visit.page().press(Keys.ENTER);
            visit.await("dialog[open] h2", "Tear " + FIXTURE + " down?");
            assertFocus(visit, "Cancel");
            visit.page().press(Keys.ESCAPE);
            assertFocus(visit, "Tear down of " + FIXTURE);
            shiftTabTo(visit, "Start");
            visit.page().press(Keys.ENTER);
            visit.await("h1", "Start a run");
            tabToField(visit, "rate");
            visit.page().press(Keys.CONTROL, "a");
            visit.page().press("10");
            visit.page().press(Keys.ENTER);
            visit.await(".kind", "Sustained run");
            visit.button("Stop the run").await();
            tabTo(visit, "Stop the run");
            visit.page().press(Keys.ENTER);
            visit.await("h2", "Verdict");
            visit.assertNothingWentWrong();
        }
    }

    private static void tabTo(Visit visit, String name) {
        go(() -> visit.page().press(Keys.TAB), visit, "textContent.trim()", name);
    }

    private static void shiftTabTo(Visit visit, String name) {
        go(() -> visit.page().press(Keys.SHIFT, Keys.TAB), visit, "textContent.trim()", name);
    }

    private static void tabToField(Visit visit, String name) {
        go(() -> visit.page().press(Keys.TAB), visit, "name", name);
    }

    private static void go(Runnable step, Visit visit, String what, String wanted) {
        for (int steps = 0; steps < 80; steps++) {
            step.run();
            if (wanted.equals(visit.page().evaluate("return document.activeElement." + what))) {
                return;
            }
        }
        throw new AssertionError(wanted + " is not reached by the keyboard");
    }

    private static void assertFocus(Visit visit, String text) {
        assertThat(visit.page().evaluate("return document.activeElement.textContent.trim()"))
                .isEqualTo(text);
    }

    @OneIn(3)
    @ParameterizedTest
    @CsvSource({"360, LIGHT", "360, DARK", "1180, DARK"})
    @Order(8)
    void everyViewFitsAndIsReadable(int width, ColorScheme colors) {
        List<String> views = List.of(
                "",
                "#/fixtures",
                "#/platform",
                "#/history",
                "#/runs/" + RUNS.getFirst(),
                "#/compare/" + RUNS.getLast() + "?force=true&baseline=" + RUNS.getFirst(),
                "#/runs/nobody-1");
        try (Visit visit = new Visit(chromium, address, width, colors)) {
            for (String view : views) {
                visit.to(view.equals("#/runs/nobody-1") ? "" : view);
                if (view.contains("nobody")) {
                    visit.page().evaluate("location.hash = '#/runs/nobody-1'");
                    visit.await(".alert", "There is no such run");
                }
                if (view.contains("runs/2") || view.contains("compare")) {
                    visit.await(".embedded h2", "");
                }
                visit.snapshot(
                        "view-" + width + "-" + colors.name().toLowerCase(Locale.ROOT) + "-" + views.indexOf(view));
                PageChecks.assertFits(visit.page());
                PageChecks.assertContrast(visit.page());
            }
            visit.assertNothingWentWrong();
        }
    }

    @Test
    @Order(9)
    void pageRunsNothingThatIsNotItsOwn() {
        try (Visit visit = visit()) {
            visit.page().goTo(address + "/");
            assertThat(visit.page().log().headers(address + "/").get("content-security-policy"))
                    .contains("default-src 'none'", "script-src 'self';", "style-src 'self';")
                    .doesNotContain("unsafe");
        }
    }

    @Test
    @Order(10)
    void setIsTornDownAfterAConfirmation() {
        try (Visit visit = visit().to("#/fixtures")) {
            Element set = visit.page().find("section[aria-label='Fixture set " + FIXTURE + "']");
            set.find("button").with("Tear down").click();
            visit.await("dialog[open] h2", "Tear " + FIXTURE + " down?");
            visit.page().find("#confirm-yes").click();
            visit.await(".empty", "There is no fixture set yet");
            assertThat(set.count()).isZero();
            visit.assertNothingWentWrong();
        }
    }
}
