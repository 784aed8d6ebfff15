package io.loadgen.api;

import io.loadgen.application.RunLookup;
import io.loadgen.history.RunHistory;
import io.loadgen.history.StoredReport;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.report.LatencyChoice;
import io.loadgen.report.ReportFormat;
import io.loadgen.report.ReportFormats;
import io.swagger.v3.oas.annotations.ExternalDocumentation;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reports of ended runs. */
@RestController
@RequestMapping("/api/v1/runs")
@Tag(name = "3. Reports", description = "What a run measured")
class ReportController {
    private final RunLookup lookup;
    private final RunHistory history;
    private final ReportPlaces places;

    ReportController(RunLookup lookup, RunHistory history, ReportPlaces places) {
        this.lookup = lookup;
        this.history = history;
        this.places = places;
    }

    @GetMapping("/{id}/report")
    @Operation(
            summary = "Read a report",
            description = "What an ended run measured, by `format`, or else by the `Accept` header.")
    @ApiResponse(
            responseCode = "200",
            description = "The report",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema =
                                    @Schema(
                                            type = "object",
                                            externalDocs =
                                                    @ExternalDocumentation(
                                                            description = "JSON Schema of the report",
                                                            url = SchemaController.REPORT))))
    @ApiResponse(
            responseCode = "400",
            description = "There is no such format, or not for this type of run, or the signal was not observed")
    @ApiResponse(responseCode = "404", description = "There is no such run, or no report was kept of it")
    @ApiResponse(responseCode = "409", description = "The run still goes on")
    void report(
            @Parameter(description = "Id of the run, or `latest`", example = RunLookup.LATEST) @PathVariable String id,
            @Parameter(description = "The format; goes before the `Accept` header")
                    @RequestParam(required = false)
                    @Nullable
                    String format,
            @Parameter(
                            description = "With `hgrm`: of which signal",
                            schema =
                                    @Schema(
                                            allowableValues = {"E1", "ack", "handoff", "E2", "E3"},
                                            defaultValue = "E2"))
                    @RequestParam(defaultValue = "E2")
                    String signal,
            @Parameter(
                            description = "With `hgrm`: counted from the intended or from the actual send time",
                            schema =
                                    @Schema(
                                            allowableValues = {"response", "service"},
                                            defaultValue = "response"))
                    @RequestParam(defaultValue = "response")
                    String basis,
            @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = MediaType.ALL_VALUE)
                    String accept,
            @Parameter(hidden = true) HttpMethod method,
            @Parameter(hidden = true) HttpServletResponse response)
            throws IOException {
        ReportFormat chosen = Formats.chosen(ReportFormats.ALL, format, accept);
        LatencyChoice choice = new LatencyChoice(signal, basis);
        RunRecord run = lookup.find(id);
        chosen.requireFor(run.spec());
        StoredReport report = lookup.stored(lookup.requireEnded(run));
        response.setContentType(chosen.mediaType());
        response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        if (method.equals(HttpMethod.HEAD)) {
            return;
        }
        ReportPlaces.Place place = places.take(chosen.needsIntervals());
        try {
            chosen.write(
                    new ReportFormat.Source(
                            () -> lookup.read(run, report, StoredReport::report),
                            () -> lookup.read(run, report, StoredReport::withoutIntervals),
                            () -> lookup.read(run, report, StoredReport::json),
                            choice,
                            () -> history.samples(run.id())),
                    response.getOutputStream());
        } finally {
            place.close();
        }
    }
}
