package io.loadgen.comparison;

import io.loadgen.latency.LatencyDistribution;
import io.loadgen.spec.Basis;
import io.loadgen.spec.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;

/**
 * Runs of one build as they are compared, drawn by chance: lognormal latencies about a median that differs from run to run, and
 * wanders within a run from second to second (AR(1)). Where medians differ from run to run, so do tails.
 */
final class SimulatedRuns {
    static final SignalBasis KEY = new SignalBasis(Signal.EVENT, Basis.RESPONSE);
    private static final int SECONDS = 50;
    private static final int PER_SECOND = 40;
    private static final double SIGMA = 0.25;
    private static final double WANDER = 0.05;

    /** In units of 10 us, so that histograms are small. */
    private static final double MEDIAN = 2_000;

    private static final LatencyCells COUNTED_ONLY = LatencyCells.ofSeconds(Collections.nCopies(SECONDS, new long[0]));

    /** That nothing is recorded in: what it would keep of a latency. */
    private static final Histogram RESOLUTION = new Histogram(LatencyDistribution.DIGITS);

    private final SplittableRandom random;
    private final double betweenRuns;
    private final double autocorrelation;

    /**
     * Prepares.
     *
     * @param seed of all that is drawn
     * @param spread the standard deviation between runs, as a share of the median
     * @param autocorrelation of neighbouring seconds
     */
    SimulatedRuns(long seed, double spread, double autocorrelation) {
        random = new SplittableRandom(seed);
        // That of the logarithm of a lognormal variable.
        betweenRuns = Math.sqrt(Math.log((1 + Math.sqrt(1 + 4 * spread * spread)) / 2));
        this.autocorrelation = autocorrelation;
    }

    /**
     * Draws a run.
     *
     * @param place in the order of time
     * @param slowness how many times slower than the others the build is
     * @param ofBaseline whether its single seconds are looked at
     */
    private ComparedLatencies run(int place, double slowness, boolean ofBaseline) {
        List<long[]> seconds = new ArrayList<>();
        Histogram sum = new Histogram(LatencyDistribution.DIGITS);
        double median = MEDIAN * slowness * Math.exp(betweenRuns * random.nextGaussian());
        double sigma = SIGMA * Math.exp(betweenRuns / 2 * random.nextGaussian());
        double wander = random.nextGaussian();
        for (int second = 0; second < SECONDS; second++) {
            long[] latencies = new long[PER_SECOND];
            for (int request = 0; request < PER_SECOND; request++) {
                latencies[request] = Math.round(median * Math.exp(WANDER * wander + sigma * random.nextGaussian()));
                sum.recordValue(latencies[request]);
            }
            if (ofBaseline) {
                seconds.add(kept(latencies));
            }
            wander =
                    autocorrelation * wander + Math.sqrt(1 - autocorrelation * autocorrelation) * random.nextGaussian();
        }
        LatencyDistribution times = LatencyDistribution.observed(sum);
        return new ComparedLatencies(
                Instant.EPOCH.plusSeconds(100L * place),
                List.of(SignalTimes.of(KEY, times)),
                Map.of(KEY, ofBaseline ? LatencyCells.ofSeconds(seconds) : COUNTED_ONLY));
    }

    /** Latencies as a histogram keeps them, rising. */
    static long[] kept(long[] latencies) {
        return LongStream.of(latencies)
                .map(RESOLUTION::highestEquivalentValue)
                .sorted()
                .toArray();
    }

    /** Other runs of the series, of the same build. */
    private List<SeriesFigures> series(int runs) {
        List<SeriesFigures> series = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            series.add(new SeriesFigures(
                    "simulated",
                    run(run, 1, false).times().stream()
                            .map(SeriesFigures.Row::of)
                            .toList()));
        }
        return series;
    }

    /** Runs of both sides in an order such as {@code ABBA}, those of B slower. */
    Changes changes(String order, double slowness, int seriesRuns) {
        List<ComparedLatencies> baseline = new ArrayList<>();
        List<ComparedLatencies> candidate = new ArrayList<>();
        List<SeriesFigures> series = series(seriesRuns);
        for (int place = 0; place < order.length(); place++) {
            boolean isBaseline = order.charAt(place) == 'A';
            (isBaseline ? baseline : candidate).add(run(place, isBaseline ? 1 : slowness, isBaseline));
        }
        return new Changes(baseline, candidate, series);
    }
}
