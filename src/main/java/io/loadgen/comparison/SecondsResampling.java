package io.loadgen.comparison;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Draws the seconds of every run of a side again, in blocks: one draw serves all figures, so that those that move together are seen to.
 * Runs themselves are not drawn: of as few as there are, Student's t tells the spread, and a draw would understate it. The candidate is
 * not drawn either: nothing that it does may widen an interval.
 *
 * <p>One thread at a time.
 */
final class SecondsResampling {
    private final List<BlockResampling> blocks = new ArrayList<>();
    private final List<Map<SignalBasis, MixedQuantiles>> quantiles = new ArrayList<>();
    private int longestBlock;

    SecondsResampling(List<ComparedLatencies> runs, List<SignalBasis> keys, SplittableRandom random) {
        for (ComparedLatencies run : runs) {
            int blockCells = keys.stream()
                    .mapToInt(key -> BlockLength.of(run.seconds(key).means()))
                    .max()
                    .orElse(1);
            longestBlock = Math.max(longestBlock, blockCells);
            blocks.add(new BlockResampling(random, run.cells(), blockCells));
            Map<SignalBasis, MixedQuantiles> times = new HashMap<>();
            keys.forEach(key -> times.put(key, new MixedQuantiles(run.seconds(key))));
            quantiles.add(times);
        }
    }

    /** The longest block of any run. */
    int blockCells() {
        return longestBlock;
    }

    /** How far the mean of the runs strays from what was measured: {@code [figure][resample]}. */
    double[][] strays(List<Figure> figures, int resamples) {
        MixedQuantiles[][] times = times(figures);
        double[] measured = means(figures, times, false);
        double[][] strays = new double[figures.size()][resamples];
        for (int resample = 0; resample < resamples; resample++) {
            double[] drawn = means(figures, times, true);
            for (int figure = 0; figure < drawn.length; figure++) {
                strays[figure][resample] = drawn[figure] - measured[figure];
            }
        }
        return strays;
    }

    /** {@code [run][figure]}: looked up once, and not in every resample. */
    private MixedQuantiles[][] times(List<Figure> figures) {
        return quantiles.stream()
                .map(run -> figures.stream().map(figure -> times(run, figure)).toArray(MixedQuantiles[]::new))
                .toArray(MixedQuantiles[][]::new);
    }

    private static MixedQuantiles times(Map<SignalBasis, MixedQuantiles> run, Figure figure) {
        MixedQuantiles times = run.get(figure.key());
        if (times == null) {
            throw new IllegalArgumentException("no latencies of " + figure.key());
        }
        return times;
    }

    private double[] means(List<Figure> figures, MixedQuantiles[][] times, boolean drawn) {
        double[] means = new double[figures.size()];
        for (int run = 0; run < blocks.size(); run++) {
            int[] weights = drawn ? blocks.get(run).draw() : blocks.get(run).asMeasured();
            for (int figure = 0; figure < means.length; figure++) {
                means[figure] += figures.get(figure).of(times[run][figure], weights) / blocks.size();
            }
        }
        return means;
    }
}
