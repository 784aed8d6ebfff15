package io.loadgen.result;

import io.loadgen.latency.FigureText;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.latency.LatencyInterval;
import io.loadgen.result.Books.Residue;
import io.loadgen.result.Books.ShapeCount;
import io.loadgen.result.arrivals.ArrivalFigures;
import io.loadgen.spec.Basis;
import io.loadgen.spec.DurationText;
import io.loadgen.spec.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that one run measured, as a value.
 *
 * <p>Immutable; any thread.
 *
 * @param measured the books of the measured slots
 * @param warmup the books of the warm-up slots
 * @param shapes the measured slots by what they name; every shape has an entry
 * @param irregularities what the books leave out
 * @param responseTimes latencies from the intended send time, measured slots without first org adds; every signal that was observed has an entry
 * @param serviceTimes latencies from the actual send time; likewise
 * @param firstOrgAdds the first org adds of all rooms, warm-up included
 * @param scheduleLag actual minus intended send time of every sent slot that was measured
 * @param timeline one sample a second, in order
 * @param intervals latencies of measured slots second by second, in order, of the first signal of a request and of its event
 * @param backlog the room-worker's backlog
 * @param measuredFromNanos when the first measured slot was due, from the first due slot on
 * @param measuredNanos the length of the window in which measured slots were due and could be sent, nanoseconds
 * @param plannedSlots how many slots the load model itself says there were, warm-up included: of an open loop those of its plan, of a
 *     closed loop the adds that its rooms sent; empty while the run goes on, and in a report from before this was kept
 * @param listener what the instrument itself adds to a latency, measured window
 * @param stages where the measured requests spent their time; empty where the handoff was not observed
 * @param paths the measured requests by the ways that they take; no rows where all take the ordinary one
 * @param arrivals the distances of the sends of an open loop; empty for a closed one, where they were too few, and while the run goes on
 */
public record Measurements(
        Books measured,
        Books warmup,
        List<ShapeCount> shapes,
        Irregularities irregularities,
        Map<Signal, LatencyDistribution> responseTimes,
        Map<Signal, LatencyDistribution> serviceTimes,
        Backfill firstOrgAdds,
        LatencyDistribution scheduleLag,
        List<SecondSample> timeline,
        List<LatencyInterval> intervals,
        BacklogSummary backlog,
        long measuredFromNanos,
        long measuredNanos,
        OptionalLong plannedSlots,
        ListenerFigures listener,
        Optional<Stages> stages,
        Paths paths,
        Optional<ArrivalFigures> arrivals) {
    /** Takes copies. */
    public Measurements {
        shapes = List.copyOf(shapes);
        responseTimes = Map.copyOf(responseTimes);
        serviceTimes = Map.copyOf(serviceTimes);
        timeline = PackedSeconds.of(timeline);
        intervals = List.copyOf(intervals);
    }

    /**
     * The latencies of one signal.
     *
     * @param signal which
     * @param basis from which moment they count
     * @return its distribution, an empty one for a signal that was not observed
     */
    public LatencyDistribution latency(Signal signal, Basis basis) {
        Map<Signal, LatencyDistribution> times = basis == Basis.RESPONSE ? responseTimes : serviceTimes;
        LatencyDistribution distribution = times.get(signal);
        return distribution == null ? LatencyDistribution.empty() : distribution;
    }

    /**
     * What was counted in two ways that do not agree, beside the {@link Books#residues residues} of the books: slots by the
     * load model and by the books, samples of each distribution and slots by the books.
     *
     * @return empty when all agree, and while the run goes on
     */
    public List<Books.Residue> countMismatches() {
        if (plannedSlots.isEmpty()) {
            return List.of();
        }
        Books.Residue plan = new Books.Residue(
                "slots of the load model = planned in the books",
                plannedSlots.getAsLong(),
                measured.planned() + warmup.planned());
        return Stream.concat(
                        Stream.of(plan).filter(residue -> residue.difference() != 0), SampleCounts.mismatches(this))
                .toList();
    }

    /**
     * How much of the measured window had no connection.
     *
     * @return nanoseconds
     */
    public long disconnectedNanos() {
        return irregularities.connection().nanosWithin(measuredFromNanos, measuredFromNanos + measuredNanos);
    }

    /**
     * Measured slots handed over to the client, a second: what was really offered to the system under test.
     *
     * @return the rate, 0 when nothing was measured
     */
    public double achievedRatePerSecond() {
        return measuredNanos == 0 ? 0 : measured.handedOver() * 1e9 / measuredNanos;
    }

    /**
     * The room-worker's backlog over the measured window.
     *
     * @param samples looks that succeeded
     * @param failedSamples looks that failed
     * @param minPending fewest messages waiting
     * @param peakPending most messages waiting
     * @param finalPending messages waiting after the drain
     * @param peakAckPending most messages being worked on
     * @param finalRedelivered messages redelivered and not acknowledged after the drain
     * @param growth messages waiting or being worked on at the end of the measured window minus those at its start; null where not both ends
     *     were seen from within {@link #NEAR_END_NANOS}
     * @param stall the longest stretch of the whole run in which the worker took no job, null where there was none
     */
    public record BacklogSummary(
            long samples,
            long failedSamples,
            long minPending,
            long peakPending,
            long finalPending,
            long peakAckPending,
            long finalRedelivered,
            @Nullable Long growth,
            @Nullable WorkerStall stall) {
        /** How far from an end of the measured window a look tells of that end, nanoseconds. */
        public static final long NEAR_END_NANOS = 2_000_000_000L;

        /**
         * A backlog at which nobody looked.
         *
         * @return no sample, and so no growth
         */
        public static BacklogSummary unseen() {
            return new BacklogSummary(0, 0, 0, 0, 0, 0, 0, null, null);
        }
    }

    /**
     * A stretch in which room-worker took no job though jobs waited: its consumer loop had ended, it was gone, or every job that it had
     * hung. What the server shows is the same.
     *
     * @param fromMillis the first look that found it so, from the first due slot on
     * @param millis from that look to the last
     * @param peakPending most messages that waited meanwhile
     * @param ackPending messages that were handed out before it and not acknowledged in it
     */
    public record WorkerStall(double fromMillis, double millis, long peakPending, long ackPending) {
        /** When it was and what was seen, such as {@code room-worker took no job for 12.0 s, from 8.3 s of the run on: …}. */
        public String words() {
            return "room-worker took no job for " + FigureText.exactSeconds(lasted().toNanos()) + ", from "
                    + FigureText.exactSeconds(Math.round(fromMillis * 1e6))
                    + " of the run on: no pull request, no delivery and no"
                    + " acknowledgement while up to " + peakPending + " messages waited and " + ackPending
                    + " were handed out";
        }

        /**
         * What it has to do with requests that were waited for in vain.
         *
         * @param measured the books of the measured slots
         * @param eventTimeout how long events and results were waited for
         * @return in a sentence; empty where none was waited for in vain
         */
        public Optional<String> explanation(Books measured, Duration eventTimeout) {
            long events = measured.count(EventOutcome.EVENT_TIMEOUT);
            long results = measured.count(ResultOutcome.RESULT_TIMEOUT);
            if (events + results == 0) {
                return Optional.empty();
            }
            String waited = lasted().compareTo(eventTimeout) >= 0
                    ? "requests that waited then timed out for it"
                    : "requests waited for it, but less than their eventTimeout of "
                            + DurationText.format(eventTimeout);
            return Optional.of(words() + "; " + waited + " (" + events + " event timeouts and " + results
                    + " result timeouts in all)");
        }

        /** How long it lasted, to a tenth of a second: looks that are to be a second apart may be a millisecond less. */
        public Duration lasted() {
            return Duration.ofMillis(Math.round(millis / 100) * 100);
        }
    }

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
    private record SampleCounts(long handedOver, long accepted, long eventsDue, long events, long results) {
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
}
