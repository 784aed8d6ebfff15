package io.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadgen.comparison.RunComparisonTests;
import io.loadgen.comparison.SyntheticRun;
import io.loadgen.lifecycle.ReportBuilder;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages are made of; how they look is the business of {@link HtmlPagesIT}. */
class HtmlPagesTests {
    static List<String> pages() {
        return PAGES.keySet().stream().sorted().toList();
    }

    static final Map<String, String> PAGES = Map.of(
            "report",
                    ReportFormats.HTML.render(
                            new SyntheticRun(1).losingAt(30).stallingAt(40).report()),
            "sound", ReportFormats.HTML.render(ReportTests.report("sound")),
            "lossy", ReportFormats.HTML.render(ReportTests.report("lossy")),
            "capacity", ReportFormats.HTML.render(ReportTests.report("capacity")),
            "evidence",
                    ReportFormats.HTML.render(ReportBuilder.build(
                            SampleRuns.watched(SampleRuns.stopped(), GeneratorReportTests.TALKATIVE),
                            SampleRuns.ENVIRONMENT)),
            "failed", ReportFormats.HTML.render(ReportTests.report("failed")),
            "comparison", ComparisonFormat.HTML.render(RunComparisonTests.lossyAgainstSound()));

    @ParameterizedTest
    @MethodSource("pages")
    void structureIsAsItWasFoundRight(String name) {
        Golden.assertMatches(name + ".html.txt", structure(PAGES.getOrDefault(name, "")));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void needsNothingElse(String name) {
        assertThat(PAGES.getOrDefault(name, ""))
                .doesNotContain("http:", "https:", "<script", "@import", "url(", "src=")
                .hasSizeLessThan(400_000);
    }

    @Test
    void whatThePlatformSaidCannotBecomeMarkup() {
        MarkupWriter markup = new MarkupWriter();
        markup.leaf("p", "<img src=x onerror=\"alert('1')\"> & \u0007", "title", "\"><script>");

        assertThat(markup.document("<!DOCTYPE html>"))
                .isEqualTo("<!DOCTYPE html>\n<p title=\"&quot;&gt;&lt;script&gt;\">&lt;img src=x"
                        + " onerror=&quot;alert('1')&quot;&gt; &amp; ?</p>");
    }

    @Test
    void aPageWithAnOpenElementIsNone() {
        assertThatThrownBy(() -> new MarkupWriter().open("p").document("")).isInstanceOf(IllegalStateException.class);
    }

    /** Elements with their classes and labels, and texts of headings and table heads; no geometry. */
    private static String structure(String html) {
        StringBuilder lines = new StringBuilder();
        var tags = Pattern.compile("<(h1|h2|h3|caption|svg|summary|li|dt)\\b([^>]*)>([^<]*)")
                .matcher(html.replaceAll("(?s)<style>.*?</style>|<pre.*?</pre>", ""));
        while (tags.find()) {
            String label = tags.group(2)
                    .replaceAll(".*?(class=\"[^\"]*\"|aria-label=\"[^\"]*\")|.", "$1 ")
                    .strip();
            lines.append((tags.group(1) + " " + label + " " + tags.group(3))
                            .replaceAll("\\s+", " ")
                            .strip())
                    .append('\n');
        }
        return lines.toString();
    }
}
