package io.loadgen.api;

import io.loadgen.spec.InvalidSpecException;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A run that is to belong to a baseline.
 *
 * @param run its id, or {@code latest}
 * @param alone whether the runs that the baseline had are dropped from it
 */
@Schema(name = "BaselineRun")
public record BaselineRequest(
        @Schema(
                description = "Id of a run that has ended, or `latest`",
                pattern = DocumentedRequests.RUN,
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "20261123-153012-7f3a")
        @Nullable
        String run,

        @Schema(
                description = "Whether this run replaces those that the baseline had; else it is a repeat beside them",
                defaultValue = "false")
        @Nullable
        Boolean alone) {
    String requiredRun() {
        if (run == null || run.isBlank()) {
            throw new InvalidSpecException(
                    "run", run == null ? "missing" : "blank", "the id of a run that has ended, or latest");
        }
        return run;
    }

    boolean isAlone() {
        return alone != null && alone;
    }
}
