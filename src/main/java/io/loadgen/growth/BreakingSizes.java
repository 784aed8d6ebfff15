package io.loadgen.growth;

import io.loadgen.growth.GrowthLaw.BreakingSize;
import io.loadgen.spec.Percentile;
import io.loadgen.spec.Slo.LatencyLimit;
import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * At which sizes percentiles would reach their limits. A percentile is as many times the middle as it was over all sizes, to the 95 %
 * interval of its order statistics; the middle is within the confidence band of its fit. Both bounds together are wider than 95 %.
 *
 * <p>Immutable; any thread.
 */
final class BreakingSizes {
    /** Sizes further away are no longer said. */
    private static final int TIMES_THE_MEASURED = 10;

    private static final double STANDARD_ERRORS = 1.96;

    private final PolynomialFit fit;
    private final double greatest;
    private final double variance;
    private final double quantile;
    private final int fromSize;
    private final double[] timesTheMiddle;

    BreakingSizes(CostSamples samples, double greatest, PolynomialFit fit, double variance, double quantile) {
        this.fit = fit;
        this.greatest = greatest;
        this.variance = variance;
        this.quantile = quantile;
        fromSize = samples.fromSize();
        timesTheMiddle = IntStream.range(0, samples.count())
                .mapToDouble(add -> samples.millis(add) / fit.at(samples.size(add) / greatest))
                .sorted()
                .toArray();
    }

    BreakingSize of(LatencyLimit limit) {
        double share = limit.percentile() / 100;
        double limitMillis = limit.limit().toNanos() / 1e6;
        String percentile = limit.percentileName();
        if (!Percentile.supports(share, timesTheMiddle.length)) {
            String reason = "too few adds for " + percentile;
            return new BreakingSize(percentile, limitMillis, null, null, null, reason);
        }
        double rank = share * timesTheMiddle.length;
        double error = STANDARD_ERRORS * Math.sqrt(rank * (1 - share));
        Integer size = first(at -> middle(at) * times(rank), limitMillis);
        Integer from = first(at -> (middle(at) + band(at)) * times(rank + error), limitMillis);
        Integer to = first(at -> (middle(at) - band(at)) * times(rank - error), limitMillis);
        return new BreakingSize(percentile, limitMillis, size, from, to, size == null ? none() : null);
    }

    private String none() {
        return fit.terms() == 1
                ? "at no size: the cost does not grow"
                : "at no size up to " + TIMES_THE_MEASURED + " times the greatest measured";
    }

    private double middle(int size) {
        return fit.at(size / greatest);
    }

    private double band(int size) {
        return quantile * Math.sqrt(variance * fit.varianceAt(size / greatest));
    }

    private double times(double rank) {
        int index = (int) Math.ceil(rank) - 1;
        return timesTheMiddle[Math.max(0, Math.min(timesTheMiddle.length - 1, index))];
    }

    private @Nullable Integer first(IntToDoubleFunction millis, double limit) {
        OptionalInt found = IntStream.rangeClosed(fromSize, (int) (TIMES_THE_MEASURED * greatest))
                .filter(size -> millis.applyAsDouble(size) >= limit)
                .findFirst();
        return found.isPresent() ? found.getAsInt() : null;
    }
}
