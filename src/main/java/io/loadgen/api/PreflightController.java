package io.loadgen.api;

import io.loadgen.fixtures.FixtureService;
import io.loadgen.preflight.RunPreflight;
import io.loadgen.result.PreflightReport;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The look at the platform that every run begins with, on its own. */
@RestController
@RequestMapping("/api/v1/preflight")
@Tag(name = "2. Preflight", description = "Whether the platform and a fixture set are fit to be measured")
class PreflightController {
    private final RunPreflight preflight;
    private final FixtureService fixtures;

    PreflightController(RunPreflight preflight, FixtureService fixtures) {
        this.preflight = preflight;
        this.fixtures = fixtures;
    }

    @GetMapping
    @Operation(
            summary = "Look whether a run can be trusted",
            description = "Named checks of NATS, streams, room-worker, room-service, MongoDB and the fixture set, each"
                    + " with what was found and how to fix it, and one add of its own, whose room is removed"
                    + " afterwards. Every run begins with the same look and is refused when a check fails.")
    @ApiResponse(responseCode = "200", description = "What was found; `ok` is false when a check failed")
    @ApiResponse(responseCode = "404", description = "There is no such fixture set")
    @ApiResponse(responseCode = "409", description = "The fixture set is not complete")
    @Nullable
    PreflightReport check(
            @Parameter(
                            description = "Id of the fixture set to look at, `{preset}-{seed}`",
                            schema = @Schema(type = "string", pattern = DocumentedRequests.FIXTURE),
                            example = "members-small-42")
                    @RequestParam(required = false)
                    @Nullable
                    String fixture,
            @Parameter(
                            description = "Where requests would enter: `frontdoor` (default) or `canonical`",
                            schema =
                                    @Schema(
                                            type = "string",
                                            allowableValues = {"frontdoor", "canonical"},
                                            defaultValue = "frontdoor"))
                    @RequestParam(required = false)
                    @Nullable
                    String inject,
            @Parameter(description = "Whether one add is made; `loadgen.preflight.probe` unless it is given")
                    @RequestParam(required = false)
                    @Nullable
                    Boolean probe,
            @Parameter(hidden = true) HttpMethod method)
            throws InterruptedException {
        if (method.equals(HttpMethod.HEAD)) {
            // It has no answer without a look, and a look writes.
            return null;
        }
        PreflightQuery query = new PreflightQuery(fixture, inject, probe, null);
        return look(query);
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Look, and make missing indexes",
            description =
                    "The same look, asked for by a body. With `\"indexes\": \"create\"` the indexes of the platform's"
                            + " services that are missing are made; check `indexes` says which. None that is there is dropped or"
                            + " changed: one that is in the way, and documents that a unique index does not admit, fail the check.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            examples =
                                                    @ExampleObject(
                                                            name = "indexes",
                                                            summary = "Make what is missing, add nothing",
                                                            value = """
                                                                    {"indexes": "create", "probe": false}"""))))
    @ApiResponse(responseCode = "200", description = "What was found and made; `ok` is false when a check failed")
    @ApiResponse(responseCode = "404", description = "There is no such fixture set")
    @ApiResponse(responseCode = "409", description = "The fixture set is not complete")
    PreflightReport checkAndCreate(@RequestBody PreflightQuery query) throws InterruptedException {
        return look(query);
    }

    private PreflightReport look(PreflightQuery query) throws InterruptedException {
        return preflight.check(query.toRequest(fixtures), () -> false);
    }
}
