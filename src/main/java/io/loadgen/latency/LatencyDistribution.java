package io.loadgen.latency;

import io.loadgen.spec.Percentile;
import java.util.Arrays;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.jspecify.annotations.Nullable;

/**
 * Latencies of one signal: those that were seen to end, those that were not, and how many requests were never sent though their time
 * had come. A loss is no missing sample: it is known to have taken at least as long as it was waited for, and nothing is assumed beyond
 * that. So a quantile is a pair of bounds ({@link Quantile}): the upper one with losses at infinity, the lower one with losses at what
 * they were waited for. A request that was never sent has no wait: at infinity for the upper bound, and faster than all others for the
 * lower one, since it was not the system under test that kept it.
 *
 * <p>The rank of a share of {@code n} samples is {@code ceil(share * n)}. Latencies, and the waits of losses, are exact to {@link #DIGITS}
 * digits and given as the upper edge of that.
 *
 * <p>Immutable by contract: the histograms given to the constructor must not change afterwards. Any thread.
 */
public final class LatencyDistribution {
    /** The longest latency that is told apart from a longer one, nanoseconds: an hour. */
    public static final long HIGHEST_NANOS = 3_600_000_000_000L;

    /** Significant decimal digits kept of each latency. */
    public static final int DIGITS = 3;

    /** Covers the rounding of a share: relative to the number of samples, far below one sample in any run. */
    private static final double ROUNDING = 1e-12;

    private static final double CONFIDENCE = 0.95;

    /** Shared by all that have no losses; as large as it must be to hold nothing. */
    private static final Histogram NONE = new Histogram(DIGITS);

    private final Histogram observed;
    private final Histogram censored;
    private final long unsent;

    /**
     * Takes both histograms over; every request was sent.
     *
     * @param observed latencies that were seen to end, nanoseconds
     * @param censored times waited for signals that did not come, nanoseconds
     */
    public LatencyDistribution(Histogram observed, Histogram censored) {
        this(observed, censored, 0);
    }

    /**
     * Takes both histograms over.
     *
     * @param observed latencies that were seen to end, nanoseconds
     * @param censored times waited for signals that did not come, nanoseconds
     * @param unsent requests whose time had come and that were never sent
     */
    public LatencyDistribution(Histogram observed, Histogram censored, long unsent) {
        this.observed = observed;
        this.censored = censored;
        this.unsent = unsent;
    }

    /**
     * Latencies that all were seen to end.
     *
     * @param observed latencies, nanoseconds; taken over
     * @return a distribution without losses
     */
    public static LatencyDistribution observed(Histogram observed) {
        return new LatencyDistribution(observed, NONE);
    }

    /** An empty histogram of the range and precision used throughout: 1 ns to 10 minutes, 3 digits, about 250 KiB. */
    public static Histogram newHistogram() {
        return new Histogram(1, HIGHEST_NANOS, DIGITS);
    }

    /** A latency as it can be recorded: longer ones than {@link #HIGHEST_NANOS} are recorded as that. */
    public static long inRange(long nanos) {
        return Math.max(0, Math.min(nanos, HIGHEST_NANOS));
    }

    /** A distribution of nothing. */
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
        return new LatencyDistribution(observedSum, censoredSum, unsent + other.unsent);
    }

    /**
     * The same latencies among more requests.
     *
     * @param requests how many more were never sent though their time had come
     * @return a distribution that shares its histograms with this one
     */
    public LatencyDistribution withUnsent(long requests) {
        return new LatencyDistribution(observed, censored, unsent + requests);
    }

    /** All samples: those observed, censored and never sent. */
    public long count() {
        return observed.getTotalCount() + censored.getTotalCount() + unsent;
    }

    /**
     * Samples that were seen to end later than a time.
     *
     * @param nanos the time
     * @return how many, to the digits that are kept
     */
    public long countAbove(long nanos) {
        return observed.getTotalCount() - observed.getCountBetweenValues(0, nanos);
    }

    /** Requests that were never sent though their time had come. */
    public long unsentCount() {
        return unsent;
    }

    /** Sent requests that were not seen to end. */
    public long censoredCount() {
        return censored.getTotalCount();
    }

    /** The longest latency that was seen to end: nanoseconds, 0 when there is none. */
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

    /** The latencies that were seen to end: a copy. */
    public Histogram observed() {
        return observed.copy();
    }

    /** The times waited in vain: a copy. */
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
     * Whether there are samples enough for a percentile: one at least beyond it. With fewer it would be the maximum by another name.
     *
     * @param share the share of samples at or below it
     * @return true when {@code n (1 - share)} is 1 or more
     */
    public boolean supports(double share) {
        return Percentile.supports(share, count());
    }

    /** The samples in order, laid out once for many questions: quantiles and their intervals. */
    public Ranks ranks() {
        return new Ranks();
    }

    /**
     * One quantile; for several {@link #ranks()} costs less.
     *
     * @param share the share of samples at or below it, above 0, at most 1
     * @return its bounds
     */
    public Quantile quantile(double share) {
        return ranks().quantile(share);
    }

    /** What the ranks of samples tell. Holds as many numbers as there are different latencies. One thread at a time. */
    public final class Ranks {
        private @Nullable Steps upper;
        private @Nullable Steps lower;

        /**
         * The latency of a rank, whether or not there are samples enough for it.
         *
         * @param share the share of samples at or below it, above 0, at most 1
         * @return its bounds; 0 and unbounded when there are no samples
         */
        public Quantile quantile(double share) {
            requireShare(share);
            if (observed.getTotalCount() == count() && count() > 0) {
                long nanos = observed.getValueAtPercentile(share * 100);
                return new Quantile(share, nanos, nanos);
            }
            long rank = Math.max(1, (long) Math.ceil(share * count() - ROUNDING * count()));
            return new Quantile(share, lowerAt(rank), upperAt(rank));
        }

        /**
         * Where the quantile of all requests like these lies in 95 of 100 cases, whatever their distribution: between two order
         * statistics whose ranks follow from the binomial distribution (David and Nagaraja, Order Statistics, 2003, section 7.1). Takes
         * requests as independent, which neighbours in time are not quite.
         *
         * @param share the share of samples at or below it, above 0, below 1
         * @return from the lower bound of the lower rank to the upper bound of the upper one; from 0, or unbounded, where no rank is low
         *     or high enough
         */
        public Quantile interval(double share) {
            requireShare(share);
            long samples = count();
            if (samples == 0) {
                return new Quantile(share, 0, Quantile.UNBOUNDED);
            }
            // The library counts in ints; beyond them ranks are those of as many samples as it can count, scaled.
            double scale = Math.max(1, (double) samples / Integer.MAX_VALUE);
            BinomialDistribution ranks = BinomialDistribution.of((int) (samples / scale), share);
            long low = (long) (ranks.inverseCumulativeProbability((1 - CONFIDENCE) / 2) * scale);
            long high = (long) ((ranks.inverseCumulativeProbability((1 + CONFIDENCE) / 2) + 1) * scale);
            return new Quantile(share, lowerAt(low), high > samples ? Quantile.UNBOUNDED : upperAt(high));
        }

        private long upperAt(long rank) {
            Steps endings = endings();
            return rank > endings.samples() ? Quantile.UNBOUNDED : endings.valueOf(rank);
        }

        /** Requests that were never sent come first, at 0. */
        private long lowerAt(long rank) {
            Steps all = lower;
            if (all == null) {
                all = censored.getTotalCount() == 0 ? endings() : endings().with(Steps.of(censored, Long.MAX_VALUE));
                lower = all;
            }
            return rank <= unsent ? 0 : all.valueOf(Math.min(rank - unsent, all.samples()));
        }

        /** Not before it is needed: of a distribution without losses quantiles need none. */
        private Steps endings() {
            Steps known = upper;
            if (known == null) {
                known = Steps.of(observed, observed.getMaxValue());
                upper = known;
            }
            return known;
        }
    }

    private static void requireShare(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be above 0 and at most 1, was " + share);
        }
    }

    /** Latencies that occur, upwards, each with the number of samples up to it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Steps(long[] values, long[] upTo) {
        private static final int FEW = 64;

        /** Those of a histogram, by the upper edges of its buckets, none above {@code greatest}. */
        static Steps of(Histogram histogram, long greatest) {
            long[] values = new long[FEW];
            long[] upTo = new long[FEW];
            int size = 0;
            for (HistogramIterationValue step : histogram.recordedValues()) {
                if (size == values.length) {
                    values = Arrays.copyOf(values, 2 * size);
                    upTo = Arrays.copyOf(upTo, 2 * size);
                }
                values[size] = Math.min(step.getValueIteratedTo(), greatest);
                upTo[size++] = step.getTotalCountToThisValue();
            }
            return new Steps(Arrays.copyOf(values, size), Arrays.copyOf(upTo, size));
        }

        /** Both in one order. */
        Steps with(Steps other) {
            int size = values.length + other.values.length;
            long[] merged = new long[size];
            long[] mergedUpTo = new long[size];
            for (int at = 0, mine = 0, its = 0; at < size; at++) {
                boolean takesIts =
                        mine == values.length || (its < other.values.length && other.values[its] < values[mine]);
                merged[at] = takesIts ? other.values[its++] : values[mine++];
                mergedUpTo[at] = (mine == 0 ? 0 : upTo[mine - 1]) + (its == 0 ? 0 : other.upTo[its - 1]);
            }
            return new Steps(merged, mergedUpTo);
        }

        long samples() {
            return upTo.length == 0 ? 0 : upTo[upTo.length - 1];
        }

        /** The latency of the sample of a rank; 0 of one below the first, or where there is none. */
        long valueOf(long rank) {
            if (rank < 1 || rank > samples()) {
                return 0;
            }
            int found = Arrays.binarySearch(upTo, rank);
            return values[found >= 0 ? found : -found - 1];
        }
    }

    /**
     * The latency at or below which a share of all samples lies, as far as the samples tell: it is at least {@code lowerNanos} and at most
     * {@code upperNanos}. Both agree unless losses, of which only the wait is known, take part in the rank.
     *
     * @param share the share, above 0, at most 1
     * @param lowerNanos the latency if every loss had come at the very end of its wait, nanoseconds
     * @param upperNanos the latency if no loss had ever come, nanoseconds; {@link #UNBOUNDED} where the rank falls among losses then
     */
    public record Quantile(double share, long lowerNanos, long upperNanos) {
        /** In place of an upper bound where there is none. */
        public static final long UNBOUNDED = Long.MAX_VALUE;

        /** Whether the latency may be of any length above the lower bound: true where there is no upper bound. */
        public boolean isUnbounded() {
            return upperNanos == UNBOUNDED;
        }

        /** Whether the latency is known: true where both bounds agree. */
        public boolean isExact() {
            return lowerNanos == upperNanos;
        }
    }
}
