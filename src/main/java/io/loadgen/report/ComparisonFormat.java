package io.loadgen.report;

import io.loadgen.comparison.Comparison;
import java.util.List;
import java.util.function.Function;

/** A format that a comparison is offered in. */
public final class ComparisonFormat extends Format {
    /** All of them, the preferred one first. */
    public static final List<ComparisonFormat> ALL = List.of(
            new ComparisonFormat("json", "application/json", "comparison.json", "JSON", ComparisonJson::render),
            new ComparisonFormat("text", "text/plain;charset=UTF-8", "comparison.txt", "Text", ComparisonText::render),
            new ComparisonFormat(
                    "html", "text/html;charset=UTF-8", "comparison.html", "HTML page", ComparisonHtml::render));

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
