package io.loadgen.result;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Where the measured requests spent their time, without first org adds. Durations of requests, each from two moments of the same one;
 * never differences of percentiles.
 *
 * @param durations how long the requests that reached the beginning of a stage were in it
 * @param bands where the requests of each band of E2 response times spent theirs
 * @param lostAt how far the requests came whose event is lost; every place has an entry
 */
public record Stages(List<Duration> durations, List<Band> bands, Map<String, Long> lostAt) {
    /** Takes copies. */
    public Stages {
        durations = List.copyOf(durations);
        bands = List.copyOf(bands);
        lostAt = Counts.named(lostAt);
    }

    public static Stages of(StageFigures figures) {
        List<Duration> durations = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            LatencyDistribution times = figures.times().get(stage);
            if (times != null) {
                durations.add(new Duration(
                        stage.from(), stage.to(), LatencySummary.of(times), CompressedLatencies.of(times)));
            }
        }
        return new Stages(
                durations, figures.bands().stream().map(Band::of).toList(), Counts.named(Stop.class, figures.stops()));
    }

    /** The figures that a report was made of, to the microsecond. */
    public StageFigures figures() {
        Map<Stage, LatencyDistribution> times = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            durations.stream()
                    .filter(duration -> duration.from().equals(stage.from())
                            && duration.to().equals(stage.to()))
                    .forEach(duration -> times.put(stage, duration.histogram().expand()));
        }
        Map<Stop, Long> stops = new EnumMap<>(Stop.class);
        for (Stop stop : Stop.values()) {
            stops.put(stop, lostAt.getOrDefault(Counts.camelCase(stop), 0L));
        }
        return new StageFigures(times, bands.stream().map(Band::figures).toList(), stops);
    }

    public long lost() {
        return lostAt.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * One stage.
     *
     * @param from {@code send} or a signal, in words
     * @param to a signal, in words
     * @param times how its durations are spread; lost are those whose signal at its end did not come
     * @param histogram every sample, compressed
     */
    public record Duration(String from, String to, LatencySummary times, CompressedLatencies histogram) {}

    /**
     * The requests of a span of ranks by E2 response time. Lost ones rank above all others. The means are of those whose stages are known,
     * and add up to the mean of their totals.
     *
     * @param name such as {@code p50-p90}
     * @param requests how many, lost ones included
     * @param lost how many of them never had their event
     * @param known how many of the others had their handoff seen
     * @param lagMillis mean of the schedule lag, 0 where none is known
     * @param toHandoffMillis mean from the send to the handoff, likewise
     * @param toEventMillis mean from the handoff to the event, likewise
     * @param totalMillis the mean of their totals
     */
    public record Band(
            String name,
            long requests,
            long lost,
            long known,
            double lagMillis,
            double toHandoffMillis,
            double toEventMillis,
            double totalMillis) {
        public static Band of(StageFigures.Band band) {
            return new Band(
                    band.name(),
                    band.requests(),
                    band.lost(),
                    band.known(),
                    millis(band.lagNanos()),
                    millis(band.toHandoffNanos()),
                    millis(band.toEventNanos()),
                    millis(band.totalNanos()));
        }

        public StageFigures.Band figures() {
            return new StageFigures.Band(
                    name, requests, lost, known, lagMillis * 1e6, toHandoffMillis * 1e6, toEventMillis * 1e6);
        }

        private static double millis(double nanos) {
            return LatencySummary.millis(Math.round(nanos));
        }
    }
}
