package io.loadgen.verdict;

import io.loadgen.result.search.SearchResult.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one trial of a search says of its rate.
 *
 * @param outcome whether it held
 * @param reasons why, each in a sentence
 * @param limit the name of the first limit that broke, null where none did
 */
public record TrialFinding(
        Outcome outcome, List<String> reasons, @Nullable String limit) {
    /** Takes a copy. */
    public TrialFinding {
        reasons = List.copyOf(reasons);
    }
}
