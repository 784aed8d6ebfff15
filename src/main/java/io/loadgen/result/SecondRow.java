package io.loadgen.result;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.loadgen.spec.Signal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One second of a run. Slots count in the second in which they closed, latencies in the second in which their signal came.
 *
 * @param second seconds since the first slot was due, from 0
 * @param phase {@code warmup} or {@code measured}
 * @param planned slots that were processed
 * @param dispositions what became of them
 * @param replies closed slots by reply outcome
 * @param events closed slots by event outcome
 * @param responseTimes response times by signal in words; no entry without a sample
 * @param lagP99Millis 99th percentile of schedule lag
 * @param lagMaxMillis greatest schedule lag
 * @param outstanding slots open at its end
 * @param backlogPending messages waiting for room-worker at its end, null when unknown
 * @param backlogAckPending messages room-worker was working on at its end, null when unknown
 * @param disconnectedMillis how much of it our own connection was down, null when it held
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SecondRow(
        long second,
        String phase,
        long planned,
        Map<String, Long> dispositions,
        Map<String, Long> replies,
        Map<String, Long> events,
        Map<String, Times> responseTimes,
        @Nullable Double lagP99Millis,
        double lagMaxMillis,
        long outstanding,
        @Nullable Long backlogPending,
        @Nullable Long backlogAckPending,
        @Nullable Double disconnectedMillis) {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** Takes copies. */
    public SecondRow {
        dispositions = Counts.named(dispositions);
        replies = Counts.named(replies);
        events = Counts.named(events);
        responseTimes = Counts.named(responseTimes);
    }

    public static SecondRow of(SecondSample sample, ConnectionGaps connection) {
        Map<String, Times> times = new LinkedHashMap<>();
        for (Signal signal : Signal.values()) {
            SecondSample.Latencies latencies = sample.latencies().get(signal);
            if (latencies != null) {
                times.put(signal.label(), Times.of(latencies));
            }
        }
        return new SecondRow(
                sample.second(),
                Counts.camelCase(sample.phase()),
                sample.planned(),
                Counts.named(Disposition.class, sample.dispositions()),
                Counts.named(ReplyOutcome.class, sample.replies()),
                Counts.named(EventOutcome.class, sample.events()),
                times,
                millis(sample.lagP99Nanos()),
                LatencySummary.millis(sample.lagMaxNanos()),
                sample.outstanding(),
                known(sample.backlogPending()),
                known(sample.backlogAckPending()),
                disconnected(connection, sample.second() * NANOS_PER_SECOND));
    }

    private static @Nullable Double disconnected(ConnectionGaps connection, long fromNanos) {
        long nanos = connection.nanosWithin(fromNanos, fromNanos + NANOS_PER_SECOND);
        return nanos == 0 ? null : (Double) LatencySummary.millis(nanos);
    }

    private static @Nullable Double millis(@Nullable Long nanos) {
        return nanos == null ? null : (Double) LatencySummary.millis(nanos);
    }

    private static @Nullable Long known(long messages) {
        return messages < 0 ? null : (Long) messages;
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
        static Times of(SecondSample.Latencies latencies) {
            return new Times(
                    latencies.count(),
                    latencies.lost(),
                    Bounds.ofNullable(latencies.p50()),
                    Bounds.ofNullable(latencies.p90()),
                    Bounds.ofNullable(latencies.p99()),
                    LatencySummary.millis(latencies.max()));
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
