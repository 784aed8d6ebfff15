package io.loadgen.operations;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * Latencies of one signal as a Prometheus histogram, filled from finished interval histograms in place of single latencies:
 * what it costs does not grow with the rate.
 *
 * <p>Any thread; adding and reading one series exclude each other for microseconds.
 */
final class LatencyHistograms implements Collector {
    private static final double[] BOUNDS_SECONDS = {
        0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, Double.POSITIVE_INFINITY
    };
    private static final long[] BOUNDS_NANOS = Arrays.stream(BOUNDS_SECONDS)
            .mapToLong(seconds -> (long) Math.min(seconds * 1e9, Long.MAX_VALUE))
            .toArray();

    private final String name;
    private final String help;
    private final Map<Labels, Series> series = new ConcurrentHashMap<>();

    LatencyHistograms(String name, String help) {
        this.name = name;
        this.help = help;
    }

    /**
     * Adds the latencies of an interval.
     *
     * @param preset the value of the label {@code preset}
     * @param inject the value of the label {@code inject}
     * @param interval latencies, nanoseconds; only read
     */
    void add(String preset, String inject, Histogram interval) {
        series.computeIfAbsent(Labels.of("preset", preset, "inject", inject), labels -> new Series())
                .add(interval);
    }

    @Override
    public HistogramSnapshot collect() {
        HistogramSnapshot.Builder snapshot =
                HistogramSnapshot.builder().name(name).help(help);
        series.forEach((labels, values) -> snapshot.dataPoint(values.read(labels)));
        return snapshot.build();
    }

    /** One combination of labels. */
    private static final class Series {
        private final long[] counts = new long[BOUNDS_NANOS.length];
        private double sumSeconds;

        synchronized void add(Histogram interval) {
            for (HistogramIterationValue step : interval.recordedValues()) {
                long nanos = interval.medianEquivalentValue(step.getValueIteratedTo());
                counts[bucket(nanos)] += step.getCountAddedInThisIterationStep();
                sumSeconds += nanos / 1e9 * step.getCountAddedInThisIterationStep();
            }
        }

        synchronized HistogramDataPointSnapshot read(Labels labels) {
            return HistogramDataPointSnapshot.builder()
                    .labels(labels)
                    .classicHistogramBuckets(ClassicHistogramBuckets.of(BOUNDS_SECONDS, counts))
                    .sum(sumSeconds)
                    .build();
        }

        private static int bucket(long nanos) {
            int bucket = 0;
            while (nanos > BOUNDS_NANOS[bucket]) {
                bucket++;
            }
            return bucket;
        }
    }
}
