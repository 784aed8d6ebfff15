package io.loadgen.api;

import io.loadgen.application.RunLookup;
import io.loadgen.application.RunStarter;
import io.loadgen.application.RunStopper;
import io.loadgen.lifecycle.RunManager;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.spec.InvalidSpecException;
import io.loadgen.spec.RunSpec;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Runs: starting, watching, stopping. */
@RestController
@RequestMapping("/api/v1/runs")
@Tag(name = "2. Runs", description = "One run at a time")
class RunController {
    /** What the address of a run begins with. */
    static final String PATH = "/api/v1/runs/";

    private static final int MOST_A_PAGE = 100;

    private final RunManager runs;
    private final RunStarter starts;
    private final RunStopper stops;
    private final RunLookup lookup;

    RunController(RunManager runs, RunStarter starts, RunStopper stops, RunLookup lookup) {
        this.runs = runs;
        this.starts = starts;
        this.stops = stops;
        this.lookup = lookup;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Start a run",
            description =
                    "Checks what is asked for, then starts the run in the background. The fixture set must have been"
                            + " seeded. A sustained run needs candidates for rate times duration requests of"
                            + " `usersPerAdd`; a capacity run needs a room below `targetSize` with candidates left; a"
                            + " search needs fresh rooms for every trial."
                            + " The platform is looked at after the answer, in state PREFLIGHT: a run that it is not"
                            + " fit for ends as FAILED and says why in `failure`.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            examples = {
                                                @ExampleObject(
                                                        name = "small",
                                                        summary = "10 s at 5/s on members-small",
                                                        value = """
                                                                {
                                                                  "type": "sustained",
                                                                  "fixture": "members-small-42",
                                                                  "rate": 5,
                                                                  "duration": "10s",
                                                                  "warmup": "2s",
                                                                  "usersPerAdd": 1
                                                                }"""),
                                                @ExampleObject(
                                                        name = "arrivals",
                                                        summary = "10 s at 3/s in bursts, some rooms more often",
                                                        value = """
                                                                {
                                                                  "type": "sustained",
                                                                  "fixture": "members-small-42",
                                                                  "rate": 3,
                                                                  "duration": "10s",
                                                                  "warmup": "2s",
                                                                  "usersPerAdd": 1,
                                                                  "arrivals": {"type": "bursts", "factor": 3, "length": "500ms", "every": "2s"},
                                                                  "rooms": {"type": "zipf", "s": 0.5}
                                                                }"""),
                                                @ExampleObject(
                                                        name = "medium",
                                                        summary = "30 s at 100/s on members-medium, with limits",
                                                        value = """
                                                                {
                                                                  "type": "sustained",
                                                                  "preset": "members-medium",
                                                                  "seed": 42,
                                                                  "rate": 100,
                                                                  "duration": "30s",
                                                                  "warmup": "5s",
                                                                  "usersPerAdd": 10,
                                                                  "inject": "frontdoor",
                                                                  "replyTimeout": "5s",
                                                                  "eventTimeout": "30s",
                                                                  "slo": {
                                                                    "e1": {"p99": "500ms"},
                                                                    "e2": {"p99": "2s"},
                                                                    "errorRate": 0.01
                                                                  }
                                                                }"""),
                                                @ExampleObject(
                                                        name = "capacity-small",
                                                        summary = "members-small filled up to 60 members a room",
                                                        value = """
                                                                {
                                                                  "type": "capacity",
                                                                  "preset": "members-small",
                                                                  "seed": 42,
                                                                  "targetSize": 60,
                                                                  "usersPerAdd": 5
                                                                }"""),
                                                @ExampleObject(
                                                        name = "capacity",
                                                        summary = "members-capacity filled up to 500 members a room",
                                                        value = """
                                                                {
                                                                  "type": "capacity",
                                                                  "fixture": "members-capacity-42",
                                                                  "targetSize": 500,
                                                                  "usersPerAdd": 10,
                                                                  "bucketEdges": [50, 100, 200]
                                                                }"""),
                                                @ExampleObject(
                                                        name = "search",
                                                        summary =
                                                                "The highest rate that keeps p99 of the event below 2 s",
                                                        value = """
                                                                {
                                                                  "type": "search",
                                                                  "fixture": "members-medium-42",
                                                                  "minRate": 10,
                                                                  "maxRate": 500,
                                                                  "width": 0.05,
                                                                  "trial": {"warmup": "2s", "duration": "10s"},
                                                                  "budget": {"time": "10m"},
                                                                  "usersPerAdd": 1,
                                                                  "slo": {"e2": {"p99": "2s"}}
                                                                }""")
                                            })))
    @ApiResponse(
            responseCode = "202",
            description = "The run has begun; follow it at `Location`",
            headers = @Header(name = "Location", description = "Address of the run"))
    @ApiResponse(responseCode = "409", description = "Another run is active, or the fixture set is not ready")
    @ApiResponse(
            responseCode = "422",
            description =
                    "The fixture set is not known, its pools cannot feed the run, or the idempotency key belongs to"
                            + " another request")
    ResponseEntity<RunView> start(
            @RequestBody RunSpec request,
            @Parameter(
                            description =
                                    "Your own name for this start: repeated with the same body, it gives the same run",
                            schema =
                                    @Schema(
                                            type = "string",
                                            minLength = 1,
                                            maxLength = RunStarter.LONGEST_KEY,
                                            pattern = "\\S"))
                    @RequestHeader(name = "Idempotency-Key", required = false)
                    @Nullable
                    String idempotencyKey) {
        return accepted(starts.start(request, idempotencyKey));
    }

    @GetMapping
    @Operation(
            summary = "List the runs",
            description =
                    "The history, newest first, the active run included. While the history database is away, the runs that"
                            + " wait to be stored, and `gap` says so.")
    @ApiResponse(responseCode = "200", description = "A page of runs")
    RunPage list(
            @Parameter(
                            description = "How many of the newest to pass over, 0 or more",
                            schema = @Schema(type = "integer", format = "int32", minimum = "0", defaultValue = "0"))
                    @RequestParam(defaultValue = "0")
                    int offset,
            @Parameter(
                            description = "How many to give at most, 1 to 100",
                            schema =
                                    @Schema(
                                            type = "integer",
                                            format = "int32",
                                            minimum = "1",
                                            maximum = "100",
                                            defaultValue = "20"))
                    @RequestParam(defaultValue = "20")
                    int limit) {
        if (offset < 0) {
            throw new InvalidSpecException("offset", Integer.toString(offset), "0 or more");
        }
        if (limit < 1 || limit > MOST_A_PAGE) {
            throw new InvalidSpecException("limit", Integer.toString(limit), "1 to " + MOST_A_PAGE);
        }
        List<RunView> page = runs.list(offset, limit).stream().map(RunView::of).toList();
        long total = runs.count();
        long after = (long) offset + page.size();
        String next = after < total && !page.isEmpty()
                ? Addresses.of("/api/v1/runs?offset=" + after + "&limit=" + limit)
                : null;
        return new RunPage(page, offset, limit, total, next, runs.gap().orElse(null));
    }

    @GetMapping("/{id}")
    @Operation(summary = "Look at a run", description = "State, what was asked for, and live figures while it goes on.")
    @ApiResponse(responseCode = "200", description = "The run")
    @ApiResponse(responseCode = "404", description = "There is no such run")
    RunView find(
            @Parameter(description = "Id of the run, or `latest`", example = RunLookup.LATEST) @PathVariable
                    String id) {
        return RunView.of(lookup.find(id));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Remove a run", description = "Forgets a run that has ended, and its report, for good.")
    @ApiResponse(responseCode = "204", description = "There is no such run any more")
    @ApiResponse(responseCode = "400", description = "`latest` is not taken here")
    @ApiResponse(responseCode = "404", description = "There is no such run")
    @ApiResponse(responseCode = "409", description = "The run still goes on, or a baseline has it")
    void remove(
            @Parameter(
                            description = "Id of the run",
                            example = "20261123-153012-7f3a",
                            schema = @Schema(type = "string", pattern = DocumentedRequests.RUN_ID))
                    @PathVariable
                    String id) {
        if (id.equals(RunLookup.LATEST)) {
            throw new InvalidSpecException("id", id, "the id of a run: what latest is may change before it is removed");
        }
        runs.delete(lookup.requireEnded(lookup.find(id)).id());
    }

    @PostMapping("/{id}/stop")
    @Operation(
            summary = "Stop a run",
            description = "Nothing more is sent; what is outstanding is waited for, and what was measured is reported."
                    + " Stopping a run that has ended changes nothing. A run of another process that shares the database hears of"
                    + " it when that process renews its lease: within a sixth of `loadgen.runs.lease-time`.")
    @ApiResponse(
            responseCode = "202",
            description = "The run will end; follow it at `Location`",
            headers = @Header(name = "Location", description = "Address of the run"))
    @ApiResponse(responseCode = "404", description = "There is no such run")
    @ApiResponse(responseCode = "409", description = "No process has the run any more")
    ResponseEntity<RunView> stop(
            @Parameter(description = "Id of the run, or `latest`", example = RunLookup.LATEST) @PathVariable
                    String id) {
        return accepted(stops.stop(lookup.find(id).id()));
    }

    private static ResponseEntity<RunView> accepted(RunRecord run) {
        return ResponseEntity.accepted()
                .location(URI.create(Addresses.of(PATH + run.id())))
                .body(RunView.of(run));
    }
}
