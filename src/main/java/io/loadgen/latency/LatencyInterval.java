package io.loadgen.latency;

import io.loadgen.spec.Basis;
import io.loadgen.spec.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The latencies of measured slots whose signals came, or were given up, in a stretch of whole seconds.
 *
 * <p>Immutable; any thread.
 *
 * @param fromSecond its first second, counted from the one in which the first slot was due, from 0
 * @param seconds its length: 1, or more in a run longer than an hour
 * @param latencies those of each signal and basis that has samples; of E1, ack and E2 only
 */
public record LatencyInterval(long fromSecond, long seconds, List<Part> latencies) {
    /** Takes a copy. */
    public LatencyInterval {
        latencies = List.copyOf(latencies);
    }

    /**
     * The latencies of one signal, counted from one moment.
     *
     * @param signal which
     * @param basis from which moment
     * @param histogram every sample, compressed
     */
    public record Part(Signal signal, Basis basis, CompressedLatencies histogram) {}

    /**
     * One of the parts.
     *
     * @param signal which
     * @param basis from which moment
     * @return its latencies, empty when there was no sample
     */
    public Optional<CompressedLatencies> part(Signal signal, Basis basis) {
        return latencies.stream()
                .filter(part -> part.signal() == signal && part.basis() == basis)
                .map(Part::histogram)
                .findFirst();
    }

    /** Both stretches as one; {@code next} is the later one. */
    public LatencyInterval through(LatencyInterval next) {
        List<Part> merged = new ArrayList<>();
        for (Part part : latencies) {
            CompressedLatencies sum = next.part(part.signal(), part.basis())
                    .map(part.histogram()::plus)
                    .orElse(part.histogram());
            merged.add(new Part(part.signal(), part.basis(), sum));
        }
        next.latencies().stream()
                .filter(part -> part(part.signal(), part.basis()).isEmpty())
                .forEach(merged::add);
        return new LatencyInterval(fromSecond, next.fromSecond() + next.seconds() - fromSecond, merged);
    }
}
