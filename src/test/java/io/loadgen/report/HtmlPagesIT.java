package io.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.OneIn;
import io.loadgen.browser.Chromium;
import io.loadgen.browser.ColorScheme;
import io.loadgen.browser.Page;
import io.loadgen.browser.PageChecks;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pages in a real Chromium. Pictures are left in {@code target/pages}, to be looked at. Skipped where Chromium is not
 * installed: {@code apt-get install chromium chromium-driver}.
 */
@Timeout(240)
class HtmlPagesIT {
    private static final Path PICTURES = Path.of("target", "pages");

    private static Chromium chromium;

    private static List<String> pages() {
        return HtmlPagesTests.pages();
    }

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
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

    @OneIn(3)
    @ParameterizedTest
    @MethodSource("pages")
    void isFreeOfErrorsAndOverflowInTheDark(String name) {
        look(name, "dark", 1200, ColorScheme.DARK);
    }

    @OneIn(3)
    @ParameterizedTest
    @MethodSource("pages")
    void isFreeOfErrorsAndOverflowOnATelephone(String name) {
        look(name, "phone", 360, ColorScheme.LIGHT);
    }

    /** The text block that holds all of the report is not printed, so tables must. */
    @Test
    void auditGeneratorAndPreflightArePrinted() {
        try (Page page = chromium.open(1200, ColorScheme.LIGHT)) {
            page.emulatePrint();
            page.show(HtmlPagesTests.PAGES.getOrDefault("evidence", ""));
            page.print(PICTURES.resolve("evidence.pdf"));

            assertThat(page.number("return document.querySelector('pre').getBoundingClientRect().height"))
                    .isZero();
            for (String caption : List.of("Audit of MongoDB", "Generator health", "Checks before")) {
                assertThat(page.find("table").with(caption).visible())
                        .as(caption)
                        .isTrue();
            }
        }
    }

    private static void look(String name, String how, int width, ColorScheme colors) {
        try (Page page = chromium.open(width, colors)) {
            page.show(HtmlPagesTests.PAGES.getOrDefault(name, ""));
            page.picture(PICTURES.resolve(name + "-" + how + ".png"), true);

            assertThat(page.log().messages()).isEmpty();
            assertThat(page.log().requests()).isEmpty();
            assertThat(page.number("return document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(width);
            assertTilesHoldTheirFigures(page);
            assertChartsAreDrawn(page);
            PageChecks.assertContrast(page);
            assertNamed(page);
        }
    }

    /** In one line, and the longest state, too. */
    private static void assertTilesHoldTheirFigures(Page page) {
        Object tooNarrow = page.evaluate("""
                return [...document.querySelectorAll('.tiles .value')].flatMap(value => {
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
                return [...document.querySelectorAll('svg.plot')].filter(svg => svg.getBoundingClientRect().width > 0)
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
        assertThat(page.number("return document.querySelectorAll('html[lang] h1').length"))
                .isEqualTo(1);
        assertThat(page.number("return document.querySelectorAll('table').length"))
                .isEqualTo(page.number("return document.querySelectorAll('table > caption').length"));
        assertThat(page.number("return document.querySelectorAll('svg:not([aria-label])').length"))
                .isZero();
    }
}
