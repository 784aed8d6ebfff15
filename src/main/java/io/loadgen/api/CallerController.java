package io.loadgen.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells callers who they are taken for. */
@RestController
@RequestMapping("/api/v1/caller")
@Tag(name = "4. Caller", description = "Who calls, and what they may do")
class CallerController {
    private static final String OPERATOR = "OPERATOR";

    @GetMapping
    @Operation(
            summary = "Ask who you are",
            description = "The name and the role that the request's token stands for. A service without tokens takes"
                    + " everybody for an operator without a name.")
    @ApiResponse(responseCode = "200", description = "The caller")
    CallerView caller(@Parameter(hidden = true) HttpServletRequest request) {
        Principal caller = request.getUserPrincipal();
        if (caller == null) {
            return new CallerView(null, "operator");
        }
        return new CallerView(caller.getName(), request.isUserInRole(OPERATOR) ? "operator" : "viewer");
    }

    /**
     * A caller.
     *
     * @param name the name of the token, null where none is asked for
     * @param role what the caller may do
     */
    @Schema(name = "Caller")
    record CallerView(
            @Nullable String name,

            @Schema(allowableValues = {"viewer", "operator"})
            String role) {}
}
