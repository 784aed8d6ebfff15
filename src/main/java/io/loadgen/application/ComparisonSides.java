package io.loadgen.application;

import io.loadgen.history.Baseline;
import io.loadgen.history.Baselines;
import io.loadgen.history.RunHistory;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.spec.InvalidSpecException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the runs of both sides of a comparison, by their ids or by the name of a baseline. Any thread. */
public final class ComparisonSides {
    private static final Pattern RUN_ID = Pattern.compile("[0-9]{8}-[0-9]{6}-[0-9a-f]{4}");
    private static final String REPEAT = "repeat";
    private static final String BASELINE = "baseline";

    private final RunLookup lookup;
    private final Baselines baselines;

    /**
     * Looks among runs and baselines.
     *
     * @param lookup the runs
     * @param history the baselines
     */
    public ComparisonSides(RunLookup lookup, RunHistory history) {
        this.lookup = lookup;
        this.baselines = history.baselines();
    }

    /**
     * Both sides, all runs ended, none on both or twice on one.
     *
     * @param candidate the run and its repeats
     * @param baseline what they are held against
     */
    public record Sides(List<RunRecord> candidate, List<RunRecord> baseline) {
        /** Takes copies. */
        public Sides {
            candidate = List.copyOf(candidate);
            baseline = List.copyOf(baseline);
        }

        /** The runs of both sides: the candidate's first. */
        public Stream<RunRecord> all() {
            return Stream.concat(candidate.stream(), baseline.stream());
        }
    }

    /**
     * Finds them.
     *
     * @param run the run to compare, which has ended
     * @param repeats ids of its repeats, or the name of a baseline that holds them; null for none
     * @param held what it is held against: ids, or the name of a baseline
     * @return both sides
     * @throws RuntimeException that {@link Refusals} knows, when a run is unknown, goes on, or is named twice
     */
    public Sides of(RunRecord run, @Nullable List<String> repeats, @Nullable List<String> held) {
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

    private static InvalidSpecException wrong(String field, String value, String accepted) {
        return new InvalidSpecException(field, value, accepted);
    }
}
