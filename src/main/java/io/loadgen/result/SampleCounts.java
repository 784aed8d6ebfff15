package io.loadgen.result;

import io.loadgen.result.Books.Residue;
import io.loadgen.spec.Basis;
import io.loadgen.spec.Signal;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How many samples the distributions of a run must hold by its books. Every measured slot that was handed to the client is one
 * sample of each signal, observed or lost, but for the event of a no-op. First org adds are in the books and have distributions of
 * their own.
 *
 * <p>The books are entered when a slot closes, an observed latency when its signal comes: neither is made from the other.
 *
 * @param handedOver slots handed to the client
 * @param accepted of them accepted
 * @param eventsDue of them with an event due
 * @param events of them with their event
 * @param results of them with their result {@code ok}
 */
record SampleCounts(long handedOver, long accepted, long eventsDue, long events, long results) {
    /** By the books of slots. */
    static SampleCounts of(Books books) {
        long handedOver = books.handedOver();
        return new SampleCounts(
                handedOver,
                books.count(ReplyOutcome.ACCEPTED),
                handedOver - books.count(EventOutcome.NO_OP),
                books.allEvents(),
                books.allResults());
    }

    /** Those of a run whose distributions do not hold what its books say. */
    static Stream<Residue> mismatches(Measurements measured) {
        SampleCounts all = of(measured.measured());
        SampleCounts firstOrgAdds = of(measured.firstOrgAdds().books());
        SampleCounts due = all.without(firstOrgAdds);
        Stream<Residue> signals = Stream.of(Basis.values())
                .flatMap(basis -> due.mismatches(
                        basis, basis == Basis.RESPONSE ? measured.responseTimes() : measured.serviceTimes()));
        Stream<Residue> bands = measured.stages().stream()
                .map(stages -> new Residue(
                        "requests in the bands of stages = slots with an event due",
                        stages.requests(),
                        due.eventsDue()))
                .filter(residue -> residue.difference() != 0);
        return Stream.concat(signals, bands);
    }

    private SampleCounts without(SampleCounts other) {
        return new SampleCounts(
                handedOver - other.handedOver,
                accepted - other.accepted,
                eventsDue - other.eventsDue,
                events - other.events,
                results - other.results);
    }

    private Stream<Residue> mismatches(Basis basis, Map<Signal, LatencyDistribution> times) {
        Function<Signal, Stream<Residue>> ofSignal = signal -> {
            LatencyDistribution found = times.get(signal);
            return found == null ? Stream.of() : mismatches(signal, basis, found);
        };
        return Stream.of(Signal.values()).flatMap(ofSignal);
    }

    private Stream<Residue> mismatches(Signal signal, Basis basis, LatencyDistribution found) {
        return switch (signal) {
            case REPLY, ACK -> compare(signal, basis, found, "accepted", accepted, handedOver - accepted);
            case EVENT -> compare(signal, basis, found, "event", events, eventsDue - events);
            case RESULT -> compare(signal, basis, found, "result ok", results, handedOver - results);
            // One that was not seen of an accepted slot is our own miss: no sum holds.
            case HANDOFF -> Stream.of();
        };
    }

    private static Stream<Residue> compare(
            Signal signal, Basis basis, LatencyDistribution found, String outcome, long observed, long lost) {
        String samples = signal.symbol() + " " + basis.name().toLowerCase(Locale.ROOT) + " times";
        return Stream.of(
                        new Residue(
                                samples + " = slots with " + outcome,
                                found.count() - found.censoredCount() - found.unsentCount(),
                                observed),
                        new Residue(samples + " lost = slots without " + outcome, found.censoredCount(), lost))
                .filter(residue -> residue.difference() != 0);
    }
}
