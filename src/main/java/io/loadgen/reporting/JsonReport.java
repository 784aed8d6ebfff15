package io.loadgen.reporting;

import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes a report as JSON: fields in the order of the model, instants in ISO-8601, two spaces of indent. Any thread. */
public final class JsonReport {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private JsonReport() {}

    /**
     * Writes a report.
     *
     * @param report the report
     * @return the document, without a line break at its end
     */
    public static String render(RunReport report) {
        return MAPPER.writeValueAsString(report);
    }
}
