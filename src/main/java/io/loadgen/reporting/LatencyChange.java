package io.loadgen.reporting;

import io.loadgen.measurement.Basis;
import io.loadgen.measurement.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How the latencies of one signal changed from a baseline to a candidate, and how they would have in each of many resamples of
 * the seconds of both. Percentiles are compared by the logarithm of their ratio, so that a half and a double are equally far off.
 *
 * <p>Immutable; any thread.
 */
final class LatencyChange {
    /** Fewer samples beyond a percentile do not tell where it is. */
    static final int LEAST_BEYOND = 20;

    /** Fewer seconds, or cells of a long run, do not tell how they vary. */
    static final int LEAST_CELLS = 10;

    /** Histograms keep 3 digits. */
    private static final double HALF_BUCKET = 0.0005;

    /** A percentile that is compared. */
    record Rank(String name, double share) {}

    static final List<Rank> RANKS = List.of(
            new Rank("p50", 0.5),
            new Rank("p75", 0.75),
            new Rank("p90", 0.9),
            new Rank("p95", 0.95),
            new Rank("p99", 0.99),
            new Rank("p99.9", 0.999));

    private final Signal signal;
    private final Basis basis;
    private final LatencyCells baseline;
    private final LatencyCells candidate;
    private final MixedQuantiles baselineTimes;
    private final MixedQuantiles candidateTimes;
    private final BlockResampling baselineBlocks;
    private final BlockResampling candidateBlocks;

    LatencyChange(Signal signal, Basis basis, LatencyCells baseline, LatencyCells candidate, SplittableRandom random) {
        this.signal = signal;
        this.basis = basis;
        this.baseline = baseline;
        this.candidate = candidate;
        long[] scale = baseline.scaleWith(candidate);
        baselineTimes = new MixedQuantiles(baseline, scale);
        candidateTimes = new MixedQuantiles(candidate, scale);
        baselineBlocks = new BlockResampling(random, baseline.count());
        candidateBlocks = new BlockResampling(random, candidate.count());
    }

    Signal signal() {
        return signal;
    }

    Basis basis() {
        return basis;
    }

    LatencyCells baseline() {
        return baseline;
    }

    LatencyCells candidate() {
        return candidate;
    }

    int blockCells() {
        return candidateBlocks.blockCells();
    }

    int fewerBlocks() {
        return Math.min(baselineBlocks.blocks(), candidateBlocks.blocks());
    }

    /** Percentiles that both sides have samples enough for. */
    List<Rank> judged() {
        boolean longEnough = Math.min(baseline.count(), candidate.count()) >= LEAST_CELLS;
        double fewer = Math.min(baseline.samples(), candidate.samples());
        return RANKS.stream()
                .filter(rank -> longEnough && fewer * (1 - rank.share()) >= LEAST_BEYOND - 1e-6)
                .toList();
    }

    boolean hasLosses() {
        return baseline.lost() + candidate.lost() > 0 && Math.min(baseline.count(), candidate.count()) >= LEAST_CELLS;
    }

    /** The logarithm of the ratio of a percentile, candidate to baseline. */
    double logRatio(double share) {
        return logRatio(share, baselineBlocks.asMeasured(), candidateBlocks.asMeasured());
    }

    private double logRatio(double share, int[] weights, int[] candidateWeights) {
        return Math.log((double) candidateTimes.at(share, candidateWeights) / baselineTimes.at(share, weights));
    }

    /** The same of every judged percentile in each resample, then the difference of the shares lost: {@code [figure][resample]}. */
    double[][] resampled(int resamples) {
        List<Rank> ranks = judged();
        double[][] figures = new double[ranks.size() + (hasLosses() ? 1 : 0)][resamples];
        for (int resample = 0; resample < resamples; resample++) {
            int[] weights = baselineBlocks.draw();
            int[] candidateWeights = candidateBlocks.draw();
            for (int rank = 0; rank < ranks.size(); rank++) {
                figures[rank][resample] = logRatio(ranks.get(rank).share(), weights, candidateWeights);
            }
            if (hasLosses()) {
                figures[ranks.size()][resample] = candidateTimes.share(candidate.lostByCell(), candidateWeights)
                        - baselineTimes.share(baseline.lostByCell(), weights);
            }
        }
        return figures;
    }

    /** The figures as measured, in the order of {@link #resampled}. */
    double[] measured() {
        List<Double> figures = new ArrayList<>();
        judged().forEach(rank -> figures.add(logRatio(rank.share())));
        if (hasLosses()) {
            figures.add(share(candidate) - share(baseline));
        }
        return IntStream.range(0, figures.size()).mapToDouble(figures::get).toArray();
    }

    /** What the histograms cannot resolve, of each figure: half a bucket of a percentile, next to nothing of a share. */
    double[] leastErrors() {
        double[] least = new double[judged().size() + (hasLosses() ? 1 : 0)];
        Arrays.fill(least, HALF_BUCKET);
        if (hasLosses()) {
            least[least.length - 1] = 1e-9;
        }
        return least;
    }

    private static double share(LatencyCells cells) {
        return (double) cells.lost() / cells.samples();
    }

    double cliffsDelta() {
        return baselineTimes.cliffsDelta(candidateTimes, baselineBlocks.asMeasured(), candidateBlocks.asMeasured());
    }
}
