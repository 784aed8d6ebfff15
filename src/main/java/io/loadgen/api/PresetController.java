package io.loadgen.api;

import io.loadgen.fixtures.FixtureLimits;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The presets. */
@RestController
@RequestMapping("/api/v1/presets")
@Tag(name = "1. Fixtures")
class PresetController {
    private final FixtureLimits limits;

    PresetController(FixtureLimits limits) {
        this.limits = limits;
    }

    @GetMapping
    @Operation(
            summary = "List the presets",
            description =
                    "The built-in fixture presets, smallest first, then those of the configuration, and how many requests each can feed.")
    @ApiResponse(responseCode = "200", description = "The presets")
    List<PresetView> list() {
        return limits.presets().all().stream().map(PresetView::of).toList();
    }
}
