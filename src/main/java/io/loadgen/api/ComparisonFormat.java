package io.loadgen.api;

import io.loadgen.comparison.Comparison;
import io.loadgen.report.ComparisonHtml;
import io.loadgen.report.ComparisonJson;
import io.loadgen.report.ComparisonText;
import org.springframework.http.MediaType;

/** The formats that a comparison is offered in, the preferred one first. */
enum ComparisonFormat implements Formats.Format {
    /** Every figure, for programs. */
    JSON("json", MediaType.APPLICATION_JSON_VALUE),
    /** For people. */
    TEXT("text", MediaType.TEXT_PLAIN_VALUE + ";charset=UTF-8"),
    /** One page for a browser. */
    HTML("html", "text/html;charset=UTF-8");

    private final String symbol;
    private final String mediaType;

    ComparisonFormat(String symbol, String mediaType) {
        this.symbol = symbol;
        this.mediaType = mediaType;
    }

    @Override
    public String symbol() {
        return symbol;
    }

    @Override
    public MediaType mediaType() {
        return MediaType.parseMediaType(mediaType);
    }

    String render(Comparison comparison) {
        return switch (this) {
            case JSON -> ComparisonJson.render(comparison);
            case HTML -> ComparisonHtml.render(comparison);
            case TEXT -> ComparisonText.render(comparison);
        };
    }

    static ComparisonFormat named(String name) {
        return Formats.named(values(), name);
    }

    static ComparisonFormat accepted(String accept) {
        return Formats.accepted(values(), accept);
    }
}
