package io.loadgen.api;

import io.loadgen.application.FixtureStarter;
import io.loadgen.fixtures.FixtureLimits;
import io.loadgen.fixtures.FixtureRequest;
import io.loadgen.fixtures.FixtureService;
import io.loadgen.fixtures.FixtureSet;
import io.loadgen.fixtures.FixtureState;
import io.loadgen.spec.FixtureSpec;
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
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Fixture sets: seeding, looking, refilling, tearing down. */
@RestController
@RequestMapping("/api/v1/fixtures")
@Tag(name = "1. Fixtures", description = "What a run feeds on: users, rooms and candidates, written to the database")
class FixtureController {
    private static final String PATH = "/api/v1/fixtures/";
    private static final String EXAMPLE_ID = "members-small-42";

    private final FixtureService fixtures;
    private final FixtureStarter starts;
    private final FixtureLimits limits;

    FixtureController(FixtureService fixtures, FixtureStarter starts, FixtureLimits limits) {
        this.fixtures = fixtures;
        this.starts = starts;
        this.limits = limits;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Seed a fixture set",
            description =
                    "Writes users, rooms, source channels, subscriptions and room keys in the background. Seeding a"
                            + " set again brings it back to its baseline, and goes on where a seeding was broken off."
                            + " Only documents of the set's own prefix are touched. With `\"indexes\": \"create\"` the"
                            + " indexes of the platform's services that are missing are made first; `createdIndexes` of the"
                            + " set names them. With `dryRun` nothing is written:"
                            + " the answer says how much it would be, and how long it would take.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            examples = {
                                                @ExampleObject(
                                                        name = "small",
                                                        summary = "The smallest preset: 5 rooms",
                                                        value = """
                                                                {"preset": "members-small", "seed": 42}"""),
                                                @ExampleObject(
                                                        name = "medium",
                                                        summary = "100 rooms of 100 members, 900 candidates each",
                                                        value = """
                                                                {"preset": "members-medium", "seed": 42}"""),
                                                @ExampleObject(
                                                        name = "capacity",
                                                        summary = "5 rooms of 1 member, 990 candidates each",
                                                        value = """
                                                                {"preset": "members-capacity", "seed": 42}"""),
                                                @ExampleObject(name = "own", summary = "Your own numbers", value = """
                                                                {
                                                                  "preset": "my-rooms",
                                                                  "seed": 7,
                                                                  "rooms": 10,
                                                                  "baselineMembers": 5,
                                                                  "candidatesPerRoom": 200,
                                                                  "users": 500
                                                                }""")
                                            })))
    @ApiResponse(
            responseCode = "202",
            description = "Seeding has begun; follow it at `Location`",
            content = @Content(schema = @Schema(implementation = FixtureView.class)),
            headers = @Header(name = "Location", description = "Address of the fixture set"))
    @ApiResponse(responseCode = "409", description = "The set is in use, or exists with other numbers")
    @ApiResponse(
            responseCode = "200",
            description = "The answer to a dry run; nothing was written",
            content = @Content(schema = @Schema(implementation = FixtureEstimateView.class)))
    ResponseEntity<?> seed(@RequestBody FixtureRequest request) {
        FixtureSpec spec = request.toSpec(limits);
        return Boolean.TRUE.equals(request.dryRun())
                ? ResponseEntity.ok(FixtureEstimateView.of(fixtures.estimate(spec)))
                : accepted(starts.seed(spec, request.policy()));
    }

    @GetMapping
    @Operation(summary = "List the fixture sets", description = "Every known set with its state, in the order of ids.")
    @ApiResponse(responseCode = "200", description = "The sets")
    List<FixtureView> list() {
        return fixtures.list().stream().map(set -> FixtureView.of(set, null)).toList();
    }

    @GetMapping("/{id}")
    @Operation(
            summary = "Look at a fixture set",
            description = "State, progress of a running job, documents found, and what is left of the candidate pools"
                    + " (read from the database now, for a ready set).")
    @ApiResponse(responseCode = "200", description = "The set")
    @ApiResponse(responseCode = "404", description = "There is no such set")
    FixtureView find(
            @Parameter(description = "Id of the set: `{preset}-{seed}`", example = EXAMPLE_ID) @PathVariable
                    String id) {
        FixtureSet set = fixtures.get(id);
        return FixtureView.of(
                set,
                set.state() == FixtureState.READY && fixtures.isHere(set)
                        ? fixtures.left(id, AddsView.DEFAULT_USERS_PER_ADD)
                        : null);
    }

    @PostMapping("/{id}/reset")
    @Operation(
            summary = "Refill the candidate pools",
            description =
                    "Removes what runs added to the set's rooms, in the background, so that every candidate can be"
                            + " added again.")
    @ApiResponse(
            responseCode = "202",
            description = "The reset has begun",
            headers = @Header(name = "Location", description = "Address of the fixture set"))
    @ApiResponse(responseCode = "404", description = "There is no such set")
    @ApiResponse(responseCode = "409", description = "The set is in use, or was not seeded completely")
    ResponseEntity<FixtureView> reset(
            @Parameter(description = "Id of the set: `{preset}-{seed}`", example = EXAMPLE_ID) @PathVariable
                    String id) {
        return accepted(starts.reset(id));
    }

    @PostMapping("/{id}/cancel")
    @Operation(
            summary = "Stop the job on a fixture set",
            description =
                    "Stops a seeding, reset or removal after the batch it is at. What was written stays, and seeding"
                            + " the set again goes on from there. Does nothing if no job is at work.")
    @ApiResponse(
            responseCode = "202",
            description = "The job, if there is one, was asked to stop",
            headers = @Header(name = "Location", description = "Address of the fixture set"))
    @ApiResponse(responseCode = "404", description = "There is no such set")
    ResponseEntity<FixtureView> cancel(
            @Parameter(description = "Id of the set: `{preset}-{seed}`", example = EXAMPLE_ID) @PathVariable
                    String id) {
        return accepted(fixtures.cancel(id));
    }

    @DeleteMapping("/{id}")
    @Operation(
            summary = "Tear a fixture set down",
            description =
                    "Removes every document of the set and what was derived from them, in the background. When that"
                            + " has ended the set is not known any more.")
    @ApiResponse(
            responseCode = "202",
            description = "The removal has begun",
            headers = @Header(name = "Location", description = "Address of the fixture set, until it is gone"))
    @ApiResponse(responseCode = "404", description = "There is no such set")
    @ApiResponse(responseCode = "409", description = "The set is in use")
    ResponseEntity<FixtureView> teardown(
            @Parameter(description = "Id of the set: `{preset}-{seed}`", example = EXAMPLE_ID) @PathVariable
                    String id) {
        return accepted(fixtures.teardown(id));
    }

    private static ResponseEntity<FixtureView> accepted(FixtureSet set) {
        return ResponseEntity.accepted()
                .location(URI.create(Addresses.of(PATH + set.id())))
                .body(FixtureView.of(set, null));
    }
}
