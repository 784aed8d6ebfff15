package io.loadgen.result;

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
 * @param seconds its length, 1 or more
 * @param parts those of each signal and basis that has samples
 */
public record LatencyInterval(long fromSecond, long seconds, List<Part> parts) {
    /** Takes a copy. */
    public LatencyInterval {
        parts = List.copyOf(parts);
    }

    /**
     * The latencies of one signal, counted from one moment.
     *
     * @param signal which
     * @param basis from which moment
     * @param latencies its samples
     */
    public record Part(Signal signal, Basis basis, CompressedLatencies latencies) {}

    /**
     * One of the parts.
     *
     * @param signal which
     * @param basis from which moment
     * @return its latencies, empty when there was no sample
     */
    public Optional<CompressedLatencies> part(Signal signal, Basis basis) {
        return parts.stream()
                .filter(part -> part.signal() == signal && part.basis() == basis)
                .map(Part::latencies)
                .findFirst();
    }

    /** Both stretches as one; {@code next} is the later one. */
    public LatencyInterval through(LatencyInterval next) {
        List<Part> merged = new ArrayList<>();
        for (Part part : parts) {
            CompressedLatencies sum = next.part(part.signal(), part.basis())
                    .map(part.latencies()::plus)
                    .orElse(part.latencies());
            merged.add(new Part(part.signal(), part.basis(), sum));
        }
        next.parts().stream()
                .filter(part -> part(part.signal(), part.basis()).isEmpty())
                .forEach(merged::add);
        return new LatencyInterval(fromSecond, next.fromSecond() + next.seconds() - fromSecond, merged);
    }
}
