package io.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import io.loadgen.SideBySide;
import io.loadgen.browser.Chromium;
import io.loadgen.browser.PageChecks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pages in a real Chromium. Pictures are left in {@code target/pages}, to be looked at. Skipped where Chromium is not
 * installed: {@code apt-get install chromium}.
 */
@Timeout(240)
@SideBySide
class HtmlPagesIT {
    private static final Path PICTURES = Path.of("target", "pages");

    private static Chromium chromium;

    private static List<String> pages() {
        return HtmlPagesTests.pages();
    }

    @BeforeAll
    static void start() throws IOException {
        chromium = Chromium.start();
        Files.createDirectories(PICTURES);
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void isFreeOfErrorsAndOverflowOnAWideScreen(String name) {
        look(name, "wide", 1200, ColorScheme.LIGHT);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void isFreeOfErrorsAndOverflowInTheDark(String name) {
        look(name, "dark", 1200, ColorScheme.DARK);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void isFreeOfErrorsAndOverflowOnATelephone(String name) {
        look(name, "phone", 360, ColorScheme.LIGHT);
    }

    /** The text block that holds all of the report is not printed, so tables must. */
    @Test
    void auditGeneratorAndPreflightArePrinted() {
        try (BrowserContext context = chromium.browser().newContext()) {
            Page page = context.newPage();
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            page.setContent(HtmlPagesTests.PAGES.getOrDefault("evidence", ""));
            page.pdf(new Page.PdfOptions().setPath(PICTURES.resolve("evidence.pdf")));

            assertThat(number(page, "document.querySelector('pre').getBoundingClientRect().height"))
                    .isZero();
            for (String caption : List.of("Memberships in MongoDB", "The generator's own process", "Checks before")) {
                assertThat(page.locator("table", new Page.LocatorOptions().setHasText(caption))
                                .isVisible())
                        .as(caption)
                        .isTrue();
            }
        }
    }

    private static void look(String name, String how, int width, ColorScheme colors) {
        List<String> troubles = new ArrayList<>();
        try (BrowserContext context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, 800)
                        .setColorScheme(colors))) {
            Page page = context.newPage();
            page.onConsoleMessage(message -> troubles.add(message.text()));
            page.onPageError(troubles::add);
            page.onRequest(request -> troubles.add("asks for " + request.url()));
            page.setContent(HtmlPagesTests.PAGES.getOrDefault(name, ""));
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(PICTURES.resolve(name + "-" + how + ".png")));

            assertThat(troubles).isEmpty();
            assertThat(number(page, "document.documentElement.scrollWidth")).isLessThanOrEqualTo(width);
            assertTilesHoldTheirFigures(page);
            assertChartsAreDrawn(page);
            PageChecks.assertContrast(page);
            assertNamed(page);
        }
    }

    /** In one line, and the longest state, too. */
    private static void assertTilesHoldTheirFigures(Page page) {
        Object tooNarrow = page.evaluate("""
                () => [...document.querySelectorAll('.tiles .value')].flatMap(value => {
                      const shown = value.textContent;
                      return (/^[A-Z]+$/.test(shown) ? [shown, 'INTERRUPTED'] : [shown]).filter(text => {
                        value.textContent = text;
                        const wide = value.scrollWidth > value.clientWidth;
                        value.textContent = shown;
                        return wide;
                      });
                    })""");
        assertThat((List<?>) tooNarrow)
                .as("figures that do not fit their tiles")
                .isEmpty();
    }

    /** Every chart that shows has lines, bars or dots that reach over a good part of it, inside of it. */
    private static void assertChartsAreDrawn(Page page) {
        Object empty = page.evaluate("""
                () => [...document.querySelectorAll('svg.plot')].filter(svg => svg.getBoundingClientRect().width > 0)
                    .filter(svg => {
                      const drawn = [...svg.querySelectorAll('.line, .bar, .dot')].map(each => each.getBBox());
                      const frame = svg.viewBox.baseVal;
                      const right = Math.max(...drawn.map(box => box.x + box.width));
                      const left = Math.min(...drawn.map(box => box.x));
                      const inside = drawn.every(box => box.x >= 0 && box.y >= 0
                          && box.x + box.width <= frame.width + 1 && box.y + box.height <= frame.height + 1);
                      return drawn.length === 0 || !inside || right - left < frame.width / 20;
                    }).map(svg => svg.getAttribute('aria-label'))""");
        assertThat((List<?>) empty).as("charts without a drawing").isEmpty();
    }

    private static void assertNamed(Page page) {
        assertThat(number(page, "document.querySelectorAll('html[lang] h1').length"))
                .isEqualTo(1);
        assertThat(number(page, "document.querySelectorAll('table').length"))
                .isEqualTo(number(page, "document.querySelectorAll('table > caption').length"));
        assertThat(number(page, "document.querySelectorAll('svg:not([aria-label])').length"))
                .isZero();
    }

    private static int number(Page page, String expression) {
        return ((Number) page.evaluate("() => " + expression)).intValue();
    }
}
