package io.loadgen.comparison;

import io.loadgen.comparison.Comparison.Outcome;
import io.loadgen.spec.Percentile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What changed from a baseline to a candidate, in numbers: the difference of each figure that all runs have, and the level at which a
 * single one is to be tested for all intervals of its signal and basis to hold at once in 95 of 100 cases.
 *
 * <p>The same runs give the same answer. Immutable; any thread.
 */
final class Changes {
    static final int RESAMPLES = 500;
    static final long SEED = 42;

    /** Fewer seconds, or cells of a long run, do not tell how they vary. */
    private static final int LEAST_CELLS = 10;

    private final List<ComparedLatencies> runs;
    private final List<SignalBasis> keys;
    private final RunDesign design;
    private final List<Figure> judged;
    private final Map<Figure, RunDifference> differences = new HashMap<>();
    private final Map<SignalBasis, JointLevel> levels = new HashMap<>();
    private final int blockCells;

    /**
     * Compares.
     *
     * @param baseline its runs, at least one
     * @param candidate its runs, at least one
     * @param series further runs like these
     */
    Changes(List<ComparedLatencies> baseline, List<ComparedLatencies> candidate, List<SeriesFigures> series) {
        runs = Stream.concat(baseline.stream(), candidate.stream()).toList();
        keys = baseline.getFirst().times().stream()
                .map(SignalTimes::key)
                .filter(key -> runs.stream().allMatch(run -> run.times(key).isPresent()))
                .toList();
        List<SeriesFigures> like = series.stream()
                .filter(run -> keys.stream().allMatch(key -> run.row(key).isPresent()))
                .toList();
        design = RunDesign.of(baseline, candidate, like.size());
        judged = figures().filter(this::isToldByAll).toList();
        SecondsResampling resampling = new SecondsResampling(baseline, keys, new SplittableRandom(SEED));
        blockCells = resampling.blockCells();
        double[][] strays = resampling.strays(judged, RESAMPLES);
        keys.forEach(key -> levels.put(key, new JointLevel(ofTable(key, strays))));
        figures()
                .forEach(figure -> differences.put(
                        figure,
                        new RunDifference(
                                values(baseline, figure),
                                values(candidate, figure),
                                like.stream()
                                        .mapToDouble(run ->
                                                figure.of(run.row(figure.key()).orElseThrow()))
                                        .toArray(),
                                design,
                                leastVariance(figure, baseline, strays))));
    }

    /** Every percentile, and the share lost, of all keys. */
    Stream<Figure> figures() {
        return keys.stream()
                .flatMap(key -> Stream.concat(
                                Percentile.USUAL.stream().map(Optional::of), Stream.of(Optional.<Percentile>empty()))
                        .map(rank -> new Figure(key, rank)));
    }

    private double[][] ofTable(SignalBasis key, double[][] strays) {
        return IntStream.range(0, strays.length)
                .filter(place -> judged.get(place).key().equals(key))
                .mapToObj(place -> strays[place])
                .toArray(double[][]::new);
    }

    private static SignalTimes times(ComparedLatencies run, Figure figure) {
        return run.times(figure.key()).orElseThrow();
    }

    private static List<FigureBounds> values(List<ComparedLatencies> runs, Figure figure) {
        return runs.stream().map(run -> figure.of(times(run, figure))).toList();
    }

    private boolean isToldByAll(Figure figure) {
        return runs.stream()
                .allMatch(run -> run.cells() >= LEAST_CELLS
                        && figure.rank().stream()
                                .allMatch(rank -> SignalTimes.tells(
                                        rank, times(run, figure).samples())));
    }

    /** Runs cannot lie nearer to each other than their seconds make them, nor than can be told apart. */
    private double leastVariance(Figure figure, List<ComparedLatencies> baseline, double[][] strays) {
        long samples = baseline.stream()
                .mapToLong(run -> times(run, figure).samples())
                .min()
                .orElseThrow();
        double least = figure.leastDeviation(samples);
        int place = judged.indexOf(figure);
        double strayed = place < 0 ? 0 : JointLevel.deviation(strays[place]);
        return Math.max(least * least, strayed * strayed * baseline.size());
    }

    /** How many seconds a cell has in the first run of the baseline. */
    long secondsOfCell() {
        return runs.getFirst().seconds(keys.getFirst()).secondsOfCell();
    }

    /** What was compared, in the order of the report. */
    List<SignalBasis> keys() {
        return keys;
    }

    RunDesign design() {
        return design;
    }

    /** Whether there are seconds and samples enough to say anything of the figure. */
    boolean isJudged(Figure figure) {
        return judged.contains(figure);
    }

    /** What the interval of a figure says. */
    Outcome outcome(Figure figure) {
        if (!isJudged(figure)) {
            return Outcome.NOT_JUDGED;
        }
        if (design.degrees() == 0) {
            return Outcome.CANNOT_TELL;
        }
        RunDifference difference = of(figure);
        double low = difference.low(level(figure));
        double high = difference.high(level(figure));
        if (Double.isInfinite(low) && Double.isInfinite(high)) {
            return Outcome.NOT_JUDGED;
        }
        if (low > figure.floor()) {
            return Outcome.SLOWER;
        }
        if (high < -figure.floor()) {
            return Outcome.FASTER;
        }
        double alike = Math.max(figure.floor(), difference.noise());
        return low >= -alike && high <= alike ? Outcome.SAME : Outcome.UNCERTAIN;
    }

    RunDifference of(Figure figure) {
        return Objects.requireNonNull(differences.get(figure));
    }

    /** At which a single figure is tested, for all of its table to hold at once. */
    double level(Figure figure) {
        return Objects.requireNonNull(levels.get(figure.key())).ofOne();
    }

    int blockCells() {
        return blockCells;
    }
}
