package io.loadgen.engine.search;

import io.loadgen.engine.search.method.Finding;
import io.loadgen.result.search.SearchResult;
import io.loadgen.result.search.SearchResult.End;
import io.loadgen.result.search.SearchResult.Outcome;
import io.loadgen.result.search.SearchResult.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the trials of a search, and what ended it before its method did. Owned by the run's thread.
 */
final class SearchLog {
    private final SearchResult.Demand atMost;
    private final List<Trial> trials = new ArrayList<>();
    private final List<String> usedUp = new ArrayList<>();

    SearchLog(SearchResult.Demand atMost) {
        this.atMost = atMost;
    }

    int nextNumber() {
        return trials.size() + 1;
    }

    void add(Trial trial) {
        trials.add(trial);
    }

    /** Why no further trial is made, though one was to be. */
    void cutShort(String reason) {
        usedUp.add(reason);
    }

    /** What is known by now. A search that was cut short cannot tell: what it would have tried next is open. */
    SearchResult result(Finding found, double seconds) {
        Double held = found.held();
        Double broke = found.broke();
        List<String> reasons = new ArrayList<>(found.reasons());
        reasons.addAll(usedUp);
        return new SearchResult(
                usedUp.isEmpty() ? found.end() : End.CANNOT_TELL,
                held,
                broke,
                held == null || broke == null ? null : (Double) (Math.round((broke / held - 1) * 1e6) / 1e6),
                limit(broke),
                found.confirmed() ? confirmation(held) : null,
                atMost,
                trials.stream().mapToLong(Trial::candidates).sum(),
                Math.round(seconds * 1e3) / 1e3,
                reasons,
                trials);
    }

    private @Nullable String limit(@Nullable Double broke) {
        return trials.stream()
                .filter(trial -> broke != null && trial.ratePerSecond() == broke && trial.outcome() == Outcome.BAD)
                .map(Trial::limit)
                .findFirst()
                .orElse(null);
    }

    private @Nullable Integer confirmation(@Nullable Double held) {
        return trials.stream()
                .filter(trial -> held != null && trial.ratePerSecond() == held && trial.outcome() == Outcome.GOOD)
                .map(Trial::number)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}
