package io.loadgen.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** What must hold of every page, whatever it shows. */
public final class PageChecks {
    private static final String AXE = axe();

    private PageChecks() {}

    /** Its script alone: the library around it would do no more than run it. */
    private static String axe() {
        try (InputStream script = PageChecks.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(script, "axe.min.js").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What axe finds against WCAG 2.2 AA: names of controls, contrast, landmarks, order of headings and more. */
    public static void assertAccessible(Page page) {
        // Evaluated, not added to the page, whose policy lets no other script in.
        page.evaluate(AXE);
        Object violations = page.evaluate("""
                return axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
                    .then(result => result.violations.flatMap(violation => violation.nodes.map(node =>
                        `${violation.id}: ${node.target.join(' ')}: ${node.any.concat(node.all).map(check => check.message).join('; ')}`)))""");
        assertThat((List<?>) violations).as("violations of accessibility").isEmpty();
    }

    /** The page does not scroll sideways: what is wider scrolls in itself. */
    public static void assertFits(Page page) {
        Object beyond = page.evaluate("""
                return document.documentElement.scrollWidth <= innerWidth ? [] :
                    [...document.querySelectorAll('body *')].filter(each => each.getBoundingClientRect().right > innerWidth + 1)
                        .map(each => each.tagName + '.' + each.className).slice(0, 5)""");
        assertThat((List<?>) beyond).as("what is wider than the page").isEmpty();
    }

    /** WCAG AA: 4.5 to 1, of every text on its own ground, as the browser computed its colours. */
    public static void assertContrast(Page page) {
        Object faint = page.evaluate("""
                const channel = value => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
                const light = rgb => 0.2126 * channel(rgb[0]) + 0.7152 * channel(rgb[1]) + 0.0722 * channel(rgb[2]);
                const numbers = color => color.match(/[\\d.]+/g).map(Number);
                const ground = element => {
                  for (let at = element; at; at = at.parentElement) {
                    const color = numbers(getComputedStyle(at).backgroundColor);
                    if (color.length === 3 || color[3] > 0) { return color; }
                  }
                  return [255, 255, 255];
                };
                const ownText = element => [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
                return [...document.querySelectorAll('body *')]
                    .filter(element => ownText(element) && element.getBoundingClientRect().width > 0)
                    .filter(element => {
                      const style = getComputedStyle(element);
                      const ink = light(numbers(element instanceof SVGElement ? style.fill : style.color));
                      const paper = light(ground(element));
                      return (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05) < 4.5;
                    }).map(element => element.tagName + ' ' + element.textContent.slice(0, 30));""");
        assertThat((List<?>) faint).as("texts that are too faint").isEmpty();
    }
}
