package io.loadgen.api;

import io.loadgen.report.ReportFormats;
import io.loadgen.report.ReportSchema;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The schemas of what the API answers in a form of its own. */
@RestController
@Tag(name = "3. Reports")
class SchemaController {
    /** Where the schema of the JSON report is. */
    static final String REPORT = "/api/v1/report.schema.json";

    private static final String SCHEMA_JSON = "application/schema+json";

    @GetMapping(path = REPORT, produces = SCHEMA_JSON)
    @Operation(
            summary = "Read the schema of a report",
            description = "JSON Schema (draft 2020-12) of the JSON report, with a description of every field.")
    @ApiResponse(
            responseCode = "200",
            description = "The schema",
            content = @Content(mediaType = SCHEMA_JSON, schema = @Schema(type = "object")))
    String report() {
        return ReportSchema.report();
    }

    /** For the web page, which offers them to keep. */
    @Hidden
    @GetMapping("/api/v1/report.formats.json")
    List<OfferedFormat> formats() {
        return ReportFormats.ALL.stream()
                .map(format ->
                        new OfferedFormat(format.name(), format.label(), format.fileName(), format.needsCapacityRun()))
                .toList();
    }

    record OfferedFormat(String name, String label, String fileName, boolean capacityOnly) {}
}
