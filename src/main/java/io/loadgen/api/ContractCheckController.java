package io.loadgen.api;

import io.loadgen.application.ContractChecks;
import io.loadgen.conformance.ContractReport;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The check of the platform's contract. */
@RestController
@RequestMapping("/api/v1/contract-checks")
@Tag(name = "2. Preflight", description = "Whether the platform and a fixture set are fit to be measured")
class ContractCheckController {
    private final ContractChecks checks;

    ContractCheckController(ContractChecks checks) {
        this.checks = checks;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Check the contract",
            description = "Plays every rule of the contract that can be seen from outside, in rooms of its own that are"
                    + " removed afterwards, and tells rule by rule which contracts the platform is alike. Takes some"
                    + " seconds, while no run can be active.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            examples =
                                                    @ExampleObject(
                                                            name = "expected",
                                                            summary = "The contract that is seen",
                                                            value = "{}"))))
    @ApiResponse(responseCode = "200", description = "What was found; `ok` is false when a rule differs")
    @ApiResponse(responseCode = "409", description = "A run is active, or another check goes on")
    ContractReport check(@RequestBody ContractCheckRequest request) throws InterruptedException {
        return checks.check(request.version());
    }
}
