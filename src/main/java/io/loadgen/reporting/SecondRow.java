package io.loadgen.reporting;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.loadgen.measurement.ConnectionGaps;
import io.loadgen.measurement.Disposition;
import io.loadgen.measurement.EventOutcome;
import io.loadgen.measurement.ReplyOutcome;
import io.loadgen.measurement.SecondSample;
import io.loadgen.measurement.Signal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One second of a run. Slots count in the second in which they closed, latencies in the second in which their signal came.
 *
 * @param second seconds since the first slot was due, from 0
 * @param phase {@code warmup} or {@code measured}
 * @param planned slots that were dealt with
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
        double lagP99Millis,
        double lagMaxMillis,
        long outstanding,
        @Nullable Long backlogPending,
        @Nullable Long backlogAckPending,
        @Nullable Double disconnectedMillis) {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** Takes copies. */
    public SecondRow {
        dispositions = Books.ordered(dispositions);
        replies = Books.ordered(replies);
        events = Books.ordered(events);
        responseTimes = Books.ordered(responseTimes);
    }

    static SecondRow of(SecondSample sample, ConnectionGaps connection, long firstDueNanos) {
        Map<String, Times> times = new LinkedHashMap<>();
        for (Signal signal : Signal.values()) {
            SecondSample.Latencies latencies = sample.latencies().get(signal);
            if (latencies != null) {
                times.put(signal.word(), Times.of(latencies));
            }
        }
        return new SecondRow(
                sample.second(),
                Books.camelCase(sample.phase()),
                sample.planned(),
                Books.counts(Disposition.class, sample.dispositions()),
                Books.counts(ReplyOutcome.class, sample.replies()),
                Books.counts(EventOutcome.class, sample.events()),
                times,
                Spread.millis(sample.lagP99Nanos()),
                Spread.millis(sample.lagMaxNanos()),
                sample.outstanding(),
                known(sample.backlogPending()),
                known(sample.backlogAckPending()),
                disconnected(connection, firstDueNanos + sample.second() * NANOS_PER_SECOND));
    }

    private static @Nullable Double disconnected(ConnectionGaps connection, long fromNanos) {
        long nanos = connection.gaps().stream()
                .mapToLong(gap -> gap.overlapNanos(fromNanos, fromNanos + NANOS_PER_SECOND))
                .sum();
        return nanos == 0 ? null : (Double) Spread.millis(nanos);
    }

    private static @Nullable Long known(long messages) {
        return messages < 0 ? null : (Long) messages;
    }

    /**
     * Response times of one signal in one second.
     *
     * @param count samples
     * @param p50Millis median
     * @param p90Millis 90th percentile
     * @param p99Millis 99th percentile
     * @param maxMillis the longest
     */
    public record Times(long count, double p50Millis, double p90Millis, double p99Millis, double maxMillis) {
        static Times of(SecondSample.Latencies nanos) {
            return new Times(
                    nanos.count(),
                    Spread.millis(nanos.p50()),
                    Spread.millis(nanos.p90()),
                    Spread.millis(nanos.p99()),
                    Spread.millis(nanos.max()));
        }
    }
}
