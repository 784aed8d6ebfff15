package io.loadgen.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.loadgen.latency.FigureText;
import io.loadgen.latency.LatencySummary;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.EnumNamingStrategies.LowerCamelCaseStrategy;
import tools.jackson.databind.annotation.EnumNaming;

/**
 * When signals could not be heard through our own connection, and what that cost.
 *
 * <p>Immutable; any thread.
 *
 * @param gaps each time, in order
 * @param unheardSignals signals that timed out for requests that were under way in a gap, over the whole run: nobody can tell whether they
 *     came. Other timeouts are the platform's
 * @param unheardMeasuredSignals those of them that are not of the warm-up; the verdict goes by these
 * @param measuredNanos how much of the measured window it was; null in reports of older builds
 * @param notSent measured slots that the client refused to publish in a gap; like the next 0 in reports of older builds
 * @param failuresNearby measured slots that were handed over, did not end well, and were under way in a gap or at most
 *     {@link #AFTERMATH_NANOS} after it: they do not speak against the platform
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConnectionGaps(
        List<Gap> gaps,
        long unheardSignals,
        long unheardMeasuredSignals,
        @JsonProperty("measuredMillis") @Millis @Nullable Long measuredNanos,
        long notSent,
        long failuresNearby) {
    /**
     * How long after a gap failures may still come of it. Who lost a connection to a restarted server tries again after a few
     * seconds, and so do the services of the platform: the NATS clients wait 2 s between two attempts at one server and give an
     * attempt 2 s if not told otherwise, and what the services consume by has to be set up again.
     */
    public static final long AFTERMATH_NANOS = 10_000_000_000L;

    private static final int GAPS_NAMED = 10;
    private static final ConnectionGaps NONE = new ConnectionGaps(List.of(), 0, 0, null, 0, 0);

    /** Takes a copy. */
    public ConnectionGaps {
        gaps = List.copyOf(gaps);
    }

    /**
     * The connection held.
     *
     * @return no gap
     */
    public static ConnectionGaps none() {
        return NONE;
    }

    /**
     * How much of a span was without a connection.
     *
     * @param fromNanos its begin, on the clock of the gaps
     * @param toNanos its end
     * @return nanoseconds
     */
    public long nanosWithin(long fromNanos, long toNanos) {
        return gaps.stream()
                .mapToLong(gap -> gap.overlapNanos(fromNanos, toNanos))
                .sum();
    }

    ConnectionGaps since(long firstDueNanos, long measuredFromNanos, long endNanos) {
        return new ConnectionGaps(
                gaps.stream()
                        .map(gap -> new Gap(gap.fromNanos() - firstDueNanos, gap.nanos(), gap.cause()))
                        .toList(),
                unheardSignals,
                unheardMeasuredSignals,
                nanosWithin(measuredFromNanos, endNanos),
                notSent,
                failuresNearby);
    }

    /** What there is to say, each in a line. */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        gaps.stream().limit(GAPS_NAMED).map(Gap::sentence).forEach(sentences::add);
        if (gaps.size() > GAPS_NAMED) {
            sentences.add((gaps.size() - GAPS_NAMED) + " times more");
        }
        if (measuredNanos != null) {
            sentences.add(seconds(measuredNanos) + " of the measured window without a connection; " + notSent
                    + " requests were not sent");
        }
        if (failuresNearby > 0) {
            sentences.add(failuresNearby + " requests failed while it was lost or up to "
                    + AFTERMATH_NANOS / 1_000_000_000 + " s after, which may have come of it");
        }
        return sentences;
    }

    private static String seconds(long nanos) {
        return FigureText.seconds(Math.round(LatencySummary.millis(nanos)));
    }

    /** Why signals could not be heard. */
    @EnumNaming(LowerCamelCaseStrategy.class)
    public enum Cause {
        /** The client reported the loss of the connection. */
        CONNECTION,
        /** Nothing came any more, not even a probe of our own, though the client held the connection for open. */
        SILENCE,
        /** The server took the right away to listen to one of our subjects. */
        PERMISSION
    }

    /**
     * One time.
     *
     * @param fromNanos up to when the connection is proven to have carried signals: while the run goes on on its clock, afterwards from
     *     its first due slot on
     * @param nanos how long it took until it was proven again, null when the run ended before
     * @param cause why
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Gap(
            @JsonProperty("fromMillis") @Millis long fromNanos,
            @JsonProperty("millis") @Millis @Nullable Long nanos,
            Cause cause) {
        /** Reports of older builds know one cause only. */
        public Gap {
            cause = cause == null ? Cause.CONNECTION : cause;
        }

        /** A gap that ended at an instant. */
        public static Gap between(long fromNanos, long toNanos, Cause cause) {
            return new Gap(fromNanos, toNanos - fromNanos, cause);
        }

        /** When the connection was proven again, null when the run ended before. */
        public @Nullable Long toNanos() {
            return nanos == null ? null : (Long) (fromNanos + nanos);
        }

        /** Whether the gap, its end put off by so much, has an instant in common with a span. */
        public boolean touches(long spanFromNanos, long spanToNanos, long putOffNanos) {
            return spanToNanos - fromNanos >= 0
                    && (nanos == null || fromNanos + nanos + putOffNanos - spanFromNanos >= 0);
        }

        /**
         * How much of a span lies in the gap.
         *
         * @param spanFromNanos its begin
         * @param spanToNanos its end
         * @return nanoseconds, 0 when they have nothing in common
         */
        public long overlapNanos(long spanFromNanos, long spanToNanos) {
            // Differences from one instant, since the clock may start anywhere.
            long from = Math.max(0, fromNanos - spanFromNanos);
            long span = spanToNanos - spanFromNanos;
            long to = nanos == null ? span : Math.min(span, fromNanos + nanos - spanFromNanos);
            return Math.max(0, to - from);
        }

        private String sentence() {
            String what = switch (cause) {
                case CONNECTION -> "connection lost";
                case SILENCE -> "nothing heard on an open connection";
                case PERMISSION -> "permission to listen lost";
            };
            return what + " at " + seconds(fromNanos)
                    + (nanos == null ? ", and not back when the run ended" : ", back after " + seconds(nanos));
        }
    }
}
