package io.loadgen.comparison;

import io.loadgen.comparison.Comparison.Method;
import io.loadgen.comparison.Comparison.Side;
import io.loadgen.comparison.Comparison.SignalChange;
import io.loadgen.comparison.RunDesign.Order;
import io.loadgen.result.Counts;
import io.loadgen.result.RunReport;
import io.loadgen.result.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Compares a run with a baseline, each with repeats. What is compared and how is in the decision records on comparisons: the run is what
 * is drawn, its seconds are drawn within it, and all intervals of a signal and basis hold together in 95 of 100 cases. Pure; the same reports
 * give the same answer; any thread.
 */
public final class RunComparison {
    private RunComparison() {}

    /**
     * Compares.
     *
     * @param candidate the run, then repeats of it; at least one
     * @param baseline what it is held against, then repeats of that; at least one
     * @param series what is known of other runs of the candidate's series, none of those compared among them
     * @param forced whether runs are compared that are not alike
     * @return what changed
     * @throws NotComparableException when they are not alike and it is not forced, or have no signal in common
     */
    public static Comparison of(
            List<ComparedRun> candidate, List<ComparedRun> baseline, List<SeriesFigures> series, boolean forced) {
        List<SpecDifference> unlike = SpecDifference.between(reports(baseline), reports(candidate));
        if (!forced && !unlike.isEmpty()) {
            throw new NotComparableException(unlike);
        }
        return of(
                reports(candidate),
                reports(baseline),
                unlike,
                new Changes(latencies(baseline), latencies(candidate), series));
    }

    private static Comparison of(
            List<RunReport> candidate, List<RunReport> baseline, List<SpecDifference> unlike, Changes changes) {
        if (changes.keys().isEmpty()) {
            throw new NotComparableException("the runs have no signal in common");
        }
        List<SignalChange> signals = new ChangeFindings(candidate, baseline, changes).signals();
        Conclusion conclusion = Conclusion.of(signals, changes);
        return new Comparison(
                Comparison.SCHEMA_VERSION,
                candidate.stream().map(RunComparison::side).toList(),
                baseline.stream().map(RunComparison::side).toList(),
                conclusion.outcome(),
                conclusion.sentence(),
                conclusion.repeats().isPresent()
                        ? (Integer) conclusion.repeats().getAsInt()
                        : null,
                unlike,
                remarks(candidate, baseline, changes.design()),
                method(changes),
                signals);
    }

    private static List<RunReport> reports(List<ComparedRun> runs) {
        return runs.stream().map(ComparedRun::report).toList();
    }

    private static List<ComparedLatencies> latencies(List<ComparedRun> runs) {
        return runs.stream().map(ComparedRun::latencies).toList();
    }

    /**
     * Sees to it that latencies of runs mean the same.
     *
     * @param candidate a run
     * @param baseline others
     * @throws NotComparableException when it differs from one of them in what must be equal
     */
    public static void requireAlike(RunReport candidate, List<RunReport> baseline) {
        List<SpecDifference> unlike = SpecDifference.between(baseline, List.of(candidate));
        if (!unlike.isEmpty()) {
            throw new NotComparableException(unlike);
        }
    }

    /**
     * Sees to it that there is something to compare.
     *
     * @param run a run
     * @throws NotComparableException when it measured no latency
     */
    public static void requireLatencies(RunReport run) {
        var figures = run.figures();
        if (figures == null || figures.intervals().isEmpty()) {
            throw new NotComparableException("run " + run.runId() + " measured no latency");
        }
    }

    private static Side side(RunReport run) {
        Verdict verdict = run.verdict();
        return new Side(
                run.runId(),
                run.state(),
                run.startedAt(),
                verdict == null ? "none" : verdict.decision().name(),
                run.scheduleHash());
    }

    private static List<String> remarks(List<RunReport> candidate, List<RunReport> baseline, RunDesign design) {
        List<String> remarks = new ArrayList<>();
        if (design.order() == Order.BLOCKS) {
            remarks.add(
                    "the runs of one side came before those of the other, so that what changed on the machine meanwhile cannot be"
                            + " told from the build: each side counts as one run; run them in turn, such as old, new, new, old");
        }
        List<RunReport> all =
                Stream.concat(baseline.stream(), candidate.stream()).toList();
        all.forEach(run -> {
            Verdict verdict = run.verdict();
            if (verdict != null && verdict.decision() == Verdict.Decision.INCONCLUSIVE) {
                remarks.add("run " + run.runId() + " is INCONCLUSIVE: " + String.join("; ", verdict.reasons()));
            }
        });
        StartingRooms.notReset(all).ifPresent(remarks::add);
        baseline.stream()
                .flatMap(before ->
                        candidate.stream().flatMap(after -> SpecDifference.remarkable(before, after).stream()))
                .distinct()
                .map(SpecDifference::toString)
                .forEach(remarks::add);
        return remarks;
    }

    private static Method method(Changes changes) {
        RunDesign design = changes.design();
        return new Method(
                "Student's t between runs, their spread no less than that of their seconds drawn again in blocks",
                JointLevel.CONFIDENCE * 100,
                Changes.RESAMPLES,
                Changes.SEED,
                changes.secondsOfCell(),
                changes.blockCells(),
                Counts.camelCase(design.order()),
                design.seriesRuns(),
                design.degrees() == 0 ? null : (Integer) design.degrees(),
                design.spread());
    }
}
