package io.loadgen.result;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.loadgen.latency.Bounds;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.latency.LatencySummary;
import io.loadgen.spec.Percentile;
import io.loadgen.spec.Signal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * One second of a run. Counts are of that second; a slot's outcomes count in the second in which it closed, a latency in the
 * second in which its signal came.
 *
 * <p>Immutable; any thread.
 *
 * @param second seconds since the first slot was due, from 0
 * @param phase the phase of the slots that were due in it
 * @param planned slots that were processed, sent or not
 * @param dispositions what became of them
 * @param sentMeasured those of the sent ones that are not warm-up; no part of a report
 * @param replies closed slots by reply outcome
 * @param events closed slots by event outcome
 * @param responseTimes response times of all signals that came, by signal; no entry without a sample
 * @param lagP99Millis 99th percentile of schedule lag, null where there are too few samples for it
 * @param lagMaxMillis greatest schedule lag
 * @param outstanding slots open at its end
 * @param backlogPending messages waiting for room-worker at its end, null when unknown
 * @param backlogAckPending messages room-worker was working on at its end, null when unknown
 * @param disconnectedMillis how much of it our own connection was down, null when it held, and while the run goes on
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SecondSample(
        long second,
        Phase phase,
        long planned,
        @Counts.ByKind Map<Disposition, Long> dispositions,
        @JsonIgnore long sentMeasured,
        @Counts.ByKind Map<ReplyOutcome, Long> replies,
        @Counts.ByKind Map<EventOutcome, Long> events,
        @JsonDeserialize(using = ByLabel.class) Map<Signal, Times> responseTimes,
        @Nullable Double lagP99Millis,
        double lagMaxMillis,
        long outstanding,
        @Nullable Long backlogPending,
        @Nullable Long backlogAckPending,
        @Nullable Double disconnectedMillis) {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** Takes copies. */
    public SecondSample {
        dispositions = Counts.complete(Disposition.class, dispositions);
        replies = Counts.complete(ReplyOutcome.class, replies);
        events = Counts.complete(EventOutcome.class, events);
        responseTimes = responseTimes.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(responseTimes));
    }

    /**
     * Slots sent in a phase.
     *
     * @param ofPhase which
     * @return how many
     */
    public long sent(Phase ofPhase) {
        return switch (ofPhase) {
            case MEASURED -> sentMeasured;
            case WARMUP -> sent() - sentMeasured;
        };
    }

    /** Slots sent. */
    public long sent() {
        return dispositions.getOrDefault(Disposition.SENT, 0L);
    }

    /** The same once it is known when our own connection was down. */
    public SecondSample within(ConnectionGaps connection) {
        long fromNanos = second * NANOS_PER_SECOND;
        long down = connection.nanosWithin(fromNanos, fromNanos + NANOS_PER_SECOND);
        return new SecondSample(
                second,
                phase,
                planned,
                dispositions,
                sentMeasured,
                replies,
                events,
                responseTimes,
                lagP99Millis,
                lagMaxMillis,
                outstanding,
                backlogPending,
                backlogAckPending,
                down == 0 ? null : (Double) LatencySummary.millis(down));
    }

    /** Reads response times by the words of their signals. */
    static final class ByLabel extends ValueDeserializer<Map<Signal, Times>> {
        @Override
        public Map<Signal, Times> deserialize(JsonParser json, DeserializationContext context) {
            Map<Signal, Times> times = new EnumMap<>(Signal.class);
            context.readTree(json)
                    .properties()
                    .forEach(entry -> times.put(
                            Signal.ofLabel(entry.getKey()), context.readTreeAsValue(entry.getValue(), Times.class)));
            return times;
        }
    }

    /**
     * Response times of one signal in one second. A percentile is null where the second has too few samples for it.
     *
     * @param count samples, lost ones included
     * @param lost of them those that did not come, and those that were never sent
     * @param p50 median
     * @param p90 90th percentile
     * @param p99 99th percentile
     * @param maxMillis the longest of those that came
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Times(
            long count,
            long lost,
            @Nullable Bounds p50,
            @Nullable Bounds p90,
            @Nullable Bounds p99,
            double maxMillis) {
        /**
         * Sums a second up.
         *
         * @param times its latencies
         * @return what is kept of them
         */
        public static Times of(LatencyDistribution times) {
            return new Times(
                    times.count(),
                    times.censoredCount() + times.unsentCount(),
                    percentile(times, Percentile.P50),
                    percentile(times, Percentile.P90),
                    percentile(times, Percentile.P99),
                    LatencySummary.millis(times.maxNanos()));
        }

        private static @Nullable Bounds percentile(LatencyDistribution times, Percentile percentile) {
            return times.supports(percentile.share()) ? Bounds.of(times.quantile(percentile.share())) : null;
        }

        /** Also as version 1 of the report had it. */
        @JsonCreator
        static Times read(
                @JsonProperty("count") long count,
                @JsonProperty("lost") long lost,
                @JsonProperty("p50") @Nullable Bounds p50,
                @JsonProperty("p90") @Nullable Bounds p90,
                @JsonProperty("p99") @Nullable Bounds p99,
                @JsonProperty("maxMillis") double maxMillis,
                @JsonProperty("p50Millis") @Nullable Double p50Millis,
                @JsonProperty("p90Millis") @Nullable Double p90Millis,
                @JsonProperty("p99Millis") @Nullable Double p99Millis) {
            return p50Millis == null || p90Millis == null || p99Millis == null
                    ? new Times(count, lost, p50, p90, p99, maxMillis)
                    : new Times(
                            count,
                            lost,
                            Bounds.exactly(p50Millis),
                            Bounds.exactly(p90Millis),
                            Bounds.exactly(p99Millis),
                            maxMillis);
        }
    }
}
