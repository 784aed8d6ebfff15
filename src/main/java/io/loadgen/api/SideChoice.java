package io.loadgen.api;

import io.loadgen.history.Baseline;
import io.loadgen.history.Baselines;
import io.loadgen.history.RunHistory;
import io.loadgen.lifecycle.RunRecord;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the runs of both sides of a comparison, by their ids or by the name of a baseline. Any thread. */
@Component
class SideChoice {
    private static final Pattern RUN_ID = Pattern.compile("[0-9]{8}-[0-9]{6}-[0-9a-f]{4}");
    private static final String REPEAT = "repeat";
    private static final String BASELINE = "baseline";

    private final RunLookup lookup;
    private final Baselines baselines;

    SideChoice(RunLookup lookup, RunHistory history) {
        this.lookup = lookup;
        this.baselines = history.baselines();
    }

    /** Both sides, all runs ended, none on both or twice on one. */
    record Sides(List<RunRecord> candidate, List<RunRecord> baseline) {
        Stream<RunRecord> all() {
            return Stream.concat(candidate.stream(), baseline.stream());
        }
    }

    Sides of(RunRecord run, @Nullable List<String> repeats, @Nullable List<String> held) {
        if (held == null || held.isEmpty()) {
            throw wrong(
                    BASELINE, "missing", "the name of a baseline, or the ids of 1 to " + Baseline.MOST_RUNS + " runs");
        }
        List<String> further = Objects.requireNonNullElse(repeats, List.of());
        Sides sides = new Sides(
                Stream.concat(Stream.of(run), runs(REPEAT, further, Baseline.MOST_RUNS - 1))
                        .toList(),
                runs(BASELINE, held, Baseline.MOST_RUNS).toList());
        requireEachOnce(REPEAT, further, sides.candidate().stream(), run);
        requireEachOnce(BASELINE, held, sides.all(), run);
        return sides;
    }

    private Stream<RunRecord> runs(String field, List<String> named, int most) {
        List<RunRecord> found = named.stream()
                .flatMap(this::ids)
                .map(lookup::find)
                .map(lookup::requireEnded)
                .toList();
        if (found.size() > most) {
            throw wrong(field, found.size() + " runs", "at most " + most + " runs");
        }
        return found.stream();
    }

    private static void requireEachOnce(String field, List<String> named, Stream<RunRecord> all, RunRecord run) {
        List<String> ids = all.map(RunRecord::id).toList();
        if (ids.stream().distinct().count() < ids.size()) {
            throw wrong(
                    field,
                    String.join(", ", named),
                    "runs other than " + run.id() + " and those of the other side, each once");
        }
    }

    private Stream<String> ids(String name) {
        return name.equals(RunLookup.LATEST) || RUN_ID.matcher(name).matches()
                ? Stream.of(name)
                : baselines.get(name).runs().stream();
    }

    private static ProblemException wrong(String field, String value, String accepted) {
        return new ProblemException(ProblemType.INVALID_FIELD.at(field, value, accepted));
    }
}
