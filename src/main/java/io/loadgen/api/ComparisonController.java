package io.loadgen.api;

import io.loadgen.application.ComparisonSides;
import io.loadgen.application.RunLookup;
import io.loadgen.comparison.ComparedRun;
import io.loadgen.comparison.Comparison;
import io.loadgen.comparison.RunComparison;
import io.loadgen.history.RunHistory;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.report.ComparisonFormat;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Comparisons of ended runs. */
@RestController
@RequestMapping("/api/v1/runs")
@Tag(name = "3. Reports")
class ComparisonController {
    private final RunLookup lookup;
    private final ComparisonSides choice;
    private final RunHistory history;
    private final ReportPlaces places;

    ComparisonController(RunLookup lookup, ComparisonSides choice, RunHistory history, ReportPlaces places) {
        this.lookup = lookup;
        this.choice = choice;
        this.history = history;
        this.places = places;
    }

    @GetMapping("/{id}/comparison")
    @Operation(
            summary = "Compare a run with a baseline",
            description =
                    "Percentiles of E1 (or the ack) and E2 side by side, with the difference, its 95 % interval, and"
                            + " whether it is more than runs differ by without a change. That is told by repeats of both"
                            + " sides, run in turn, or by five other runs of the series in the history; where neither is"
                            + " there, the outcome is `CANNOT_TELL`. Runs that differ in contract, type, shape, rate,"
                            + " duration, timeouts, `usersPerAdd`, `inject` or in the size of their rooms are refused,"
                            + " unless `force` is set.")
    @ApiResponse(
            responseCode = "200",
            description = "The comparison",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = Comparison.class)))
    @ApiResponse(responseCode = "404", description = "There is no such run or baseline, or no report was kept of one")
    @ApiResponse(responseCode = "409", description = "One of the runs still goes on")
    @ApiResponse(responseCode = "422", description = "The runs are not alike, or one of them measured nothing")
    ResponseEntity<byte[]> comparison(
            @Parameter(description = "Id of the run, or `latest`", example = RunLookup.LATEST) @PathVariable String id,
            @Parameter(
                            required = true,
                            description =
                                    "What it is held against: the id of a run, `latest`, or the name of a baseline;"
                                            + " repeats may follow, up to 20 runs",
                            array =
                                    @ArraySchema(
                                            minItems = 1,
                                            maxItems = 20,
                                            schema = @Schema(type = "string", pattern = DocumentedRequests.NAME)))
                    @RequestParam(required = false)
                    @Nullable
                    List<String> baseline,
            @Parameter(
                            description = "Repeats of the run: ids, or the name of a baseline that holds them",
                            array =
                                    @ArraySchema(
                                            maxItems = 20,
                                            schema = @Schema(type = "string", pattern = DocumentedRequests.NAME)))
                    @RequestParam(required = false)
                    @Nullable
                    List<String> repeat,
            @Parameter(description = "Compare runs that are not alike, too") @RequestParam(defaultValue = "false")
                    boolean force,
            @Parameter(description = "The format; goes before the `Accept` header")
                    @RequestParam(required = false)
                    @Nullable
                    String format,
            @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = MediaType.ALL_VALUE)
                    String accept,
            @Parameter(hidden = true) HttpMethod method) {
        ComparisonFormat chosen = Formats.chosen(ComparisonFormat.ALL, format, accept);
        ComparisonSides.Sides sides = choice.of(lookup.requireEnded(lookup.find(id)), repeat, baseline);
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.ok().contentType(Formats.mediaType(chosen)).header(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        return method.equals(HttpMethod.HEAD)
                ? answer.build()
                : answer.body(chosen.render(compared(sides, force)).getBytes(StandardCharsets.UTF_8));
    }

    private Comparison compared(ComparisonSides.Sides sides, boolean force) {
        ReportPlaces.Place place = places.take(true);
        try {
            List<ComparedRun> candidate = read(sides.candidate());
            Set<String> compared = sides.all().map(RunRecord::id).collect(Collectors.toSet());
            return RunComparison.of(
                    candidate,
                    read(sides.baseline()),
                    history.series(candidate.getFirst().report(), compared),
                    force);
        } finally {
            place.close();
        }
    }

    /** One after the other: the seconds of a day are only there while they are read. */
    private List<ComparedRun> read(List<RunRecord> runs) {
        return runs.stream()
                .map(run -> new ComparedRun(lookup.report(run), runs.size()))
                .toList();
    }
}
