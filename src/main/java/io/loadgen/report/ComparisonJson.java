package io.loadgen.report;

import io.loadgen.comparison.Comparison;
import io.loadgen.result.JsonReport;

/** Writes a comparison as JSON, in the manner of {@link JsonReport}. Any thread. */
public final class ComparisonJson {
    private ComparisonJson() {}

    /**
     * Writes a comparison.
     *
     * @param comparison the comparison
     * @return the document, without a line break at its end
     */
    public static String render(Comparison comparison) {
        return JsonReport.MAPPER.writeValueAsString(comparison);
    }
}
