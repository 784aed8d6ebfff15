package io.loadgen.comparison;

import io.loadgen.result.RunReport;
import io.loadgen.spec.Basis;
import io.loadgen.spec.Signal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The latencies of one run of a comparison.
 *
 * @param began when its first slot was due
 * @param times its latencies
 * @param seconds the same second by second, for every key of {@code times}
 */
record ComparedLatencies(Instant began, List<SignalTimes> times, Map<SignalBasis, LatencyCells> seconds) {
    private static final List<SignalBasis> KEYS = Stream.of(Signal.REPLY, Signal.ACK, Signal.EVENT)
            .flatMap(signal -> Arrays.stream(Basis.values()).map(basis -> new SignalBasis(signal, basis)))
            .toList();

    /** Reads a report, its seconds in as many cells at most. */
    static ComparedLatencies of(RunReport report, int mostCells) {
        List<SignalTimes> times = timesOf(report).toList();
        return new ComparedLatencies(
                Objects.requireNonNullElse(report.startedAt(), report.createdAt()),
                times,
                times.stream()
                        .map(SignalTimes::key)
                        .collect(Collectors.toMap(
                                Function.identity(),
                                key -> LatencyCells.of(report, key.signal(), key.basis(), mostCells))));
    }

    /** E1 or ack, then E2: response time, then service time. Without its seconds a signal cannot be compared. */
    static Stream<SignalTimes> timesOf(RunReport report) {
        var figures = report.figures();
        return figures == null
                ? Stream.empty()
                : KEYS.stream()
                        .filter(key -> figures.intervals().stream()
                                .anyMatch(second ->
                                        second.part(key.signal(), key.basis()).isPresent()))
                        .flatMap(key -> figures.latency(key.signal(), key.basis()).stream()
                                .filter(row -> row.histogram().count() > 0)
                                .map(row -> SignalTimes.of(key, row.histogram().expand())));
    }

    Optional<SignalTimes> times(SignalBasis key) {
        return times.stream().filter(of -> of.key().equals(key)).findFirst();
    }

    LatencyCells seconds(SignalBasis key) {
        return Objects.requireNonNull(seconds.get(key));
    }

    /** How many cells its seconds were put into. */
    int cells() {
        return seconds.values().stream().mapToInt(LatencyCells::count).max().orElse(0);
    }
}
