package io.loadgen.report;

import io.loadgen.comparison.Comparison;
import io.loadgen.result.JsonReport;
import java.util.List;
import java.util.function.Function;

/** A format that a comparison is offered in. */
public final class ComparisonFormat extends Format {
    /** Every figure, for programs, in the manner of {@link JsonReport}. */
    public static final ComparisonFormat JSON = new ComparisonFormat(
            "json", "application/json", "comparison.json", "JSON", JsonReport.MAPPER::writeValueAsString);

    /** For a terminal. */
    public static final ComparisonFormat TEXT = new ComparisonFormat(
            "text",
            "text/plain;charset=UTF-8",
            "comparison.txt",
            "Text",
            comparison -> TextPainter.paint(ComparisonDocument.of(comparison)));

    /** One page that needs nothing else. */
    public static final ComparisonFormat HTML = new ComparisonFormat(
            "html",
            "text/html;charset=UTF-8",
            "comparison.html",
            "HTML page",
            comparison -> HtmlPainter.paint(ComparisonDocument.of(comparison)));

    /** All of them, the preferred one first. */
    public static final List<ComparisonFormat> ALL = List.of(JSON, TEXT, HTML);

    private final Function<Comparison, String> rendering;

    private ComparisonFormat(
            String name, String mediaType, String fileName, String label, Function<Comparison, String> rendering) {
        super(name, mediaType, fileName, label);
        this.rendering = rendering;
    }

    /**
     * Writes a comparison.
     *
     * @param comparison the comparison
     * @return its text
     */
    public String render(Comparison comparison) {
        return rendering.apply(comparison);
    }
}
