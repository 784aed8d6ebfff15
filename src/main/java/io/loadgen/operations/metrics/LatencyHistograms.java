package io.loadgen.operations.metrics;

import io.loadgen.latency.LatencyDistribution;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Latencies of one signal as a Prometheus histogram, filled from finished interval histograms in place of single latencies:
 * what it costs does not grow with the rate.
 *
 * <p>Each series is a classic and a native histogram at once. Text expositions carry the classic one, which every Prometheus
 * reads; a server that asks for the protobuf exposition gets both. There are no exemplars: a request is known by its id in
 * the platform's own traces, and the id of one request of a load test leads nowhere.
 *
 * <p>Any thread; adding and reading one series exclude each other for microseconds.
 */
final class LatencyHistograms implements Collector {
    private final String name;
    private final String help;
    private final Map<Labels, LatencySeries> series = new ConcurrentHashMap<>();

    LatencyHistograms(String name, String help) {
        this.name = name;
        this.help = help;
    }

    /**
     * Adds the latencies of an interval.
     *
     * @param preset the value of the label {@code preset}
     * @param inject the value of the label {@code inject}
     * @param interval latencies, nanoseconds; only read. What did not come counts as longer than every bound
     */
    void add(String preset, String inject, LatencyDistribution interval) {
        series.computeIfAbsent(Labels.of("preset", preset, "inject", inject), labels -> new LatencySeries())
                .add(interval);
    }

    @Override
    public HistogramSnapshot collect() {
        HistogramSnapshot.Builder snapshot =
                HistogramSnapshot.builder().name(name).help(help);
        series.forEach((labels, values) -> snapshot.dataPoint(values.read(labels)));
        return snapshot.build();
    }
}
