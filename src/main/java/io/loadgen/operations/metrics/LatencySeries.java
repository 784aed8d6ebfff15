package io.loadgen.operations.metrics;

import io.loadgen.latency.LatencyDistribution;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import java.util.Arrays;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/** One combination of labels of a latency histogram. Any thread. */
final class LatencySeries {
    /** Bucket bounds grow by the 8th root of 2, so a quantile is off by at most 4.5 %. */
    private static final int NATIVE_SCHEMA = 3;

    private static final int BUCKETS_PER_DOUBLING = 1 << NATIVE_SCHEMA;

    /** Below it latencies are told as zero, and the number of buckets is bounded: 1 us. */
    private static final double ZERO_THRESHOLD_SECONDS = 1e-6;

    private static final int LOWEST_INDEX = nativeIndex(ZERO_THRESHOLD_SECONDS);

    /** The greatest latency that is measured is 10 min. */
    private static final int HIGHEST_INDEX = nativeIndex(1200);

    private static final double[] BOUNDS_SECONDS = {
        0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, Double.POSITIVE_INFINITY
    };
    private static final long[] BOUNDS_NANOS = Arrays.stream(BOUNDS_SECONDS)
            .mapToLong(seconds -> (long) Math.min(seconds * 1e9, Long.MAX_VALUE))
            .toArray();

    private final long[] classicCounts = new long[BOUNDS_NANOS.length];
    private final long[] nativeCounts = new long[HIGHEST_INDEX - LOWEST_INDEX + 1];
    private long nativeZeros;
    private double sumSeconds;

    /** What did not come is above every bound, its wait in the sum: a quantile that falls among losses is told as the greatest bound. */
    synchronized void add(LatencyDistribution interval) {
        add(interval.observed());
        long lost = interval.censoredCount() + interval.unsentCount();
        if (lost > 0) {
            classicCounts[classicCounts.length - 1] += lost;
            nativeCounts[nativeCounts.length - 1] += lost;
            sumSeconds += interval.censored().getMean() * interval.censoredCount() / 1e9;
        }
    }

    private void add(Histogram interval) {
        for (HistogramIterationValue step : interval.recordedValues()) {
            long nanos = interval.medianEquivalentValue(step.getValueIteratedTo());
            long count = step.getCountAddedInThisIterationStep();
            double seconds = nanos / 1e9;
            classicCounts[classicBucket(nanos)] += count;
            if (seconds <= ZERO_THRESHOLD_SECONDS) {
                nativeZeros += count;
            } else {
                nativeCounts[Math.min(nativeIndex(seconds), HIGHEST_INDEX) - LOWEST_INDEX] += count;
            }
            sumSeconds += seconds * count;
        }
    }

    synchronized HistogramDataPointSnapshot read(Labels labels) {
        return HistogramDataPointSnapshot.builder()
                .labels(labels)
                .classicHistogramBuckets(ClassicHistogramBuckets.of(BOUNDS_SECONDS, classicCounts))
                .nativeSchema(NATIVE_SCHEMA)
                .nativeZeroThreshold(ZERO_THRESHOLD_SECONDS)
                .nativeZeroCount(nativeZeros)
                .nativeBucketsForPositiveValues(nativeBuckets())
                .sum(sumSeconds)
                .build();
    }

    private NativeHistogramBuckets nativeBuckets() {
        NativeHistogramBuckets.Builder buckets = NativeHistogramBuckets.builder();
        for (int i = 0; i < nativeCounts.length; i++) {
            if (nativeCounts[i] > 0) {
                buckets.bucket(LOWEST_INDEX + i, nativeCounts[i]);
            }
        }
        return buckets.build();
    }

    private static int classicBucket(long nanos) {
        int bucket = 0;
        while (nanos > BOUNDS_NANOS[bucket]) {
            bucket++;
        }
        return bucket;
    }

    /** Bucket i of schema s holds what is above 2^((i-1)/2^s) and at most 2^(i/2^s). Source: Prometheus, native histograms. */
    private static int nativeIndex(double seconds) {
        return (int) Math.ceil(Math.log(seconds) / Math.log(2) * BUCKETS_PER_DOUBLING);
    }
}
