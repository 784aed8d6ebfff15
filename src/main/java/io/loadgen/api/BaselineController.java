package io.loadgen.api;

import io.loadgen.application.RunLookup;
import io.loadgen.history.Baselines;
import io.loadgen.history.RunHistory;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Named baselines. */
@RestController
@RequestMapping("/api/v1/baselines")
@Tag(name = "4. Baselines", description = "Runs under a name, for others to be compared with")
class BaselineController {
    private static final String NAME = "Name of the baseline";
    private static final String EXAMPLE = "main";

    private final Baselines baselines;
    private final RunLookup lookup;

    BaselineController(RunHistory history, RunLookup lookup) {
        this.baselines = history.baselines();
        this.lookup = lookup;
    }

    @GetMapping
    @Operation(summary = "List the baselines", description = "Every baseline with the ids of its runs, by name.")
    @ApiResponse(responseCode = "200", description = "The baselines")
    List<BaselineView> list() {
        return baselines.list().stream().map(BaselineView::of).toList();
    }

    @GetMapping("/{name}")
    @Operation(summary = "Look at a baseline", description = "The ids of its runs.")
    @ApiResponse(responseCode = "200", description = "The baseline")
    @ApiResponse(responseCode = "404", description = "There is no such baseline")
    BaselineView find(@Parameter(description = NAME, example = EXAMPLE) @PathVariable String name) {
        return BaselineView.of(baselines.get(name));
    }

    @PutMapping(path = "/{name}", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Add a run to a baseline",
            description =
                    "The first run makes the baseline; further ones are repeats of it, and 3 or more tell how far runs"
                            + " lie apart without a change. Adding a run again changes nothing. Runs of a baseline are never"
                            + " removed by retention.")
    @ApiResponse(responseCode = "200", description = "The baseline as it is now")
    @ApiResponse(responseCode = "400", description = "The name or the run cannot be accepted, or the baseline is full")
    @ApiResponse(responseCode = "404", description = "There is no such run")
    @ApiResponse(responseCode = "409", description = "The run still goes on")
    @ApiResponse(
            responseCode = "422",
            description = "The run measured no latency, or is not like the runs of the baseline")
    BaselineView add(
            @Parameter(
                            description =
                                    "1 to 64 letters, digits, dots, dashes and underscores; neither `latest` nor the id"
                                            + " of a run",
                            example = EXAMPLE)
                    @PathVariable
                    String name,
            @RequestBody BaselineRequest request) {
        String run = lookup.requireEnded(lookup.find(request.requiredRun())).id();
        return BaselineView.of(baselines.add(name, run, request.isAlone()));
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Remove a baseline", description = "Its runs stay, and may be removed by retention again.")
    @ApiResponse(responseCode = "204", description = "There is no such baseline any more")
    @ApiResponse(responseCode = "404", description = "There is no such baseline")
    void remove(@Parameter(description = NAME, example = EXAMPLE) @PathVariable String name) {
        baselines.remove(name);
    }
}
