package io.loadgen.reporting;

import io.loadgen.measurement.Basis;
import io.loadgen.measurement.Signal;
import io.loadgen.reporting.Comparison.Method;
import io.loadgen.reporting.Comparison.Outcome;
import io.loadgen.reporting.Comparison.Side;
import io.loadgen.reporting.Comparison.SignalChange;
import io.loadgen.runs.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Compares a run with a baseline, and with repeats of it. What is compared and how is in the decision record on comparisons: the
 * seconds of both runs are drawn again in blocks, and all intervals of a comparison hold together in 95 of 100 cases. Pure; the
 * same reports give the same answer; any thread.
 */
public final class RunComparison {
    private static final int RESAMPLES = 1_000;
    private static final long SEED = 42;

    private RunComparison() {}

    /**
     * Compares.
     *
     * @param candidate the run
     * @param baseline what it is held against, then repeats of that; at least one
     * @param forced whether runs are compared that are not alike
     * @return what changed
     * @throws NotComparableException when one of the runs measured nothing, or when they are not alike and it is not forced
     */
    public static Comparison of(RunReport candidate, List<RunReport> baseline, boolean forced) {
        Stream.concat(Stream.of(candidate), baseline.stream()).forEach(RunComparison::requireLatencies);
        List<Unlikeness> unlike = unlike(candidate, baseline);
        if (!forced) {
            requireAlike(candidate, baseline);
        }
        List<LatencyChange> changes = changes(candidate, baseline);
        JointIntervals intervals = intervals(changes);
        ChangeFindings findings = new ChangeFindings(candidate, baseline, intervals);
        List<SignalChange> signals = findings.of(changes);
        return new Comparison(
                Comparison.SCHEMA_VERSION,
                side(candidate),
                baseline.stream().map(RunComparison::side).toList(),
                Conclusion.outcome(signals),
                Conclusion.sentence(signals),
                unlike,
                remarks(candidate, baseline),
                method(changes, baseline.size()),
                signals);
    }

    private static List<Unlikeness> unlike(RunReport candidate, List<RunReport> baseline) {
        return baseline.stream()
                .flatMap(run -> Unlikeness.between(run, candidate).stream())
                .distinct()
                .toList();
    }

    /**
     * Sees to it that latencies of runs mean the same.
     *
     * @param candidate a run
     * @param baseline others
     * @throws NotComparableException when it differs from one of them in what must be equal
     */
    public static void requireAlike(RunReport candidate, List<RunReport> baseline) {
        List<Unlikeness> unlike = unlike(candidate, baseline);
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

    private static List<LatencyChange> changes(RunReport candidate, List<RunReport> baseline) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<LatencyChange> changes = new ArrayList<>();
        for (Signal signal : List.of(Signal.REPLY, Signal.ACK, Signal.EVENT)) {
            for (Basis basis : Basis.values()) {
                LatencyCells before = LatencyCells.of(baseline, signal, basis);
                LatencyCells after = LatencyCells.of(List.of(candidate), signal, basis);
                if (before.samples() > 0 && after.samples() > 0) {
                    changes.add(new LatencyChange(signal, basis, before, after, random.split()));
                }
            }
        }
        return changes;
    }

    private static JointIntervals intervals(List<LatencyChange> changes) {
        double[][] resamples = changes.stream()
                .map(change -> change.resampled(RESAMPLES))
                .flatMap(Arrays::stream)
                .toArray(double[][]::new);
        double[] measured = changes.stream()
                .map(LatencyChange::measured)
                .flatMapToDouble(Arrays::stream)
                .toArray();
        double[] least = changes.stream()
                .map(LatencyChange::leastErrors)
                .flatMapToDouble(Arrays::stream)
                .toArray();
        int blocks = changes.stream().mapToInt(LatencyChange::fewerBlocks).min().orElse(1);
        return new JointIntervals(resamples, measured, least, blocks);
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

    private static List<String> remarks(RunReport candidate, List<RunReport> baseline) {
        List<String> remarks = new ArrayList<>();
        Stream.concat(baseline.stream(), Stream.of(candidate)).forEach(run -> {
            Verdict verdict = run.verdict();
            if (verdict != null && verdict.decision() == Verdict.Decision.INCONCLUSIVE) {
                remarks.add("run " + run.runId() + " is INCONCLUSIVE: " + String.join("; ", verdict.reasons()));
            }
        });
        baseline.stream()
                .flatMap(run -> Unlikeness.remarkable(run, candidate).stream())
                .distinct()
                .map(Unlikeness::toString)
                .forEach(remarks::add);
        return remarks;
    }

    private static Method method(List<LatencyChange> changes, int baselineRuns) {
        LatencyChange first = changes.getFirst();
        String floor = baselineRuns >= NoiseFloor.LEAST_RUNS
                ? "where a further run of the baseline lies in 95 of 100 cases, from its " + baselineRuns + " runs"
                : "assumed: 5 %, or the difference of the baseline's runs if that is more; name "
                        + NoiseFloor.LEAST_RUNS + " or more to have it measured";
        return new Method(
                "circular block bootstrap of the seconds, simultaneous intervals",
                JointIntervals.CONFIDENCE * 100,
                RESAMPLES,
                SEED,
                first.candidate().secondsOfCell(),
                first.blockCells(),
                floor);
    }

    /** Whether an outcome says that the runs differ. */
    static boolean isDifferent(Outcome outcome) {
        return outcome == Outcome.SLOWER || outcome == Outcome.FASTER || outcome == Outcome.MIXED;
    }
}
