package io.loadgen.api;

import io.loadgen.history.Baseline;
import io.loadgen.history.Baselines;
import io.loadgen.history.RunHistory;
import io.loadgen.runs.RunRecord;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the runs that another is to be held against, by their ids or by the name of a baseline. Any thread. */
@Component
class BaselineChoice {
    private static final Pattern RUN_ID = Pattern.compile("[0-9]{8}-[0-9]{6}-[0-9a-f]{4}");

    private final RunLookup lookup;
    private final Baselines baselines;

    BaselineChoice(RunLookup lookup, RunHistory history) {
        this.lookup = lookup;
        this.baselines = history.baselines();
    }

    /** The runs that are named, all ended, each once, and none the candidate. */
    List<RunRecord> of(RunRecord candidate, @Nullable List<String> named) {
        if (named == null || named.isEmpty()) {
            throw wrong("missing", "the name of a baseline, or the ids of 1 to " + Baseline.MOST_RUNS + " runs");
        }
        List<RunRecord> found = named.stream()
                .flatMap(this::runs)
                .map(lookup::find)
                .map(lookup::requireEnded)
                .toList();
        if (found.size() > Baseline.MOST_RUNS) {
            throw wrong(found.size() + " runs", "1 to " + Baseline.MOST_RUNS + " runs");
        }
        long distinct = found.stream().map(RunRecord::id).distinct().count();
        if (distinct < found.size() || found.stream().anyMatch(run -> run.id().equals(candidate.id()))) {
            throw wrong(String.join(", ", named), "runs other than " + candidate.id() + ", each once");
        }
        return found;
    }

    private Stream<String> runs(String name) {
        return name.equals(RunLookup.LATEST) || RUN_ID.matcher(name).matches()
                ? Stream.of(name)
                : baselines.get(name).runs().stream();
    }

    private static ProblemException wrong(String value, String accepted) {
        return new ProblemException(ProblemType.INVALID_FIELD.at("baseline", value, accepted));
    }
}
