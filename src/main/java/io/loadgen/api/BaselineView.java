package io.loadgen.api;

import io.loadgen.history.Baseline;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/**
 * A named baseline as the API shows it.
 *
 * @param name its name
 * @param runs ids of its runs, in the order in which they were added
 * @param createdAt when the name was given
 * @param changedAt when its runs changed last
 */
@Schema(name = "Baseline", description = "Runs under a name, for others to be compared with")
public record BaselineView(
        @Schema(example = "main") String name, List<String> runs, Instant createdAt, Instant changedAt) {
    /** Takes a copy. */
    public BaselineView {
        runs = List.copyOf(runs);
    }

    static BaselineView of(Baseline baseline) {
        return new BaselineView(baseline.name(), baseline.runs(), baseline.createdAt(), baseline.changedAt());
    }
}
