package io.loadgen.api;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the history.
 *
 * @param runs newest first
 * @param offset how many newer ones were passed over
 * @param limit how many were asked for
 * @param total how many there are
 * @param next address of the next page, null on the last
 * @param gap why runs may be missing here, null when none is
 */
@Schema(name = "RunPage")
public record RunPage(
        List<RunView> runs,
        int offset,
        int limit,
        long total,
        @Nullable String next,

        @Schema(description = "Why runs may be missing: the history database cannot be reached. Absent when none is")
        @Nullable
        String gap) {
    /** Takes a copy. */
    public RunPage {
        runs = List.copyOf(runs);
    }
}
