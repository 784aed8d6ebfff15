package io.loadgen.measurement;

import java.util.Iterator;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.jspecify.annotations.Nullable;

/**
 * Latencies of one signal, those that were seen to end and those that were not. A loss is no missing sample but one that is
 * known to be <em>at least</em> as long as the time it was given (right-censored), so a hung system cannot improve a
 * percentile by losing its slowest requests.
 *
 * <p>Percentiles come from the product-limit estimate of Kaplan and Meier (J. Amer. Statist. Assoc. 53, 1958): with
 * {@code n} samples at risk just before a latency at which {@code d} ended, the share still open is multiplied by
 * {@code (n - d) / n}; censored samples leave the risk set after their time. Without censored samples, or with all of them
 * censored later than every observed one, this is the ordinary percentile. Latencies, bounds among them, are exact to
 * {@link #DIGITS} digits and given as the upper edge of that.
 *
 * <p>Immutable by contract: the histograms given to the constructor must not change afterwards. Any thread.
 */
public final class LatencyDistribution {
    /** The longest latency that is told apart from a longer one, nanoseconds: 10 minutes. */
    public static final long HIGHEST_NANOS = 600_000_000_000L;

    /** Significant decimal digits kept of each latency. */
    public static final int DIGITS = 3;

    /** Covers rounding in the product of shares, far below one sample in any run. */
    private static final double ROUNDING = 1e-12;

    private final Histogram observed;
    private final Histogram censored;

    /**
     * Takes both histograms over.
     *
     * @param observed latencies that were seen to end, nanoseconds
     * @param censored times waited for signals that did not come, nanoseconds
     */
    public LatencyDistribution(Histogram observed, Histogram censored) {
        this.observed = observed;
        this.censored = censored;
    }

    /**
     * An empty histogram of the range and precision used throughout.
     *
     * @return 1 ns to 10 minutes, 3 digits, about 250 KiB
     */
    public static Histogram newHistogram() {
        return new Histogram(1, HIGHEST_NANOS, DIGITS);
    }

    /** A latency as it can be recorded: longer ones than {@link #HIGHEST_NANOS} are recorded as that. */
    static long inRange(long nanos) {
        return Math.max(0, Math.min(nanos, HIGHEST_NANOS));
    }

    /**
     * A distribution of nothing.
     *
     * @return an empty one
     */
    public static LatencyDistribution empty() {
        return new LatencyDistribution(newHistogram(), newHistogram());
    }

    /**
     * Both together, exactly.
     *
     * @param other more samples of the same signal
     * @return a new distribution
     */
    public LatencyDistribution plus(LatencyDistribution other) {
        Histogram observedSum = observed.copy();
        observedSum.add(other.observed);
        Histogram censoredSum = censored.copy();
        censoredSum.add(other.censored);
        return new LatencyDistribution(observedSum, censoredSum);
    }

    /**
     * All samples.
     *
     * @return observed and censored ones
     */
    public long count() {
        return observed.getTotalCount() + censored.getTotalCount();
    }

    /**
     * Samples that were not seen to end.
     *
     * @return how many
     */
    public long censoredCount() {
        return censored.getTotalCount();
    }

    /**
     * The longest latency that was seen to end.
     *
     * @return nanoseconds, 0 when there is none
     */
    public long maxNanos() {
        return observed.getTotalCount() == 0 ? 0 : observed.getMaxValue();
    }

    /**
     * The mean of the latencies that were seen to end. With censored samples the true mean is larger.
     *
     * @return nanoseconds, 0 when there is none
     */
    public double meanNanos() {
        return observed.getTotalCount() == 0 ? 0 : observed.getMean();
    }

    /**
     * The latencies that were seen to end.
     *
     * @return a copy
     */
    public Histogram observed() {
        return observed.copy();
    }

    /**
     * The times waited in vain.
     *
     * @return a copy
     */
    public Histogram censored() {
        return censored.copy();
    }

    @Nullable
    String encodeObserved() {
        return CompressedLatencies.encode(observed);
    }

    @Nullable
    String encodeCensored() {
        return CompressedLatencies.encode(censored);
    }

    /**
     * The latency of a rank.
     *
     * @param share the share of samples at or below it, above 0, at most 1
     * @return the latency; 0 when there are no samples
     */
    public Quantile quantile(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be above 0 and at most 1, was " + share);
        }
        if (count() == 0) {
            return new Quantile(share, 0, false);
        }
        return productLimit(share);
    }

    private Quantile productLimit(double share) {
        Steps endings = new Steps(observed);
        Steps losses = new Steps(censored);
        double openAtMark = 1;
        long riskAtMark = count();
        long risk = riskAtMark;
        double wanted = 1 - share + ROUNDING;
        while (endings.present()) {
            while (losses.present() && losses.value() < endings.value()) {
                // Between two losses the factors telescope to one exact division; a loss ends that stretch.
                openAtMark *= (double) risk / riskAtMark;
                risk -= losses.count();
                riskAtMark = risk;
                losses.next();
            }
            risk -= endings.count();
            if (openAtMark * risk / riskAtMark <= wanted) {
                return new Quantile(share, Math.min(endings.value(), observed.getMaxValue()), false);
            }
            endings.next();
        }
        return new Quantile(share, Math.max(maxNanos(), censored.getMaxValue()), true);
    }

    /** A histogram's non-empty buckets, upwards. */
    private static final class Steps {
        private final Iterator<HistogramIterationValue> values;
        private @Nullable HistogramIterationValue current;

        Steps(Histogram histogram) {
            values = histogram.recordedValues().iterator();
            next();
        }

        boolean present() {
            return current != null;
        }

        void next() {
            current = values.hasNext() ? values.next() : null;
        }

        long value() {
            return current == null ? Long.MAX_VALUE : current.getValueIteratedTo();
        }

        long count() {
            return current == null ? 0 : current.getCountAddedInThisIterationStep();
        }
    }
}
