package io.loadgen.report;

import io.loadgen.result.RunReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The JSON Schema (draft 2020-12) of the JSON report. Any thread. */
public final class ReportSchema {
    private ReportSchema() {}

    /**
     * The schema of a report of version {@value RunReport#SCHEMA_VERSION}.
     *
     * @return a JSON document
     */
    public static String report() {
        return resource("report.schema.json");
    }

    static String resource(String name) {
        try (InputStream file = ReportSchema.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
