package io.loadgen.engine.search.method;

import io.loadgen.result.search.SearchResult.End;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What trials came to.
 *
 * @param end how the search ended, or would end now
 * @param held the greatest rate that held beneath the smallest that broke, null where none held
 * @param broke the smallest rate that broke, null where none did
 * @param confirmed whether a trial more at the held rate held, too
 * @param reasons what is to be said of it, each in a sentence
 */
public record Finding(
        End end, @Nullable Double held, @Nullable Double broke, boolean confirmed, List<String> reasons) {
    /** Takes a copy. */
    public Finding {
        reasons = List.copyOf(reasons);
    }
}
