package io.loadgen.result;

import io.loadgen.spec.Basis;
import io.loadgen.spec.Signal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The latencies of measured slots whose signals came, or were given up, in a stretch of whole seconds.
 *
 * @param fromSecond its first second, counted from the one in which the first slot was due, from 0
 * @param seconds its length: 1, or more in a run longer than an hour
 * @param latencies those of each signal and basis that has samples; of E1, ack and E2 only
 */
public record IntervalRow(long fromSecond, long seconds, List<Part> latencies) {
    /** Takes a copy. */
    public IntervalRow {
        latencies = List.copyOf(latencies);
    }

    public static IntervalRow of(LatencyInterval interval) {
        return new IntervalRow(
                interval.fromSecond(),
                interval.seconds(),
                interval.parts().stream()
                        .map(part -> new Part(part.signal().symbol(), Books.camelCase(part.basis()), part.latencies()))
                        .toList());
    }

    public LatencyInterval toInterval() {
        return new LatencyInterval(
                fromSecond,
                seconds,
                latencies.stream()
                        .map(part -> new LatencyInterval.Part(
                                Signal.of(part.signal()), basis(part.basis()), part.histogram()))
                        .toList());
    }

    private static Basis basis(String word) {
        return Basis.valueOf(word.toUpperCase(Locale.ROOT));
    }

    public Optional<CompressedLatencies> part(Signal signal, Basis basis) {
        return latencies.stream()
                .filter(part ->
                        part.signal().equals(signal.symbol()) && part.basis().equals(Books.camelCase(basis)))
                .map(Part::histogram)
                .findFirst();
    }

    /**
     * The latencies of one signal, counted from one moment.
     *
     * @param signal E1, ack or E2
     * @param basis {@code response} or {@code service}
     * @param histogram every sample, compressed
     */
    public record Part(String signal, String basis, CompressedLatencies histogram) {}
}
