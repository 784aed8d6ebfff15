package io.loadgen.comparison;

import io.loadgen.spec.Percentile;
import java.util.Objects;
import java.util.Optional;

/**
 * One thing that is compared: a percentile of the latencies of a signal, or the share of them that was lost. Percentiles are compared by
 * their logarithms, so that a half and a double are equally far off.
 *
 * @param key of which latencies
 * @param rank the percentile, empty for the share lost
 */
record Figure(SignalBasis key, Optional<Percentile> rank) {
    /** Histograms keep 3 digits. */
    private static final double HALF_BUCKET = 0.0005;

    /** Shares lost that differ by less are called the same: one request in a thousand. */
    private static final double LOSS_FLOOR = 0.001;

    FigureBounds of(SignalTimes times) {
        return rank.map(of -> times.of(of).map(Math::log)).orElseGet(() -> FigureBounds.exactly(times.lostShare()));
    }

    /** Of a run of the series. */
    double of(SeriesFigures.Row row) {
        return rank.map(of ->
                        Math.log((double) Objects.requireNonNull(row.nanos().get(SeriesFigures.key(of)))))
                .orElseGet(() -> (double) row.lost() / row.samples());
    }

    /** Of seconds of a run, each as often as its weight says. */
    double of(MixedQuantiles seconds, int[] weights) {
        return rank.map(of -> Math.log((double) seconds.at(of.share(), weights)))
                .orElseGet(() -> seconds.lostShare(weights));
    }

    /** No run is known better than this: what a histogram resolves, or one request. */
    double leastDeviation(long samples) {
        return rank.isPresent() ? HALF_BUCKET : 1.0 / samples;
    }

    /** A difference up to this is none, whatever the noise. */
    double floor() {
        return rank.isPresent() ? 0 : LOSS_FLOOR;
    }

    /** A difference as a share. */
    double share(double difference) {
        return rank.isPresent() ? Math.expm1(difference) : difference;
    }
}
